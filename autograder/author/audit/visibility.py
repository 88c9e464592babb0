"""What students see is what counts: hidden checks ask for nothing that visible ones do not, and points are whole or halves."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from autograder.course import Exercise
from autograder.result import ExerciseResult, Outcome, round_points
from autograder.suite import Suite
from autograder.suite.checks import Check

HALF = Fraction(1, 2)  # exact: a float's rounding would look like odd points


def shown_score(suite: Suite, result: ExerciseResult) -> float:
    """What `autograder check` shows for an answer that was graded: there the visible checks share all points."""
    exercise = next(exercise for exercise in suite.assignment.exercises if exercise.name == result.name)
    passed = {check.name for check in result.checks if check.outcome is Outcome.PASSED}
    shares = _shown_shares(suite, exercise)
    return round_points(sum((shares[name] for name in passed if name in shares), Fraction(0)), exercise.points)


def is_green(result: ExerciseResult) -> bool:
    """Whether every visible check passed, so that the student is told that all is well."""
    return all(check.outcome is Outcome.PASSED for check in result.checks if check.visible)


def problems(suite: Suite, exercise: Exercise) -> Iterator[str]:
    """What is wrong with an exercise's checks as they stand, without running them."""
    checks = suite.of(exercise)
    if suite.parameters(exercise) and all(check.visible for check in checks):
        yield "has no hidden check: whoever copies the values of the visible ones gets every point"
    for kind, shares in (
        ("graded", {check.name: check.share for check in checks}),
        ("shown", _shown_shares(suite, exercise)),
    ):
        odd = [f"{name} ({float(share):.6g})" for name, share in shares.items() if share % HALF]
        if odd:
            yield f"points as {kind} are neither whole nor halves for {', '.join(odd)}: choose other points or weights"


def _shown_shares(suite: Suite, exercise: Exercise) -> dict[str, Fraction]:
    """The points of each visible check in a kit."""
    visible: list[Check] = [check for check in suite.of(exercise) if check.visible]
    total = sum((check.share for check in visible), Fraction(0))
    return {check.name: check.share * exercise.points / total for check in visible}
