"""A drawing as data, the way checks read it: axes, lines, limits, labels. Nothing of Matplotlib is needed here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.text import one_line

from .mistake import Mistake, Stage

# What is kept of a drawing. A worker may describe anything; no plot of the book comes near, and pages show less still.
AXES, LINES, POINTS, TEXTS, TEXT_LENGTH = 16, 100, 20_000, 100, 200


@dataclass(frozen=True)
class Line:
    """One curve: `x` and `y` of shape (n,), float64; `style` as Matplotlib writes it ("-", "--", …); `label` "" for none.

    `seen`: whether its ink differs from the background.
    """

    x: NDArray[np.float64]
    y: NDArray[np.float64]
    style: str
    label: str
    seen: bool = True


@dataclass(frozen=True)
class Axes:
    """One pair of axes. `legend` holds the texts of its legend, None where there is none.

    `legend_lines` has for each of these texts the index of the line that it names, None where that is not known.
    """

    lines: tuple[Line, ...]
    title: str
    xlabel: str
    ylabel: str
    xlim: tuple[float, float]
    ylim: tuple[float, float]
    legend: tuple[str, ...] | None
    legend_lines: tuple[int | None, ...] = ()
    scales: tuple[str, str] = ("linear", "linear")

    def named(self, line: Line) -> str:
        """What the legend calls a line of these axes; "" where it does not name it."""
        names = zip(self.legend or (), self.legend_lines, strict=False)
        return next((text for text, index in names if index is not None and self.lines[index] is line), "")

    def has_room_for(self, line: Line) -> bool:
        """Whether all points of a line lie within the limits, on axes whose steps are all of one width."""
        inside = _within(line.x, self.xlim) and _within(line.y, self.ylim)
        return inside and self.scales == ("linear", "linear")


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
    lines = [dict(vars(line)) for line in axes.lines]
    return {**vars(axes), "lines": lines, "legend": legend, "legend_lines": list(axes.legend_lines)}


def _within(values: NDArray[np.float64], limits: tuple[float, float]) -> bool:
    low, high = sorted(limits)
    slack = 1e-6 * (high - low)  # of the width: far below what anybody sees, far above rounding
    return bool(np.all((values >= low - slack) & (values <= high + slack)))


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
            # Records of earlier versions do not have these.
            legend_lines=tuple(_index(index, len(lines)) for index in _list(fields.get("legend_lines", []))[:TEXTS]),
            scales=_scales(fields.get("scales", ("linear", "linear"))),
        )

    def _line(self, line: Any) -> Line:
        fields = _dict(line)
        x, y = (_numbers(fields[name], self._points) for name in ("x", "y"))
        self._points -= max(len(x), len(y))
        return Line(x, y, _text(fields["style"]), _text(fields["label"]), fields.get("seen", True) is True)


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


def _index(value: Any, count: int) -> int | None:
    return value if type(value) is int and 0 <= value < count else None


def _scales(value: Any) -> tuple[str, str]:
    if type(value) not in (list, tuple) or len(value) != 2:
        raise TypeError("not two scales")
    return _text(value[0]), _text(value[1])


def _text(value: Any) -> str:
    if type(value) is not str:
        raise TypeError("not a text")
    return one_line(value[:TEXT_LENGTH])
