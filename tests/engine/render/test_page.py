"""A student's feedback page."""

from pathlib import Path

import numpy as np
import pytest

from autograder.course import Assignment
from autograder.render.page import as_page
from autograder.result import CheckResult, Environment, ExerciseResult, Outcome, Result
from autograder.suite.values import encode

SECRET = {"call": "f(np.array([123.456]))", "expected": "654.321", "got": "111.222"}


def check(outcome=Outcome.PASSED, message="", **more):
    return CheckResult("test_x", "is right", False, outcome, 0.0, 1.0, message, **{"detail": SECRET, **more})


def page(*exercises, student="ada", warnings=()):
    """The page of a result with these exercises."""
    result = Result(
        "ch09_tiny",
        student,
        1.5,
        3.0,
        {"file": "ada.py", "sha256": "0"},
        "0",
        "0.1.0",
        Environment("3.12.1", "2.5.5", "full", {"python": "3.12.1", "numpy": "2.5.5"}),
        tuple(warnings),
        exercises,
        0.1,
    )
    return as_page(result, Assignment("ch09_tiny", "Chapter 9: A tiny one", Path(), Path(), ()))


def test_a_page_has_the_title_the_student_and_the_points():
    text = page(ExerciseResult("double", 1.5, 3.0, (check(),)))
    for words in ("Chapter 9: A tiny one", "ada", "<b>1.5</b> of 3 points", "1.5 of 3"):
        assert words in text


def test_a_lost_check_has_its_message_and_hint_and_a_passed_one_neither():
    lost = check(Outcome.FAILED, "`double` returned wrong values.", hint="Add `x` to itself.")
    text = page(ExerciseResult("double", 0.0, 3.0, (lost,)))
    assert "<code>double</code> returned wrong values." in text
    assert "Hint: Add <code>x</code> to itself." in text
    assert "Hint" not in page(ExerciseResult("double", 3.0, 3.0, (check(hint="Add x to itself."),)))


def test_one_message_of_several_checks_is_said_once():
    lost = check(Outcome.MISSING, "`double` is not defined.")
    assert page(ExerciseResult("double", 0.0, 3.0, (lost, lost, lost))).count("is not defined") == 1


def test_a_check_that_passed_with_a_right_function_says_so():
    passed = check(message="`double` fails only because `one` does.", carried_forward=("one",))
    assert "fails only because <code>one</code> does." in page(ExerciseResult("double", 3.0, 3.0, (passed,)))


def test_warnings_about_the_file_stand_at_the_top():
    text = page(ExerciseResult("double", 3.0, 3.0, (check(),)), warnings=["line 3 failed while the file was loading"])
    assert text.index("line 3 failed") < text.index("double")


@pytest.mark.parametrize("outcome", Outcome)
def test_nothing_of_the_instructors_detail_is_on_the_page(outcome):
    text = page(ExerciseResult("double", 0.0, 3.0, (check(outcome, "a message"),)))
    for secret in ("123.456", "654.321", "111.222"):
        assert secret not in text


def test_what_comes_from_outside_is_text_and_no_markup():
    evil = "<script>alert(1)</script>"
    exercise = ExerciseResult("double", 0.0, 3.0, (check(Outcome.FAILED, evil, hint=evil),))
    text = page(exercise, student=evil, warnings=[evil])
    assert "<script" not in text


def test_a_drawing_that_lost_points_stands_beside_the_expected_one():
    line = {"x": np.arange(3.0), "y": np.arange(3.0), "style": "-", "label": "mine"}
    axes = {
        "lines": [line],
        "title": "",
        "xlabel": "",
        "ylabel": "",
        "xlim": (0.0, 2.0),
        "ylim": (0.0, 2.0),
        "legend": ["mine"],
    }
    figures = {"yours": None, "expected": encode({"axes": [axes]})}
    text = page(ExerciseResult("plot", 0.0, 3.0, (check(Outcome.FAILED),), figures))
    assert text.count("<svg") == 1
    assert "nothing was drawn" in text
    assert "mine" in text
