"""Notebooks that are not the course's, with their tests in their grade cells."""

import copy
import json
import os
import shutil

import pytest

pytestmark = [
    pytest.mark.filterwarnings("ignore"),  # nbgrader's own parts warn about each other
    pytest.mark.skipif(os.name != "posix", reason="grading needs Linux"),
]

QUIZ = "quiz"


def cell(source, grade_id, *, points=None, solution=False, task=False, kind="code"):
    """A cell as nbgrader's editor marks it up."""
    mark = {"schema_version": 3, "grade_id": grade_id, "solution": solution, "locked": not solution, "task": task}
    mark["grade"] = points is not None and not task
    if points is not None:
        mark["points"] = points
    made = {"cell_type": kind, "metadata": {"nbgrader": mark}, "source": source}
    return {**made, "execution_count": None, "outputs": []} if kind == "code" else made


def stub(name):
    """A solution cell."""
    source = f"def {name}(x):\n    ### BEGIN SOLUTION\n    return x * x\n    ### END SOLUTION"
    return cell(source, name, solution=True)


SOURCE = [
    stub("square"),
    cell(
        "assert square(2) == 4\n### BEGIN HIDDEN TESTS\nassert square(-3) == 9\n### END HIDDEN TESTS", "whole", points=2
    ),
    cell("score = 0\nfor x in (1, 2, 5):\n    score += square(x) == x * x\nscore", "parts", points=3),
    stub("cube"),
    cell("assert cube(2) == 4", "cube-test", points=1),
    cell("cube(5) == 25", "no-number", points=1),
    cell("Why?", "why", points=2, solution=True, kind="markdown"),
    {"cell_type": "markdown", "metadata": {}, "source": "<b>Read</b> the questions."},
    cell("Draw it.", "task", points=1, task=True, kind="markdown"),
]
RIGHT = {"square": "def square(x):\n    return x * x", "cube": "def cube(x):\n    return x * x"}
AFTER = "import sys\ndef cube(x):\n    print('careful', file=sys.stderr)\n    return x * x"
STUDENTS = {
    "right": RIGHT,
    "half": {"square": "def square(x):\n    return 2 * x", "cube": RIGHT["cube"], "why": "Because."},
    "blank": {},
    "hostile": {**RIGHT, "why": "<img src=x onerror=run()>"},
    "warns": {**RIGHT, "cube": AFTER},
    "exits": {**RIGHT, "cube": "import os\ndef cube(x):\n    os._exit(0)"},
    "loops": {**RIGHT, "cube": "def cube(x):\n    while True:\n        pass"},
    "fails often": {**RIGHT, "cube": "\n".join(["1 / 0"] * 60)},
    "prints": {
        **RIGHT,
        "square": RIGHT["square"].replace("* x", "* x + 1") + "\nfor _ in range(3000):\n    print('y' * 50)",
    },
}


def place(classroom, folder):
    """The quiz, released, in a class of its own."""
    room = type(classroom)(folder)
    shutil.copytree(classroom.folder, folder)
    path = folder / "source" / QUIZ / f"{QUIZ}.ipynb"
    path.parent.mkdir(parents=True)
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    path.write_text(
        json.dumps({"cells": SOURCE, "metadata": kernel, "nbformat": 4, "nbformat_minor": 4}), encoding="utf-8"
    )
    return room


@pytest.fixture(scope="module")
def graded(classroom, tmp_path_factory):
    """A class graded with our configuration."""
    room = place(classroom, tmp_path_factory.mktemp("ours") / "class")
    with (room.folder / "nbgrader_config.py").open("a", encoding="utf-8") as config:
        config.write("c.Execute.timeout = 3\n")
    assert room.api.generate_assignment(QUIZ)["success"]
    for student, answers in STUDENTS.items():
        room.hand_in(student, QUIZ, room.answered(QUIZ, **answers))
    twice = room.answered(QUIZ, **RIGHT)
    twice["cells"] += copy.deepcopy(twice["cells"][:3])
    room.hand_in("twice", QUIZ, twice)
    newer = room.answered(QUIZ, **RIGHT)
    newer["cells"][0]["metadata"]["nbgrader"]["schema_version"] = 99
    room.hand_in("newer", QUIZ, newer)
    room.hand_in("unreadable", QUIZ, "{")
    room.words = room.autograde(QUIZ)
    return room


