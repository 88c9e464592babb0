"""A student's own function with the lines marked that its failures are about."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.result import ExerciseResult, Outcome

MOST, AROUND = 60, 12  # lines: longer functions are shown around their marks
NOTEBOOK = ".ipynb"


@dataclass(frozen=True)
class ShownLine:
    """A line to show: its number, "" in a notebook, whose cells people do not count through, and whether a failure is about it."""

    number: str
    text: str
    is_marked: bool


def shown_code(exercise: ExerciseResult, file: str) -> tuple[ShownLine, ...]:
    """The lines of a function that lost points; nothing for one that is complete, or that is not there."""
    if exercise.code is None or exercise.score == exercise.max_score:
        return ()
    first = exercise.code.number
    marked = {
        check.feedback.line.number - first
        for check in exercise.checks
        if check.outcome is not Outcome.PASSED and check.feedback is not None and check.feedback.line is not None
    }
    # A failure may be about a line elsewhere, in a function above this one.
    start = max(0, min((index for index in marked if index >= 0), default=0) - AROUND)
    if len(exercise.code.lines) <= MOST:
        start = 0
    return tuple(
        ShownLine("" if file.endswith(NOTEBOOK) else str(first + index), line, index in marked)
        for index, line in list(enumerate(exercise.code.lines))[start : start + MOST]
    )
