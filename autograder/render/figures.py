"""What a plot exercise drew beside what was expected, as a picture for pages and notebooks."""

from __future__ import annotations

from typing import Any

from autograder.render.svg import side_by_side
from autograder.result import ExerciseResult
from autograder.suite.values import decode
from autograder.testing import Figure


def as_svg(exercise: ExerciseResult) -> str:
    """The two drawings of an exercise that lost points; "" for one without."""
    if exercise.figures is None:
        return ""
    return side_by_side(yours=_figure(exercise.figures["yours"]), expected=_figure(exercise.figures["expected"]))


def _figure(record: Any) -> Figure:
    return Figure(()) if record is None else Figure.of(decode(record))  # nothing was drawn