@pytest.fixture(scope="module")
def stock(graded, classroom, tmp_path_factory):
    """The same notebooks of three students under nbgrader without our configuration."""
    room = place(classroom, tmp_path_factory.mktemp("stock") / "class")
    (room.folder / "nbgrader_config.py").write_text("c = get_config()\n", encoding="utf-8")
    assert room.api.generate_assignment(QUIZ)["success"]
    for student in ("right", "half"):
        room.hand_in(student, QUIZ, room.answered(QUIZ, **STUDENTS[student]))
    assert room.autograde(QUIZ) == ""
    answers = {"double": "def double(x):\n    return 2 * np.abs(x)", "floor": "def floor(x, low):\n    return x"}
    room.hand_in("right", "ch09_tiny", room.answered("ch09_tiny", **answers))
    assert room.autograde("ch09_tiny") == ""
    return room


def test_without_our_configuration_the_courses_notebooks_score_their_visible_checks(stock):
    assert stock.scores("right", "ch09_tiny") == {"double-check": 2.0, "floor-check": 0.0}


@pytest.mark.parametrize("student", ["right", "half"])
def test_scores_are_those_of_nbgrader_alone(graded, stock, student):
    assert graded.scores(student, QUIZ) == stock.scores(student, QUIZ)


def test_the_scores_are_these(graded):
    full = {"whole": 2, "parts": 3, "cube-test": 1, "no-number": 1, "why": 0, "task": None}
    assert graded.scores("right", QUIZ) == full
    assert graded.scores("half", QUIZ) == {**full, "whole": 0, "parts": 1, "why": None}


def test_text_on_stderr_costs_nothing(graded):
    assert graded.scores("warns", QUIZ) == graded.scores("right", QUIZ)


@pytest.mark.parametrize("student", ["exits", "loops"])
def test_a_function_that_ends_or_hangs_the_worker_costs_its_own_cells_only(graded, student):
    expected = {**graded.scores("right", QUIZ), "cube-test": 0, "no-number": 0}
    assert graded.scores(student, QUIZ) == expected


def test_errors_beyond_those_that_are_told_still_cost_their_cells(graded):
    assert graded.scores("fails often", QUIZ)["cube-test"] == 0


def test_a_score_is_read_however_much_was_printed_before(graded):
    assert graded.scores("prints", QUIZ)["parts"] == 0


def test_a_cell_that_was_pasted_twice_counts_once_and_stops_nobody(graded):
    assert graded.scores("twice", QUIZ) == graded.scores("right", QUIZ)


def test_metadata_of_another_version_costs_that_submission_its_run_only(graded):
    assert graded.words
    assert not (graded.folder / "autograded" / "newer").joinpath(QUIZ).exists()
    assert (graded.folder / "autograded" / "warns" / QUIZ).exists()


def test_a_file_that_is_no_notebook_says_so_in_its_grade_cells(graded):
    scores = graded.scores("unreadable", QUIZ)
    assert set(scores.values()) == {None}


def test_markup_in_a_students_prose_is_text_and_the_instructors_own_stays(graded):
    prose = ["".join(one["source"]) for one in graded.autograded("hostile", QUIZ)["cells"]]
    assert "< img src=x onerror=run()>" in prose
    assert "<b>Read</b> the questions." in prose


def test_cells_with_their_own_tests_say_that_they_are_not_isolated(graded):
    book = graded.autograded("right", QUIZ)
    assert book["metadata"]["autograder"]["isolated"] is False
    (whole,) = [one for one in book["cells"] if one["metadata"].get("nbgrader", {}).get("grade_id") == "whole"]
    assert "not isolated" in "".join(whole["outputs"][-1]["data"]["text/plain"])
