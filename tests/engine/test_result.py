"""The record of a graded submission."""

import json
from fractions import Fraction

import pytest

from autograder.feedback import Cause, DifferenceLine, Feedback, SourceLine, Statement
from autograder.result import OUTCOMES, CheckResult, Environment, ExerciseResult, Outcome, Result, round_points, total


def result(**more):
    """A record with one check."""
    check = CheckResult("test_one", "is right", True, Outcome.PASSED, 1.0, 1.0, **more)
    where = Environment("3.12.1", "2.0.0", "full", {"python": "3.12.1", "numpy": "2.0.0"})
    exercise = ExerciseResult("forward", 1.0, 1.0, (check,))
    return Result("ch03", "ada", 1.0, 1.0, {"file": "ada.py"}, "00", "0.1.0", where, ("a warning",), (exercise,), 0.01)


def check(record):
    return json.loads(record.to_json())["exercises"][0]["checks"][0]


FEEDBACK = Feedback(
    Cause.RAISED,
    Statement("stopped", {"call": "f(1)", "type": "ValueError"}),
    (Statement("line_failed", {"place": "line 2", "error": Statement("plain", {"text": "no"})}),),
    line=SourceLine(2, "line 2", "x = 1"),
    differences=(DifferenceLine("got  1", (5, 6)), DifferenceLine("expected  2")),
)


def test_what_is_seldom_stands_in_the_record_only_where_there_is_something():
    assert check(result(carried_forward=("sigmoid",)))["carried_forward"] == ["sigmoid"]
    assert check(result(feedback=FEEDBACK))["feedback"]["cause"] == "raised"
    assert not {"carried_forward", "feedback"} & check(result()).keys()


def test_a_record_reads_back_as_it_was_written():
    for record in (
        result(),
        result(carried_forward=("sigmoid",), feedback=FEEDBACK),
        result(message="é", detail={"call": "f()"}),
    ):
        assert Result.from_json(record.to_json()) == record


def test_every_cause_has_an_outcome():
    assert OUTCOMES.keys() == set(Cause)


# --- reading ----------------------------------------------------------------------------------------------------------


def test_fields_of_a_later_version_are_passed_over():
    record = json.loads(result().to_json())
    record["late"] = record["environment"]["kernel"] = "new"
    record["exercises"][0]["group"] = record["exercises"][0]["checks"][0]["colour"] = 1
    assert Result.from_json(json.dumps(record)) == result()


@pytest.mark.parametrize("field", ["schema", "student", "score", "exercises", "environment", "seconds"])
def test_a_record_that_lacks_a_field_is_none(field):
    record = json.loads(result().to_json())
    del record[field]
    with pytest.raises(ValueError):
        Result.from_json(json.dumps(record))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"schema": 1', '"schema": 2'),
        ('"schema": 1', '"schema": "1"'),
        ('"outcome": "passed"', '"outcome": "lost"'),
        ('"student": "ada"', '"student": null'),
        ('"score": 1.0', '"score": Infinity'),
        ('"exercises": [', '"exercises": [3, '),
    ],
)
def test_a_record_of_another_shape_is_none(old, new):
    text = result().to_json()
    assert old in text
    with pytest.raises(ValueError):
        Result.from_json(text.replace(old, new, 1))


@pytest.mark.parametrize("text", ["", "null", "3", "[]", '"schema"', "{", "[" * 200_000])
def test_any_other_text_is_no_record(text):
    with pytest.raises(ValueError):
        Result.from_json(text)


# --- points -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("points", "maximum", "rounded"),
    [
        (Fraction(1, 3), 1, 0.33),
        (Fraction(2, 3), 1, 0.67),
        (Fraction(1, 200), 1, 0.01),  # 0.005 rounds half up, where Python's own round gives 0.0
        (Fraction(5, 200), 1, 0.03),
        (Fraction(1125, 1000), 2, 1.13),
        (Fraction(4), 4, 4.0),
        (Fraction(5), 4, 4.0),
        (Fraction(-1), 4, 0.0),
        (Fraction(0), 0, 0.0),
    ],
)
def test_points_are_rounded_half_up_to_two_decimals_and_kept_within_the_maximum(points, maximum, rounded):
    assert round_points(points, maximum) == rounded


def test_a_total_is_free_of_the_noise_of_binary_fractions():
    assert total([0.1, 0.2]) == 0.3
    assert total([0.33] * 3) == 0.99
    assert total([]) == 0.0


def test_a_record_is_text_that_anybody_can_read():
    text = result(message="李雷").to_json()
    assert "李雷" in text
    assert text.endswith("}\n")
