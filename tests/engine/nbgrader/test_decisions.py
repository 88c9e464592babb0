"""Overrides, extensions and the late policy count under nbgrader's commands as in `autograder grade`."""

import os

import pytest

from autograder.course.folder import find_course
from autograder.grade import Options, grade
from autograder.grade.store import Store

pytestmark = [
    pytest.mark.filterwarnings("ignore"),  # nbgrader's own parts warn about each other
    pytest.mark.skipif(os.name != "posix", reason="grading needs Linux"),
]

ASSIGNMENT = "ch09_tiny"
DOUBLE, FLOOR = "def double(x):\n    return 2 * x", "def floor(x, low):\n    return np.where(x < low, low, x)"
IN_TIME, LATE = "2026-11-20 10:00:00 UTC", "2026-11-22 09:00:00 UTC"
POLICY = f"\n[late]\ndue.{ASSIGNMENT} = 2026-11-20T12:00:00+00:00\npenalty_percent = 10\n"
OVERRIDES = f"student,assignment,exercise,score,why\nada,{ASSIGNMENT},double,1.5,a <b>fair</b> idea\nada,{ASSIGNMENT},floor,0,copied\n"
EXCEPTIONS = "student,extension\ncyd,2 days\n"
HALF = {"double": "def double(x):\n    return x", "floor": FLOOR}


@pytest.fixture(scope="module")
def decided(classroom, cells):
    """A class with decisions, autograded twice; formgrader's entry for `ada`'s `floor` in between."""
    code, notebook_of = cells
    root = classroom.course.root
    with (root / "course.toml").open("a", encoding="utf-8") as settings:
        settings.write(POLICY)
    (root / "overrides.csv").write_text(OVERRIDES, encoding="utf-8")
    (root / "exceptions.csv").write_text(EXCEPTIONS, encoding="utf-8")
    answers = {
        "ada": (HALF, IN_TIME),
        "bob": ({"double": DOUBLE, "floor": FLOOR}, LATE),
        "cyd": (HALF, LATE),
        "dee": ({}, LATE),
        "eve": ({"double": DOUBLE}, IN_TIME),
    }
    for student, (given, time) in answers.items():
        classroom.hand_in(student, ASSIGNMENT, classroom.answered(ASSIGNMENT, **given), time)
    imports = notebook_of(code("import numpy as np\nfrom mine import twice\ndouble = twice\n" + FLOOR))
    beside = classroom.hand_in("fay", ASSIGNMENT, imports, LATE).with_name("mine.py")
    beside.write_text(DOUBLE.replace("double", "twice"), encoding="utf-8")
    assert classroom.autograde(ASSIGNMENT) == ""
    return classroom


def grades(classroom, student):
    """(automatic score, points entered, whether a person shall look) by grade id, and the penalty."""
    with classroom.api.gradebook as gradebook:
        (book,) = gradebook.find_submission(ASSIGNMENT, student).notebooks
        found = {one.name: (one.auto_score, one.manual_score, one.needs_manual_grade) for one in book.grades}
        return found, book.late_submission_penalty


def test_an_override_stands_as_the_automatic_score_and_says_why(decided):
    found, penalty = grades(decided, "ada")
    assert (found, penalty) == ({"double-check": (1.5, None, False), "floor-check": (0.0, None, False)}, None)
    with decided.api.gradebook as gradebook:
        (book,) = gradebook.find_submission(ASSIGNMENT, "ada").notebooks
        said = {one.name: one.auto_comment for one in book.comments}
    assert said["double"].startswith("1.5 points instead of 0:")
    assert "<b>" not in said["double"]


def test_late_work_costs_what_the_course_says_less_an_extension(decided):
    penalties = {student: grades(decided, student)[1] for student in ("ada", "bob", "cyd", "dee", "eve")}
    assert penalties == {"ada": None, "bob": 0.6, "cyd": None, "dee": 0.6, "eve": None}


def test_grade_counts_the_same_for_the_same_folder(decided, tmp_path):
    report = grade(find_course(decided.course.root), [decided.folder / "submitted"], Options(tmp_path, 1))
    assert not report.faults
    store = Store(tmp_path)
    for student in ("ada", "bob", "cyd", "dee", "eve", "fay"):
        found, penalty = grades(decided, student)
        points = max(0.0, sum(auto for auto, _, _ in found.values()) - (penalty or 0.0))
        assert store.read(ASSIGNMENT, student).final_score == pytest.approx(points), student


def test_what_a_person_entered_counts_before_an_override(decided):
    with decided.api.gradebook as gradebook:
        (book,) = gradebook.find_submission(ASSIGNMENT, "ada").notebooks
        next(one for one in book.grades if one.name == "floor-check").manual_score = 0.5
        gradebook.db.commit()
    assert decided.autograde(ASSIGNMENT, "ada", force=True) == ""
    assert grades(decided, "ada")[0]["floor-check"] == (0.0, 0.5, True)
    assert decided.score("ada", ASSIGNMENT) == 2.0


def test_a_line_that_cannot_be_understood_stops_before_the_first_submission(decided):
    path = decided.course.root / "overrides.csv"
    path.write_text(OVERRIDES.replace("double", "treble"), encoding="utf-8")
    try:
        assert "no exercise 'treble'" in decided.autograde(ASSIGNMENT, "eve", force=True)
    finally:
        path.write_text(OVERRIDES, encoding="utf-8")
