"""A drawing as data, the way checks read it: axes, lines, limits, labels. Nothing of Matplotlib is needed here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .mistake import Mistake, Stage


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
        """Read what a worker says that it drew; raises Mistake where that is not the description of a figure."""
        try:
            return cls(tuple(_axes(axes) for axes in description["axes"]))
        except (TypeError, KeyError, ValueError, IndexError):
            raise Mistake.of(Stage.TYPE, description, None, "what was drawn is not a figure of lines") from None


def _axes(axes: dict[str, Any]) -> Axes:
    return Axes(
        lines=tuple(_line(line) for line in axes["lines"]),
        title=_text(axes["title"]),
        xlabel=_text(axes["xlabel"]),
        ylabel=_text(axes["ylabel"]),
        xlim=_limits(axes["xlim"]),
        ylim=_limits(axes["ylim"]),
        legend=None if axes["legend"] is None else tuple(map(_text, axes["legend"])),
    )


def _line(line: dict[str, Any]) -> Line:
    return Line(_numbers(line["x"]), _numbers(line["y"]), _text(line["style"]), _text(line["label"]))


def _numbers(value: Any) -> NDArray[np.float64]:
    if type(value) is not np.ndarray or value.dtype.kind not in "biuf" or value.ndim != 1:
        raise TypeError("not a row of numbers")
    return value.astype(np.float64)


def _limits(value: Any) -> tuple[float, float]:
    low, high = value
    return float(low), float(high)


def _text(value: Any) -> str:
    if type(value) is not str:
        raise TypeError("not a text")
    return value
