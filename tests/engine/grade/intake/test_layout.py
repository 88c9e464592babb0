"""Whose files they are is decided over the whole tree; where two readings are possible, a person is asked."""

import pytest

from autograder.errors import AutograderError
from autograder.grade.intake import Roster

from .conftest import CH1, CH2, CH3, answers

ALL = {"ada", "bob", "cyd"}
# Each shape as {file: contents}; the students are ada, bob and cyd.
SHAPES = {
    "a folder each, src below": {f"{s}/src/ch02_perceptron.py": CH2 for s in ALL},
    "hw2 and hw3 in folders": {f"s/{s}/{f}.py": c for s in ALL for f, c in (("hw2", CH2), ("hw3", CH3))},
    "_v2": {f"{s}/ch02_perceptron_v2.py": CH2 for s in ALL},
    "my_": {f"{s}/my_ch02_perceptron.py": CH2 for s in ALL},
    "-final": {f"{s}/ch02_perceptron-final.py": CH2 for s in ALL},
    "chapters as notebooks": {f"{s}/{f}.ipynb": c for s in ALL for f, c in (("ch2", CH2), ("ch3", CH3))},
    "stray files beside folders": {
        **{f"{s}/ch02_perceptron.py": CH2 for s in ALL},
        "timestamp": "", "data/mnist.csv": "", "data/load.py": "x = 1\n", "tests/test_and.py": "def test_and(): pass\n",
        "metadata.yml": "", "submissions.json": "{}", "README.md": "",
    },
    "stray files beside files": {**{f"{s}.py": CH2 for s in ALL}, "timestamp": "", "grades.csv": "", "export.yaml": "", "notes.txt": ""},
    "folders in a folder": {f"Abgaben Montag/{s}/perceptron.py": CH2 for s in ALL},
    "a folder for each assignment": {f"{a}/{s}.py": c for s in ALL for a, c in (("ch02_perceptron", CH2), ("ch03", CH3))},
    "assignments by contents": {f"{a}/{s}.py": c for s in ALL for a, c in (("intro", CH1), ("gates", CH2))},
    "names in file names": {f"{s}_ch02_perceptron.py": CH2 for s in ALL},
    "homework in file names": {f"{s}_hw2.py": CH2 for s in ALL},
    "a mix of all": {"ada/ch02_perceptron.py": CH2, "ch02_perceptron/bob.py": CH2, "cyd_ch02_perceptron.py": CH2},
    "a function for each file": {
        f"{s}/{f}.py": answers("ch02_perceptron", f.upper()) for s in ALL for f in ("and", "or", "xor")
    },
    "repositories of many depths": {
        "ada/deep/learning/from/scratch/and_gate.py": CH2, "bob/ch2/gates.py": CH2, "cyd/perceptron.py": CH2,
        "ada/deep/learning/functions/act.py": CH3, "bob/README.md": "",
    },
    "two versions of one student": {**{f"{s}/ch02_perceptron.py": CH2 for s in ALL}, "ada/old/ch02_perceptron.py": CH2},
    "friends' names in one's folder": {
        "ada/bob_ch02_perceptron.py": CH2, "bob/ch02_perceptron.py": CH2, "cyd/bob/ch02_perceptron.py": CH2,
    },
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_every_file_is_its_students_and_nobody_else_has_a_row(tree, shape):
    files = tree.write(SHAPES[shape]).read()
    assert {one.student for one in (*files.found, *files.refused) if one.student} == ALL
    by_file = [(one.file, one.student) for one in files.found]
    assert all(student in file for file, student in by_file), by_file
    assert {one.file for one in (*files.found, *files.refused)} == set(SHAPES[shape])
    assert all(one.reason for one in files.refused)


def test_a_friends_name_on_a_file_changes_nothing(tree):
    whose = tree.write(SHAPES["friends' names in one's folder"]).whose()
    assert whose["bob"] == {("ch02_perceptron", "bob/ch02_perceptron.py")}


def test_a_row_needs_a_person(tree):
    tree.write({"ada/ch02_perceptron.py": CH2, "tools/setup.cfg": "", "bob/essay.docx": b"", "ch02_perceptron.py": CH2})
    files = tree.read()
    assert tree.students() == {"ada", "bob"}
    assert {one.file: one.reason for one in files.refused if not one.student} == {
        "tools/setup.cfg": "is in no student's folder, and its name names nobody",
        "ch02_perceptron.py": "is in no student's folder, and its name names nobody",
    }


def asked(tree, **how):
    """The question that a tree leads to."""
    with pytest.raises(AutograderError) as caught:
        tree.read(**how)
    return str(caught.value)


OPEN = {
    "two versions, or two sections": {f"{s}/{s}{n}.py": CH2 for s in ("ada", "bob") for n in ("x", "y")},
    "nothing is known of the files": {f"{a}/{s}.py": "x = 1\n" for a in ("red", "blue") for s in ("ada", "bob")},
    "parts of one work, or two people": {"lyra/p.py": answers("ch02_perceptron", "AND"), "lyra/q.py": answers("ch02_perceptron", "OR")},
}  # fmt: skip


@pytest.mark.parametrize("case", OPEN)
def test_two_readings_are_a_question_with_both_the_files_and_the_way_out(tree, case):
    question = asked(tree.write(OPEN[case]))
    assert question.startswith("these files can be read in two ways, and nothing has been graded: ")
    outer, inner = sorted({part.split("'")[1] for part in question.split("--layout ")[1:3]})[::-1]
    assert {outer, inner} == {"student/…", "…/student"}
    assert any(f"'{file}'" in question for file in OPEN[case])
    folders = {file.split("/")[0] for file in OPEN[case]}
    names = {file.split("/")[1].removesuffix(".py") for file in OPEN[case]}
    assert tree.students(layout="student/…") == folders
    assert tree.students(layout="…/student") == names


def test_one_name_in_two_folders_is_a_question_and_either_answer_is_taken(tree):
    question = asked(
        tree.write(
            {f"{g}/{s}/gates.py": CH2 for g, s in (("A", "ada"), ("A", "bob"), ("B", "ada"), ("B", "cy"), ("B", "di"))}
        )
    )
    assert "'ada' handed in twice, so that the newest counts (--layout '*/student/…')" in question
    assert "or two students are called so, in different folders (--layout 'section/student/…')" in question
    assert "'A/ada/gates.py' and 'B/ada/gates.py'" in question
    assert tree.students(layout="*/student/…") == {"ada", "bob", "cy", "di"}
    assert tree.students(layout="section/student/…") == {"ada (A)", "ada (B)", "bob (A)", "cy (B)", "di (B)"}


def test_a_roster_settles_it(tree):
    tree.write(OPEN["nothing is known of the files"])
    people = Roster.of(["ada", "bob", "cyd"])
    files = tree.read(roster=people)
    assert {one.student for one in files.found} == {"ada", "bob"}
    assert [person.id for person in files.absent] == ["cyd"]


@pytest.mark.parametrize("pattern", ["", "ada", "student/student", "students/*", "…/student/…", "student/x"])
def test_what_is_no_layout_is_named(tree, pattern):
    tree.write({"ada/ch02_perceptron.py": CH2})
    if pattern:
        assert "is no layout: write student/… where the first folder" in asked(tree, layout=pattern)


def test_several_paths_are_one_tree(tree):
    tree.write({f"{s}/src/ch02_perceptron.py": CH2 for s in ALL})
    assert tree.students("ada", "bob", "cyd") == ALL
    assert tree.students("ada/src", "bob") == {"ada", "bob"}
    assert tree.students("ada") == {"ada"}


def test_a_folder_that_says_nothing_leaves_a_lone_student_to_the_one_above_it(tree):
    tree.write({"ada/src/ch01_numpy.py": CH1, "ada/src/ch02_perceptron.py": CH2})
    assert set(tree.whose("ada/src")) == {"ada"}
