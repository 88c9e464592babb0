"""What a function does, drawn over what was expected of it: a curve, a gate's input plane, the layers of a network, bars, tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import matplotlib.figure
import numpy as np
from matplotlib.colors import ListedColormap
from matplotlib.patches import Circle

from autograder.suite.sampling import Array, Bars, Broadcast, Curve, Layers, Plane, Product, Sample

from .tables import broadcast, product

MakeFigure = Callable[..., matplotlib.figure.Figure]  # pyplot's `figure` where a window is to open

YOURS, EXPECTED, WRONG = "tab:blue", "0.75", "tab:red"
ZERO_ONE = ListedColormap(["#dbe7f3", "#f8dcc0"])  # two shades in black and white too
TOLERANCE = 1e-6  # what differs by less cannot be seen in a picture
POINTS = 12


def curve(
    name: str, yours: Curve, expected: Curve, make: MakeFigure = matplotlib.figure.Figure
) -> matplotlib.figure.Figure:
    """The student's curve over the expected one; where they differ, the expected one shows from below."""
    figure, axes = _page(make)
    # Broad and first, so that it shows on both sides of the student's.
    axes.plot(expected.x, expected.y, color=EXPECTED, linewidth=7, solid_capstyle="butt", label="expected")
    # Where none is expected, none is right.
    wrong = ~np.isclose(yours.y, expected.y, rtol=TOLERANCE, atol=TOLERANCE, equal_nan=True)
    axes.plot(yours.x, yours.y, color=YOURS, linewidth=1.8, label="yours")
    if 0 < wrong.sum() <= POINTS:  # too few to be seen as a stretch of line
        axes.plot(expected.x[wrong], expected.y[wrong], "o", color=EXPECTED, markersize=9)
        axes.plot(yours.x[wrong], yours.y[wrong], "o", color=WRONG, markersize=5)
    if not yours.has_values:
        axes.set_title(f"{name}: no curve to draw yet")
    elif wrong.any():
        axes.set_title(f"{name}: differs {_where(yours.x[wrong])}")
    else:
        axes.set_title(f"{name}: as expected")
    axes.set(xlabel="x", ylabel=f"{name}(x)")
    axes.grid(alpha=0.3)
    axes.legend()
    return figure


def _where(x: Array) -> str:
    return f"at x = {x[0]:.3g}" if len(x) == 1 else f"for x from {x[0]:.3g} to {x[-1]:.3g}"


def plane(
    name: str, yours: Plane, expected: Plane, make: MakeFigure = matplotlib.figure.Figure
) -> matplotlib.figure.Figure:
    """Where in the input plane the student's gate answers 0 and 1, with the four inputs that count."""
    figure, axes = _page(make)
    edges = (yours.x[0], yours.x[-1])
    shown = np.ma.masked_invalid(np.clip(yours.values, 0, 1))  # where the gate gave no number, the page shows through
    axes.pcolormesh(yours.x, yours.x, shown, cmap=ZERO_ONE, vmin=0, vmax=1, shading="nearest")
    wrong = 0
    for (x1, x2), wanted in expected.corners.items():
        got = yours.corners[x1, x2]
        is_right = bool(got == wanted)
        wrong += not is_right
        axes.plot(
            x1, x2, "o", markersize=22, color="white", markeredgecolor="0.2" if is_right else WRONG, markeredgewidth=1.5
        )
        axes.annotate(f"{wanted:g}", (x1, x2), ha="center", va="center", fontweight="bold")
        if not is_right:
            words = "no answer" if np.isnan(got) else f"yours: {got:.3g}"
            axes.annotate(words, (x1, x2), xytext=(0, 15), textcoords="offset points", ha="center", color=WRONG)
    axes.set_title(f"{name}: {'as expected' if not wrong else f'{wrong} of {len(expected.corners)} inputs differ'}")
    axes.set(xlabel="x1", ylabel="x2", xlim=edges, ylim=edges, xticks=(0, 1), yticks=(0, 1), aspect="equal")
    axes.text(
        1.04,
        0.98,
        "circle: expected\nblue: yours says 0\norange: yours says 1",
        transform=axes.transAxes,
        va="top",
        fontsize="small",
    )
    return figure


def layers(
    name: str, yours: Layers, expected: Layers, make: MakeFigure = matplotlib.figure.Figure
) -> matplotlib.figure.Figure:
    """The network as columns of neurons, each with the value that the student's forward pass had there; wrong ones are red."""
    columns = list(_columns(yours, expected))
    deepest = max(len(wanted) for _, _, wanted in columns)
    # Inches for each neuron: circles stay as large, however large the network is.
    figure, axes = _page(make, width=2.1 * len(columns) + 0.6, height=1.15 * deepest + 1.3)
    places = [
        [(2.1 * n, (len(wanted) - 1) / 2 - row) for row in range(len(wanted))]
        for n, (_, _, wanted) in enumerate(columns)
    ]
    for left, right in pairwise(places):
        for start in left:
            for end in right:
                axes.plot(*zip(start, end, strict=True), color="0.85", linewidth=0.8, zorder=0)
    wrong = ""
    for column, (title, got, wanted) in zip(places, columns, strict=True):
        axes.text(column[0][0], deepest / 2 + 0.25, title, ha="center", va="bottom", fontsize="small")
        # What was not seen is not wrong.
        for place, mine, right in zip(column, wanted if got is None else got, wanted, strict=True):
            is_right = bool(np.isclose(mine, right, rtol=TOLERANCE, atol=TOLERANCE))
            wrong = wrong or ("" if is_right else title.replace("\n", ", "))
            _neuron(axes, place, None if got is None else mine, right, is_right)
    axes.set_title(f"{name}: {'as expected' if not wrong else f'the first difference is in {wrong}'}", pad=14)
    axes.set(xlim=(-0.9, 2.1 * (len(columns) - 1) + 0.9), ylim=(-deepest / 2 - 0.15, deepest / 2 + 0.7), aspect="equal")
    axes.set_axis_off()
    return figure


