"""What a class comes to, and its `grades.csv`."""

import csv
import io

import pytest

from autograder.grade.intake import Refused
from autograder.grade.tally import Tally
from autograder.result import CheckResult, Environment, ExerciseResult, Outcome, Result

WHERE = Environment("3.12.1", "2.0.0", "full", {})


def result(student, assignment, score, outcome=Outcome.PASSED):
    """A record with one check."""
    check = CheckResult("test_one", "is right", True, outcome, score, 2.0)
    exercise = ExerciseResult("relu", score, 2.0, (check,))
    return Result(assignment, student, score, 2.0, {}, "", "", WHERE, (), (exercise,), 0.0)


@pytest.fixture
def tally():
    """A tally of two assignments."""
    return Tally({"ch01": 2.0, "ch02": 10.0})


def rows(tally):
    return {row["student"]: row for row in csv.DictReader(io.StringIO(tally.csv(), newline=""))}


def test_every_student_has_a_row_and_what_was_not_handed_in_is_blank(tally):
    tally.add(result("bob", "ch01", 1.5))
    tally.add(result("ada", "ch01", 0.0))
    tally.add(result("ada", "ch02", 2.0))
    tally.refuse(Refused("Émile", "é.py", "is empty", "ch01"))
    assert list(rows(tally)) == ["ada", "bob", "Émile"]
    assert rows(tally)["ada"] == {
        "student": "ada", "ch01": "0", "ch02": "2", "total": "2", "max_total": "12", "note": ""
    }  # fmt: skip
    assert (rows(tally)["bob"]["ch02"], rows(tally)["bob"]["total"]) == ("", "1.5")
    assert (rows(tally)["Émile"]["ch01"], rows(tally)["Émile"]["total"]) == ("", "")
    assert rows(tally)["Émile"]["note"] == "ch01: é.py is empty"


def test_notes_of_one_student_stand_side_by_side_and_once_each(tally):
    tally.refuse(Refused("ada", "a.txt", "is neither a .py nor an .ipynb file"))
    tally.refuse(Refused("ada", "b.py", "is a folder, not a file", "ch02"))
    assert rows(tally)["ada"]["note"] == "a.txt is neither a .py nor an .ipynb file; ch02: b.py is a folder, not a file"


def test_names_that_a_spreadsheet_would_run_or_split_are_harmless(tally):
    for student in ("=SUM(A1:A9)", "O'Brien, Pat", "new\nline"):
        tally.add(result(student, "ch01", 1.0))
    assert set(rows(tally)) == {"'=SUM(A1:A9)", "O'Brien, Pat", "new\nline"}


def test_scores_have_two_decimals_at_most_and_add_up_exactly(tally):
    tally.add(result("ada", "ch01", 0.1))
    tally.add(result("ada", "ch02", 0.2))
    assert rows(tally)["ada"]["total"] == "0.3"


def test_who_missed_which_check_is_counted(tally):
    for student, outcome in (("ada", Outcome.PASSED), ("bob", Outcome.FAILED), ("cy", Outcome.TIMED_OUT)):
        tally.add(result(student, "ch01", 0.0, outcome))
    assert tally.missed == {("ch01", "relu", "is right"): 2}
    assert tally.graded("ch01") == [0.0, 0.0, 0.0]
    assert tally.graded("ch02") == []


def test_of_an_exercise_at_most_two_checks_are_listed_as_most_missed(tally):
    tally.missed.update({("ch01", "relu", f"check {number}"): 9 - number for number in range(4)})
    tally.missed.update({("ch02", "relu", "another"): 3, ("ch01", "sigmoid", "last"): 1})
    assert [(key[1:], count) for key, count in tally.most_missed(10)] == [
        (("relu", "check 0"), 9), (("relu", "check 1"), 8), (("relu", "another"), 3), (("sigmoid", "last"), 1)
    ]  # fmt: skip
    assert len(tally.most_missed(3)) == 3


def test_blank_files_are_counted(tally):
    tally.add(result("ada", "ch01", 0.0, Outcome.MISSING))
    tally.add(result("bob", "ch01", 1.0))
    assert (tally.blank("ch01"), tally.blank("ch02")) == (1, 0)
