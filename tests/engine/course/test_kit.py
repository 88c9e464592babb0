"""Finding the kit, and what to check in it."""

import os
import shutil

import pytest

from autograder.course import kit as kits
from autograder.errors import AutograderError
from autograder.limits import Limits


@pytest.fixture
def kit(student_kit):
    return kits.read(student_kit.root)


def test_the_kit_is_found_from_any_folder_in_it(student_kit):
    assert kits.find(student_kit.root / "tests" / "ch01_numpy").root == student_kit.root


def test_in_a_course_its_own_kit_is_found(tiny_course):
    (tiny_course.root / "exercises").mkdir()
    (tiny_course.root / "exercises" / "kit.toml").write_text('title = "t"\n[assignments]\n', encoding="utf-8")
    assert kits.find(tiny_course.root / "solutions").root == tiny_course.root / "exercises"


def test_a_folder_called_exercises_makes_no_course(tmp_path):
    (tmp_path / "exercises").mkdir()
    (tmp_path / "exercises" / "kit.toml").write_text('title = "t"\n[assignments]\n', encoding="utf-8")
    with pytest.raises(AutograderError, match="no exercises here"):
        kits.find(tmp_path)


def test_the_folder_of_a_named_file_counts_where_there_is_no_kit_here(student_kit, tmp_path):
    assert kits.find(tmp_path, student_kit.root).root == student_kit.root


@pytest.mark.parametrize(
    "text",
    [
        "title =",
        "",
        'title = "t"',
        'title = "t"\nassignments = 3',
        'title = "t"\n[assignments]\n[limits]\nfile_bytes = 0',
    ],
)
def test_a_damaged_kit_asks_to_be_unpacked_again(student_kit, text):
    student_kit.write("kit.toml", text)
    with pytest.raises(AutograderError, match="unpack the kit once more"):
        kits.find(student_kit.root)


def test_the_kit_knows_exercises_points_and_uses(kit):
    by_name = {one.name: one for one in kit.assignment("ch02_perceptron").exercises}
    assert by_name["AND"].points == 4
    assert "NAND" in by_name["XOR"].uses


def test_the_kit_has_the_limits_of_its_course_and_one_without_them_the_usual_ones(student_kit):
    text = (student_kit.root / "kit.toml").read_text(encoding="utf-8")
    student_kit.write("kit.toml", text.replace("call_wall_seconds = 5.0", "call_wall_seconds = 7.0"))
    assert kits.read(student_kit.root).limits == Limits(call_wall_seconds=7.0)
    student_kit.write("kit.toml", 'title = "t"\n[assignments]\n')
    assert kits.read(student_kit.root).limits == Limits()


# --- which file -------------------------------------------------------------------------------------------------------


def test_in_a_fresh_kit_the_first_chapter_comes_first(kit):
    assert kits.target(kit, None, None).path.name == "ch01_numpy.py"


def test_the_file_saved_last_is_checked(student_kit, kit):
    student_kit.answer("ch02_perceptron.py", AND="return 0")
    assert kits.target(kit, None, None).path.name == "ch02_perceptron.py"


def test_a_file_with_answers_comes_before_a_stub_with_a_later_date(student_kit, kit):
    answered = student_kit.answer("ch02_perceptron.py", AND="return 0")
    os.utime(answered, (1_600_000_000, 1_600_000_000))
    assert kits.target(kit, None, None).path.name == "ch02_perceptron.py"


def test_a_stub_that_was_saved_after_unpacking_is_no_stub_any_more(student_kit, kit):
    path = student_kit.root / "ch03_neural_network.ipynb"
    os.utime(path, (1_700_009_000, 1_700_009_000))
    assert kits.target(kit, None, None).path == path


def test_of_a_notebook_and_a_script_the_later_is_checked_and_the_other_named(student_kit, kit):
    script = student_kit.answer("ch02_perceptron.py", AND="return 0")
    notebook = student_kit.root / "ch02_perceptron.ipynb"
    os.utime(notebook, (1_700_009_000, 1_700_009_000))
    os.utime(script, (1_700_008_000, 1_700_008_000))
    found = kits.target(kit, None, None)
    assert (found.path, found.other) == (notebook, script)


