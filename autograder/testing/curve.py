"""Judging what a picture shows: which of its lines is the curve of a function, and whether a reader can see it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .figure import Axes, Figure, Line
from .judge import assert_curve, assert_true
from .mistake import Mistake, Stage

Function = Callable[[NDArray[np.float64]], ArrayLike]
# The heights of a curve are compared with no regard to their size: what differs by less is one point on any screen.
HEIGHT_ATOL = 1e-6


def assert_shows(figure: Figure, function: Function, x: ArrayLike) -> tuple[Axes, Line]:
    """Some line can be seen and has the height function(x) at each of its own x, over at least half the width of `x`.

    Returns:
        The line, and the axes on which it lies.
    Raises:
        Mistake: there is none, or it is hidden.
    """
    found = curves(figure, function, x)
    if not found:
        _refuse(figure, function, np.asarray(x, np.float64))
    inked = [(axes, line) for axes, line in found if line.seen]
    assert_true(inked, "the curve is there, but it cannot be seen against its background")
    clear = [(axes, line) for axes, line in inked if axes.has_room_for(line)]
    assert_true(clear, "the curve is there, but the limits or the scales of the axes hide some of it")
    return clear[0]


def curves(figure: Figure, function: Function, x: ArrayLike) -> list[tuple[Axes, Line]]:
    """The lines of a figure that have the height function(x) at each of their own x, over at least half the width of `x`."""
    width = np.ptp(np.asarray(x, np.float64)) / 2
    return [(axes, line) for axes in figure.axes for line in axes.lines if _is_curve(line, function, float(width))]


def assert_nothing_else(figure: Figure, *functions: Function) -> None:
    """No line of the figure is a curve of another function; a straight help line along an axis is none.

    Raises:
        Mistake: there is one.
    """
    others = [
        line
        for axes in figure.axes
        for line in axes.lines
        if not _is_straight(line) and not any(_has_heights(line, function) for function in functions)
    ]
    assert_true(not others, "there is a curve in the picture that does not belong there")


def _is_curve(line: Line, function: Function, width: float) -> bool:
    return line.x.size > 2 and _has_heights(line, function) and bool(np.ptp(line.x) >= width)


def _has_heights(line: Line, function: Function) -> bool:
    if line.x.shape != line.y.shape or not np.all(np.isfinite(line.x)):
        return False
    return bool(np.allclose(line.y, np.asarray(function(line.x), np.float64), rtol=0, atol=HEIGHT_ATOL))


def _is_straight(line: Line) -> bool:
    """Whether a line runs along an axis, or is too short to be a curve."""
    return min(line.x.size, line.y.size) < 3 or not np.ptp(line.x) or not np.ptp(line.y)


def _refuse(figure: Figure, function: Function, x: NDArray[np.float64]) -> None:
    """Raise the mistake in the line that comes nearest: compared at its own x, where they are right but for rounding."""
    drawn = [line.x for axes in figure.axes for line in axes.lines if line.x.shape == x.shape]
    near = next((own for own in drawn if np.allclose(own, x)), x)
    assert_curve(figure, near, np.asarray(function(near), np.float64))
    raise Mistake(Stage.PROPERTY, sentence="the curve is not in the picture")