def _columns(yours: Layers, expected: Layers) -> Iterator[tuple[str, Array | None, Array]]:
    """(title, the student's values, expected values) of each column of neurons.

    NaN stands where the student's pass has another value than a row of that length, None where it has come to the right output without a
    call that could be seen there: a layer may be written out.
    """
    yield "input", yours.x, expected.x
    last = expected.steps[-1:]
    # What the last function gives back is the output: one layer, not two.
    ends_in_step = bool(last) and np.array_equal(last[0].outputs, expected.output)
    hidden = expected.steps[:-1] if ends_in_step else expected.steps
    output = _fitting(yours.output, expected.output)
    is_right = np.allclose(output, expected.output, rtol=TOLERANCE, atol=TOLERANCE)
    for index, step in enumerate(hidden):
        mine = yours.steps[index] if index < len(yours.steps) else None
        unseen = mine is None and is_right
        yield (
            f"layer {index + 1}\n{step.name}",
            None if unseen else _fitting(mine.outputs if mine else None, step.outputs),
            step.outputs,
        )
    yield f"layer {len(hidden) + 1}\noutput" if ends_in_step else "output", output, expected.output


def _fitting(got: Array | None, wanted: Array) -> Array:
    return got if got is not None and got.shape == wanted.shape else np.full(wanted.shape, np.nan)


def _neuron(axes: Any, place: tuple[float, float], mine: float | None, right: float, is_right: bool) -> None:
    axes.add_patch(Circle(place, 0.38, facecolor="white", edgecolor="0.2" if is_right else WRONG, linewidth=1.4))
    words = "not\nseen" if mine is None else "none" if np.isnan(mine) else f"{mine:.3g}"
    colour = "0.45" if mine is None else "black" if is_right else WRONG
    axes.text(*place, words, ha="center", va="center", fontsize="small", color=colour)
    if not is_right:
        axes.text(
            place[0], place[1] - 0.42, f"expected {right:.3g}", ha="center", va="top", fontsize="x-small", color="0.35"
        )


def bars(
    name: str, yours: Bars, expected: Bars, make: MakeFigure = matplotlib.figure.Figure
) -> matplotlib.figure.Figure:
    """What becomes of each score: the student's bars before the expected ones."""
    figure, axes = _page(make, width=max(6.4, 0.75 * expected.x.size + 1))
    rows, columns = np.atleast_2d(expected.x).shape
    places = np.ravel(np.arange(columns) + (columns + 1) * np.arange(rows)[:, None])  # a gap between two rows
    scores, mine, right = (np.ravel(values) for values in (expected.x, yours.y, expected.y))
    wrong = ~np.isclose(mine, right, rtol=TOLERANCE, atol=TOLERANCE)
    axes.bar(places, right, width=0.8, color=EXPECTED, label="expected")
    # An infinite bar would leave no room for the others; its value stands above it in words.
    axes.bar(places, np.nan_to_num(mine, posinf=0, neginf=0), width=0.4, color=YOURS, label="yours")
    for place, got, wanted, is_wrong in zip(places, mine, right, wrong, strict=True):
        words = (
            f"{wanted:.3g}" if not yours.has_values else f"{got:.3g}\nnot {wanted:.3g}" if is_wrong else f"{got:.3g}"
        )
        height = max(0.0, wanted, got if np.isfinite(got) else 0.0)
        colour = WRONG if is_wrong and yours.has_values else "black"
        axes.annotate(
            words,
            (place, height),
            xytext=(0, 3),
            textcoords="offset points",
            ha="center",
            fontsize="small",
            color=colour,
        )
    axes.set_title(f"{name}: {_bars_state(yours, expected, int(wrong.sum()))}")
    axes.set(xlabel="score", xticks=places, xticklabels=[f"{score:.3g}" for score in scores])
    axes.margins(y=0.2)  # room for the numbers above the bars
    axes.legend()
    return figure


def _bars_state(yours: Bars, expected: Bars, wrong: int) -> str:
    if not yours.has_values:
        return "no values to draw yet"
    sums, wanted = (np.atleast_2d(values).sum(axis=1) for values in (yours.y, expected.y))
    what = "they add up to" if len(sums) == 1 else "the rows add up to"
    total = ", ".join(f"{value:.3g}" for value in sums)
    if not wrong:
        return f"as expected; {what} {total}"
    same = np.allclose(sums, wanted, rtol=TOLERANCE, atol=TOLERANCE)
    return f"{wrong} of {yours.y.size} values differ" + ("" if same else f"; {what} {total}")


def _page(make: MakeFigure, width: float = 6.4, height: float = 4.4) -> tuple[matplotlib.figure.Figure, Any]:
    # Labels stay inside the page, whatever their length.
    figure = make(figsize=(width, height), dpi=100, layout="constrained")
    return figure, figure.add_subplot()


DRAWINGS: dict[type[Sample], Callable[..., matplotlib.figure.Figure]] = {
    Curve: curve,
    Plane: plane,
    Layers: layers,
    Bars: bars,
    Product: product,
    Broadcast: broadcast,
}


def draw(
    name: str, yours: Sample, expected: Sample, make: MakeFigure = matplotlib.figure.Figure
) -> matplotlib.figure.Figure:
    """The picture of what the function `name` does, over what was expected: two samples of one kind."""
    return DRAWINGS[type(expected)](name, yours, expected, make)