def test_an_untouched_notebook_beside_the_script_is_not_worth_a_word(student_kit, kit):
    student_kit.answer("ch02_perceptron.py", AND="return 0")
    assert kits.target(kit, None, None).other is None


def test_a_word_may_be_an_exercise(student_kit, kit):
    student_kit.answer("ch02_perceptron.py", AND="return 0")
    found = kits.target(kit, "softmax", None)
    assert (found.assignment.name, found.exercise) == ("ch03_neural_network", "softmax")


def test_a_word_may_be_an_assignment(kit):
    assert kits.target(kit, "ch03_neural_network", None).path.name == "ch03_neural_network.py"


def test_with_an_exercise_run_those_that_it_uses(kit):
    assert kits.target(kit, "XOR", None).exercises == ["AND", "NAND", "OR", "XOR"]


@pytest.mark.parametrize("name", ["ch02_perceptron (1).py", "ada_ch02_perceptron.py"])
def test_a_file_elsewhere_is_known_by_the_assignment_in_its_name(student_kit, kit, tmp_path, name):
    path = shutil.copy(student_kit.root / "ch01_numpy.py", tmp_path / name)
    assert kits.target(kit, str(path), "AND").assignment.name == "ch02_perceptron"


def test_a_file_of_another_name_is_known_by_its_functions(student_kit, kit, tmp_path):
    path = shutil.copy(student_kit.root / "ch02_perceptron.py", tmp_path / "mine.py")
    assert kits.target(kit, str(path), None).assignment.name == "ch02_perceptron"


@pytest.mark.parametrize(
    ("file", "exercise", "words"),
    [
        ("sofmax", None, "did you mean 'softmax'"),
        ("xor", None, "did you mean 'XOR'"),
        ("zzzzz", None, "no file or exercise 'zzzzz'; 'autograder check --list'"),
        ("ch02_perceptron.py", "softmax", "'softmax' is an exercise of ch03_neural_network, but ch02_perceptron.py"),
        ("ch02_perceptron.py", "xorr", "did you mean 'XOR'"),
        ("nothing_like_it.py", None, "alone takes the one that you saved last"),
        ("ch02_perceptrn.py", None, "did you mean 'ch02_perceptron.py'"),
        ("tests/", None, "is a folder"),
        ("kit.toml", None, "no Python file"),
    ],
)
def test_what_is_not_there_gets_a_sentence_with_the_way_out(kit, monkeypatch, file, exercise, words):
    monkeypatch.chdir(kit.root)
    with pytest.raises(AutograderError, match=words.replace("(", r"\(")):
        kits.target(kit, file, exercise)


def test_a_file_that_answers_nothing_is_told_what_the_names_are(student_kit, kit):
    path = student_kit.write("other.py", "x = 3\n")
    with pytest.raises(AutograderError, match="ch01_numpy, ch02_perceptron, ch03_neural_network"):
        kits.target(kit, str(path), None)


def test_a_kit_without_its_files_says_so(student_kit, kit):
    for path in student_kit.root.glob("ch0*"):
        path.unlink()
    with pytest.raises(AutograderError, match="name your file"):
        kits.target(kit, None, None)


def test_a_kit_without_its_checks_says_so_in_one_line(student_kit):
    shutil.rmtree(student_kit.root / "tests")
    kit = kits.read(student_kit.root)
    with pytest.raises(AutograderError, match="the checks of ch02_perceptron are not there"):
        kits.target(kit, "ch02_perceptron", None)


@pytest.mark.parametrize("asked", [None, "ch01_numpy", "ch01_numpy.py.txt"])
def test_a_file_with_a_hidden_ending_is_to_be_renamed(student_kit, monkeypatch, asked):
    monkeypatch.chdir(student_kit.root)
    for file in [*student_kit.root.glob("*.py"), *student_kit.root.glob("*.ipynb")]:
        file.rename(file.with_suffix(".py.txt"))
    with pytest.raises(AutograderError, match=r"rename it to 'ch01_numpy.py'"):
        kits.target(kits.read(student_kit.root), asked, None)
