"""A drawing as data, the way checks read it: axes, lines, limits, labels. Nothing of Matplotlib is needed here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.sandbox.text import one_line

from .mistake import Mistake, Stage

# What is kept of a drawing. A worker may describe anything; no plot of the book comes near, and pages show less still.
AXES, LINES, POINTS, TEXTS, TEXT_LENGTH = 16, 100, 20_000, 100, 200


@dataclass(frozen=True)
class Line:
    """One curve: `x` and `y` of shape (n,), float64; `style` as Matplotlib writes it ("-", "--", …); `label` "" for none."""

    x: NDArray[np.float64]
    y: NDArray[np.float64]
    style: str
    label: str


@dataclass(frozen=True)
class Axes:
    """One pair of axes. `legend` holds the texts of its legend, None where there is none."""

    lines: tuple[Line, ...]
    title: str
    xlabel: str
    ylabel: str
    xlim: tuple[float, float]
    ylim: tuple[float, float]
    legend: tuple[str, ...] | None


@dataclass(frozen=True)
class Figure:
    """All axes of a drawing, in the order they were made."""

    axes: tuple[Axes, ...]

    @classmethod
    def of(cls, description: Any) -> Figure:
        """Read what a worker says that it drew, cut to what anybody looks at; raises Mistake where that is no figure."""
        reader = _Reader()
        try:
            return cls(tuple(map(reader.axes, _list(_dict(description)["axes"])[:AXES])))
        except (TypeError, KeyError, ValueError, OverflowError):
            raise Mistake.of(Stage.TYPE, description, None, "what was drawn is not a figure of lines") from None

    def described(self) -> dict[str, Any]:
        """The plain values that `of` reads: what a record keeps, whatever else the worker sent."""
        return {"axes": [_described(axes) for axes in self.axes]}


def _described(axes: Axes) -> dict[str, Any]:
    legend = None if axes.legend is None else list(axes.legend)
    return {**vars(axes), "lines": [dict(vars(line)) for line in axes.lines], "legend": legend}


class _Reader:
    """Reads the axes of one figure; lines and points are counted over all of them."""

    def __init__(self) -> None:
        self._lines, self._points = LINES, POINTS

    def axes(self, axes: Any) -> Axes:
        fields = _dict(axes)
        lines = _list(fields["lines"])[: self._lines]
        self._lines -= len(lines)
        return Axes(
            lines=tuple(map(self._line, lines)),
            title=_text(fields["title"]),
            xlabel=_text(fields["xlabel"]),
            ylabel=_text(fields["ylabel"]),
            xlim=_limits(fields["xlim"]),
            ylim=_limits(fields["ylim"]),
            legend=None if fields["legend"] is None else tuple(map(_text, _list(fields["legend"])[:TEXTS])),
        )

    def _line(self, line: Any) -> Line:
        fields = _dict(line)
        x, y = (_numbers(fields[name], self._points) for name in ("x", "y"))
        self._points -= max(len(x), len(y))
        return Line(x, y, _text(fields["style"]), _text(fields["label"]))


# By exact type, everywhere: what came over the wire has no other, and what has not come is not asked for anything.


def _dict(value: Any) -> dict[str, Any]:
    if type(value) is not dict:
        raise TypeError("not a dict")
    return value


def _list(value: Any) -> list[Any]:
    if type(value) is not list:
        raise TypeError("not a list")
    return value


def _numbers(value: Any, most: int) -> NDArray[np.float64]:
    if type(value) is not np.ndarray or value.dtype.kind not in "biuf" or value.ndim != 1:
        raise TypeError("not a row of numbers")
    with np.errstate(over="ignore"):  # a long double beyond every float is infinite
        return value[:most].astype(np.float64)


def _limits(value: Any) -> tuple[float, float]:
    if type(value) not in (list, tuple) or len(value) != 2 or any(type(limit) not in (int, float) for limit in value):
        raise TypeError("not two numbers")
    return float(value[0]), float(value[1])


def _text(value: Any) -> str:
    if type(value) is not str:
        raise TypeError("not a text")
    return one_line(value[:TEXT_LENGTH])
