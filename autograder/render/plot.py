"""Drawings rendered from their data (`autograder.testing.Figure`): a student's, or ours, or both side by side."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import matplotlib.figure
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg

from autograder.testing import Axes, Figure

WIDTH, HEIGHT, DPI = 4.2, 3.2, 100  # inches of one drawing; two of them fit a notebook's page
MORE_ROWS = 0.7  # axes below each other may be flatter than those that stand alone
AXES, POINTS, TEXT, NAMES = (
    4,
    10_000,
    100,
    20,
)  # of one drawing: beyond that nobody sees more, and rendering takes seconds


def plots(
    title: str = "",
    make: Callable[..., matplotlib.figure.Figure] = matplotlib.figure.Figure,
    /,
    **figures: Figure,
) -> matplotlib.figure.Figure:
    """The drawings from left to right, each under its name: `plots(yours=…, expected=…)`; `title` stands above, `make` makes the page."""
    rows = max([1, *(len(figure.axes[:AXES]) for figure in figures.values())])
    size = WIDTH * len(figures), HEIGHT * max(1, rows * MORE_ROWS)
    page = make(figsize=size, dpi=DPI, layout="constrained")
    if title:
        page.suptitle(title)
    parts: Any = page.subfigures(1, len(figures), squeeze=False)
    for part, (name, figure) in zip(parts[0], figures.items(), strict=True):
        if len(figures) > 1:
            part.suptitle(name, fontsize="medium", color="0.35")
        _draw(part, figure)
    return page


def as_png(figure: matplotlib.figure.Figure) -> bytes:
    """The picture as a PNG file's bytes."""
    file = io.BytesIO()
    FigureCanvasAgg(figure).print_png(file)  # not savefig: where students' functions draw, that does nothing
    return file.getvalue()


def _draw(part: Any, figure: Figure) -> None:
    shown = figure.axes[:AXES] or (None,)
    for axes, drawn in zip(np.ravel(part.subplots(len(shown), 1, squeeze=False)), shown, strict=True):
        if drawn is None:
            axes.set_axis_off()
            axes.text(0.5, 0.5, "nothing was drawn", ha="center", va="center", color="0.35")
        else:
            _draw_axes(axes, drawn)


def _draw_axes(axes: Any, drawn: Axes) -> None:
    for number, line in enumerate(drawn.lines):
        count = min(len(line.x), len(line.y), POINTS)  # a record may hold lists of two lengths
        style = line.style if line.style in ("-", "--", "-.", ":") else "none"
        label = (
            _text(line.label) if number < NAMES else ""
        ) or "_"  # Matplotlib leaves out of the legend what starts with an underscore
        axes.plot(line.x[:count], line.y[:count], linestyle=style, marker="." if style == "none" else "", label=label)
    axes.set(title=_text(drawn.title), xlabel=_text(drawn.xlabel), ylabel=_text(drawn.ylabel))
    for setter, limits in ((axes.set_xlim, drawn.xlim), (axes.set_ylim, drawn.ylim)):
        # Matplotlib raises for the one and warns of the other.
        if np.all(np.isfinite(limits)) and limits[0] != limits[1]:
            setter(limits)
    if drawn.legend is not None and any(line.label for line in drawn.lines):
        axes.legend()


def _text(words: str) -> str:
    """A student's text without what Matplotlib would read as a formula, or fail on."""
    return words[:TEXT].replace("$", r"\$")  # a formula that Matplotlib cannot read raises while the picture is written
