"""What a student should look at first: the one failure that is worth the most now."""

from __future__ import annotations

from collections.abc import Iterator

from autograder.result import CheckResult, ExerciseResult, Outcome, Result

# A function that is there and wrong is nearer to its points than one that is not there.
ORDER = (Outcome.FAILED, Outcome.CRASHED, Outcome.TIMED_OUT, Outcome.MISSING)


def first_look(result: Result) -> tuple[ExerciseResult, CheckResult] | None:
    """The first exercise of the chapter with a failure to mend, since later ones build on earlier ones; None where all is well."""
    lost = list(_lost(result))
    # The first of equals: `min` keeps the order.
    return min(lost, key=lambda pair: pair[1].outcome is Outcome.MISSING, default=None)


def _lost(result: Result) -> Iterator[tuple[ExerciseResult, CheckResult]]:
    for exercise in result.exercises:
        for outcome in ORDER:
            yield from ((exercise, check) for check in exercise.checks if check.outcome is outcome)
