"""Tables of numbers, and which elements meet in them: a matrix product, and broadcasting."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import matplotlib.figure
import numpy as np
from matplotlib.patches import Rectangle

from autograder.suite.sampling import Array, Broadcast, Product

MakeFigure = Callable[..., matplotlib.figure.Figure]

WRONG, MET, PLAIN, REPEATED = "tab:red", "#fde3b5", "white", "0.93"
TOLERANCE = 1e-6  # what differs by less cannot be seen in a picture
GAP, INCHES = 0.9, 0.72  # between tables, in cells; of a cell


def product(
    name: str, yours: Product, expected: Product, make: MakeFigure = matplotlib.figure.Figure
) -> matplotlib.figure.Figure:
    """The left table beside the result and the right one above it, so that a row and a column meet where their product stands."""
    left, right, wanted = (np.atleast_2d(table) for table in (expected.left, expected.right, expected.values))
    got = _fitting(yours, expected)
    row, column = _place(got, wanted)
    across, down = left.shape[1] + GAP, right.shape[0] + GAP
    figure, axes = _page(make, across + wanted.shape[1], down + wanted.shape[0])
    _table(axes, (0, down), left, met=lambda i, j: i == row)
    _table(axes, (across, 0), right, met=lambda i, j: j == column)
    _result(axes, (across, down), got, wanted, (row, column))
    terms = " + ".join(f"{a:g}·{b:g}" for a, b in zip(left[row], right[:, column], strict=True))
    axes.set_title(f"{name}: {_state(yours, expected, got, wanted)}")
    axes.set_xlabel(f"row {row} meets column {column}: {terms} = {wanted[row, column]:g}")
    return figure


def broadcast(
    name: str, yours: Broadcast, expected: Broadcast, make: MakeFigure = matplotlib.figure.Figure
) -> matplotlib.figure.Figure:
    """The larger table, the smaller one repeated to its shape, and the result: what stands in the same place meets."""
    left, wanted = np.atleast_2d(expected.left), np.atleast_2d(expected.values)
    right = np.broadcast_to(expected.right, wanted.shape)
    own = np.atleast_2d(expected.right).shape
    got = _fitting(yours, expected)
    row, column = _place(got, wanted)
    step = wanted.shape[1] + GAP
    figure, axes = _page(make, 3 * step - GAP, wanted.shape[0])
    _table(axes, (0, 0), left, met=lambda i, j: (i, j) == (row, column))
    _table(
        axes,
        (step, 0),
        right,
        met=lambda i, j: (i, j) == (row, column),
        repeated=lambda i, j: i >= own[0] or j >= own[1],
    )
    _result(axes, (2 * step, 0), got, wanted, (row, column))
    axes.set_title(f"{name}: {_state(yours, expected, got, wanted)}")
    axes.set_xlabel(
        f"{left[row, column]:g} meets {right[row, column]:g} and gives {wanted[row, column]:g}; what is grey is repeated"
    )
    return figure


def _fitting(yours: Product | Broadcast, expected: Product | Broadcast) -> Array:
    """The student's values where they have the expected shape, NaN elsewhere."""
    fits = yours.values.shape == expected.values.shape
    return np.atleast_2d(yours.values if fits else np.full(expected.values.shape, np.nan))


def _place(got: Array, wanted: Array) -> tuple[int, int]:
    """(row, column) of the first element that is wrong; of the first of all where none is."""
    row, column = np.unravel_index(int(np.argmax(~_right(got, wanted))), wanted.shape)
    return int(row), int(column)


def _right(got: Array, wanted: Array) -> Any:
    return np.isclose(got, wanted, rtol=TOLERANCE, atol=TOLERANCE)


def _state(yours: Product | Broadcast, expected: Product | Broadcast, got: Array, wanted: Array) -> str:
    if not yours.has_values:
        return "no table to draw yet"
    if yours.values.shape != expected.values.shape:
        return f"shape {yours.values.shape} where {expected.values.shape} is expected"
    wrong = int(np.sum(~_right(got, wanted)))
    return f"{wrong} of {wanted.size} elements differ" if wrong else "as expected"


def _result(axes: Any, corner: tuple[float, float], got: Array, wanted: Array, place: tuple[int, int]) -> None:
    """The student's values; below a wrong one what was expected."""
    is_right = _right(got, wanted)
    for (i, j), right in np.ndenumerate(wanted):
        x, y = corner[0] + j, corner[1] + i
        fine = bool(is_right[i, j])
        _cell(axes, x, y, MET if (i, j) == place else PLAIN, "0.2" if fine else WRONG)
        mine = "none" if np.isnan(got[i, j]) else f"{got[i, j]:.4g}"
        axes.text(
            x + 0.5, y + (0.5 if fine else 0.38), mine, ha="center", va="center", color="black" if fine else WRONG
        )
        if not fine:
            axes.text(x + 0.5, y + 0.76, f"not {right:.4g}", ha="center", va="center", fontsize="x-small", color="0.3")


def _table(
    axes: Any,
    corner: tuple[float, float],
    values: Array,
    met: Callable[[int, int], bool],
    repeated: Callable[[int, int], bool] = lambda i, j: False,
) -> None:
    for (i, j), value in np.ndenumerate(values):
        x, y = corner[0] + j, corner[1] + i
        again = repeated(i, j)
        _cell(axes, x, y, MET if met(i, j) else REPEATED if again else PLAIN, "0.2")
        axes.text(x + 0.5, y + 0.5, f"{value:.4g}", ha="center", va="center", color="0.45" if again else "black")


def _cell(axes: Any, x: float, y: float, colour: str, edge: str) -> None:
    axes.add_patch(Rectangle((x, y), 1, 1, facecolor=colour, edgecolor=edge, linewidth=1.4 if edge == WRONG else 0.8))


def _page(make: MakeFigure, columns: float, rows: float) -> tuple[matplotlib.figure.Figure, Any]:
    size = max(columns * INCHES + 0.4, 5.2), rows * INCHES + 1.0  # narrower, the title would be cut off
    figure = make(figsize=size, dpi=100, layout="constrained")
    axes = figure.add_subplot()
    # From top to bottom, as tables are read; the margin keeps the outer lines whole.
    axes.set(xlim=(-0.1, columns + 0.1), ylim=(rows + 0.1, -0.1), aspect="equal", xticks=(), yticks=())
    axes.spines[:].set_visible(False)
    return figure, axes
