"""The record of a graded submission."""

import json

from autograder.result import CheckResult, Environment, ExerciseResult, Outcome, Result


def result(**more):
    """A record with one check."""
    check = CheckResult("test_one", "is right", True, Outcome.PASSED, 1.0, 1.0, **more)
    where = Environment("3.12.1", "2.0.0", "full", {"python": "3.12.1", "numpy": "2.0.0"})
    exercise = ExerciseResult("forward", 1.0, 1.0, (check,))
    return Result("ch03", "ada", 1.0, 1.0, {"file": "ada.py"}, "00", "0.1.0", where, ("a warning",), (exercise,), 0.01)


def check(record):
    return json.loads(record.to_json())["exercises"][0]["checks"][0]


def test_what_a_check_was_given_or_waits_for_stands_in_the_record_only_where_there_is_something():
    assert check(result(given=("sigmoid",)))["given"] == ["sigmoid"]
    assert check(result(waiting_for=("AND", "OR")))["waiting_for"] == ["AND", "OR"]
    assert not {"given", "waiting_for"} & check(result()).keys()


def test_a_record_reads_back_as_it_was_written():
    for record in (
        result(),
        result(given=("sigmoid",), waiting_for=("AND", "OR")),
        result(message="é", detail={"call": "f()"}),
    ):
        assert Result.from_json(record.to_json()) == record
