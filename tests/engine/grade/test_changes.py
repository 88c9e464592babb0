"""Whose grade a run changed, and why."""

from dataclasses import replace

import pytest

from autograder.grade.changes import EarlierGrade, change
from autograder.result import CheckResult, Environment, ExerciseResult, Outcome, Result

WHERE = Environment("3.12.1", "2.5.5", "full", {"python": "3.12.1", "numpy": "2.5.5"})
BEFORE = Result(
    "ch09_tiny", "ada", 1.0, 2.0, {"file": "ada.py", "sha256": "a"}, "s", "1", WHERE, (),
    (ExerciseResult("double", 1.0, 2.0, ()),), 0.1,
)  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"submission": {"file": "ada.py", "sha256": "b"}}, "submission changed"),
        ({"suite_sha256": "t"}, "suite changed"),
        ({"suite_sha256": "t", "exercises": (ExerciseResult("double", 2.0, 3.0, ()),)}, "points changed"),
        ({"engine": "2"}, "engine changed"),
        ({"environment": replace(WHERE, numpy="1.26.4")}, "environment changed"),
        ({"submission": {"file": "x", "sha256": "b"}, "suite_sha256": "t"}, "submission changed, suite changed"),
        ({}, "graded again"),
    ],
)
def test_a_changed_score_says_why(changed, why):
    found = change(EarlierGrade.of(BEFORE), replace(BEFORE, score=2.0, **changed))
    assert (found.student, found.assignment, found.before, found.after, found.why) == (
        "ada",
        "ch09_tiny",
        1.0,
        2.0,
        why,
    )


def test_the_same_score_is_no_change_whatever_else_is_new():
    assert change(EarlierGrade.of(BEFORE), replace(BEFORE, suite_sha256="t")) is None


def test_the_same_score_of_other_points_is_one():
    assert change(EarlierGrade.of(BEFORE), replace(BEFORE, max_score=3.0, suite_sha256="t")).after == 1.0


def test_a_first_result_changes_nothing():
    assert change(None, BEFORE) is None


def test_a_result_that_is_lost_leaves_a_blank():
    found = change(EarlierGrade.of(BEFORE), None)
    assert (found.before, found.after, found.row()[4]) == (1.0, None, "")


def test_a_change_names_the_checks_through_which_it_came():
    def graded(*checks):
        made = (CheckResult(name, title, True, outcome, 0.0, 1.0) for name, title, outcome in checks)
        return replace(BEFORE, exercises=(ExerciseResult("double", 1.0, 2.0, tuple(made)),))

    before = graded(("a", "stays", Outcome.PASSED), ("b", "falls", Outcome.PASSED), ("c", "goes", Outcome.FAILED))
    after = graded(("a", "stays", Outcome.PASSED), ("b", "falls", Outcome.FAILED), ("d", "comes", Outcome.PASSED))
    found = change(EarlierGrade.of(before), replace(after, score=0.0))
    assert found.checks == ("double: falls (lost now)", "double: comes (new, passed)", "double: goes (gone)")
    assert found.row()[6:10] == ("2", "2", "50.0", "0.0")
