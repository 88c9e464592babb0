"""The checks of an assignment: points shared out exactly, titles, hints, what is hidden, the random numbers, the fingerprint."""

import sys
from fractions import Fraction
from pathlib import Path

import pytest

from autograder.result import total
from autograder.suite import Runner
from autograder.suite.checks import generator, place, suite_sha256


def _is_a_suite(module):
    return Path(getattr(module, "__file__", None) or "").parent.name == "ch09_tiny"


@pytest.fixture
def suite(tiny_course):
    """What `use(suite)` returns while pytest is up with the tiny course's suite."""

    def collect(use):
        found = []
        # A process collects one course; pytest would hand this one the modules of another test's.
        for name in [name for name, module in sys.modules.items() if _is_a_suite(module)]:
            del sys.modules[name]
        course = tiny_course.read()
        Runner.collect(course.assignments, lambda runner: found.append(use(runner.suites["ch09_tiny"])))
        return found[0]

    return collect


def test_points_are_shared_out_by_weight_without_rounding(suite):
    shares = suite(lambda one: {(check.exercise, check.name): check.share for check in one.checks})
    assert shares["double", "test_example"] == Fraction(2, 4)
    assert shares["double", "test_negative"] == Fraction(4, 4)
    assert sum(share for (exercise, _), share in shares.items() if exercise == "double") == 2
    assert sum(shares.values()) == total([2.0, 1.0])


def test_a_weight_may_be_any_decimal_and_thirds_stay_thirds(suite, tiny_course):
    tiny_course.edit(tiny_course.suite, "weight(2)", "weight(0.1)")
    shares = suite(lambda one: [check.share for check in one.checks if check.exercise == "double"])
    assert shares == [Fraction(20, 21), Fraction(20, 21), Fraction(2, 21)]


def test_a_check_has_its_title_its_hint_and_its_place(suite):
    checks = suite(lambda one: {(check.exercise, check.name): check for check in one.checks})
    negative = checks["double", "test_negative"]
    assert (negative.title, negative.hint) == (
        "keeps the sign of negative numbers",
        "The sign is part of the number.",
    )
    assert not negative.visible
    assert checks["double", "test_random"].visible
    assert checks["double", "test_random"].hint == ""
    assert place(negative.item) == ("ch09_tiny", "double")
    assert list(checks) == [
        ("double", "test_example"),
        ("double", "test_random"),
        ("double", "test_negative"),
        ("floor", "test_example"),
        ("floor", "test_below_zero"),
    ]


def test_a_checks_random_numbers_are_its_own_and_the_same_each_time(suite):
    first, again, other = suite(
        lambda one: [
            generator(check.item).random(3).tolist() for check in (one.checks[0], one.checks[0], one.checks[1])
        ]
    )
    assert first == again != other


def test_the_fingerprint_covers_everything_that_a_grade_depends_on(tiny_course):
    course = tiny_course.read()
    seen = {suite_sha256(course, course.assignments[0])}
    for file, old, new in (
        (tiny_course.suite, "three numbers", "3 numbers"),
        (tiny_course.misconceptions, "not doubling", "no doubling"),
        (tiny_course.chapter, "points=2", "points=3"),
        ("course.toml", "call_cpu_seconds = 2", "call_cpu_seconds = 3"),
    ):
        tiny_course.edit(file, old, new)
        course = tiny_course.read()
        seen.add(suite_sha256(course, course.assignments[0]))
    assert len(seen) == 5


def test_the_fingerprint_stays_where_nothing_changed_or_something_else_did(tiny_course):
    course = tiny_course.read()
    before = suite_sha256(course, course.assignments[0])
    tiny_course.write("README.md", "words")
    tiny_course.edit("course.toml", "[limits]", "[late]\npenalty_percent = 10\n[limits]")
    course = tiny_course.read()
    assert suite_sha256(course, course.assignments[0]) == before
