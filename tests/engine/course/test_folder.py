"""The course's folder."""

import pytest

from autograder.course.folder import find_course
from autograder.errors import AutograderError


def test_a_course_knows_its_assignments_and_where_their_files_are(tiny_course):
    course = tiny_course.read()
    (assignment,) = course.assignments
    assert (course.title, course.root, course.kit) == (
        "A tiny course",
        tiny_course.root,
        tiny_course.root / "exercises",
    )
    assert assignment.title == "Chapter 9: A tiny one"
    assert assignment.source == tiny_course.root / "solutions/ch09_tiny.py"
    assert assignment.suite == tiny_course.root / "tests/exercises/ch09_tiny"
    assert [exercise.name for exercise in assignment.exercises] == ["double", "floor"]


def test_the_course_is_found_from_a_folder_deep_inside_it(tiny_course, monkeypatch):
    monkeypatch.chdir(tiny_course.root / "tests" / "exercises")
    assert find_course() == tiny_course.read()


def test_the_environment_names_the_course_from_anywhere(tiny_course, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AUTOGRADER_COURSE", str(tiny_course.root))
    assert find_course() == tiny_course.read()


def test_a_given_folder_goes_before_the_environment(tiny_course, monkeypatch, tmp_path):
    monkeypatch.setenv("AUTOGRADER_COURSE", str(tmp_path / "elsewhere"))
    assert find_course(tiny_course.root).title == "A tiny course"


def test_a_given_folder_may_be_relative(tiny_course, monkeypatch):
    monkeypatch.chdir(tiny_course.root.parent)
    assert find_course(tiny_course.root.relative_to(tiny_course.root.parent)).root == tiny_course.root


def test_outside_a_course_one_sentence_says_how_to_name_one(monkeypatch, tmp_path):
    monkeypatch.delenv("AUTOGRADER_COURSE", raising=False)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(AutograderError) as error:
        find_course()
    sentence = str(error.value)
    assert sentence.startswith(f"no course here: neither {tmp_path}")
    assert "--course DIR" in sentence and "AUTOGRADER_COURSE" in sentence
    assert "\n" not in sentence


def test_a_given_folder_that_is_no_course_is_refused(tmp_path):
    with pytest.raises(AutograderError, match=r"holds no course\.toml: --course must name"):
        find_course(tmp_path)


def test_an_environment_that_names_no_course_is_refused(monkeypatch, tmp_path):
    monkeypatch.setenv("AUTOGRADER_COURSE", str(tmp_path))
    with pytest.raises(AutograderError, match=r"holds no course\.toml: AUTOGRADER_COURSE must name"):
        find_course()


def test_a_course_without_chapters_is_refused(tiny_course):
    (tiny_course.root / tiny_course.chapter).unlink()
    with pytest.raises(AutograderError, match="solutions holds no chapter; add one"):
        tiny_course.read()


def test_an_exercise_without_checks_is_refused_and_its_file_named(tiny_course):
    suite = tiny_course.root / tiny_course.other_suite
    suite.unlink()
    with pytest.raises(AutograderError) as error:
        tiny_course.read()
    source = tiny_course.root / tiny_course.chapter
    assert str(error.value) == f"{source}: exercise `floor` has no checks; write {suite}"


def test_checks_without_an_exercise_are_refused(tiny_course):
    path = tiny_course.write("tests/exercises/ch09_tiny/test_flor.py", "")
    with pytest.raises(AutograderError) as error:
        tiny_course.read()
    assert str(error.value).startswith(f"{path}: no exercise of that name; rename it, or add ")


def test_checks_without_a_chapter_are_refused(tiny_course):
    path = tiny_course.write("tests/exercises/ch08_gone/test_double.py", "")
    with pytest.raises(AutograderError) as error:
        tiny_course.read()
    wanted = tiny_course.root / "solutions" / "ch08_gone.py"
    assert str(error.value) == f"{path} belongs to no chapter: rename its folder, or write {wanted}"


def test_other_files_may_stand_beside_the_suites(tiny_course):
    tiny_course.write("tests/exercises/conftest.py", "")
    assert tiny_course.read().assignments
