"""Reading a worker's description of a drawing: every field of it may be forged."""

import copy

import numpy as np
import pytest

from autograder.sandbox import Other
from autograder.testing import Axes, Figure, Line, Mistake, Stage

DRAWN = {
    "axes": [
        {
            "lines": [{"x": np.array([0, 1]), "y": np.array([0.5, np.nan]), "style": "--", "label": "sin"}],
            "title": "t",
            "xlabel": "x",
            "ylabel": "",
            "xlim": [0, 1.5],
            "ylim": (-0.1, 1.1),
            "legend": ["sin"],
        }
    ]
}


def changed(**fields):
    """The description with some fields of its axes replaced."""
    drawn = copy.deepcopy(DRAWN)
    drawn["axes"][0].update(fields)
    return drawn


def test_a_description_becomes_a_figure_of_floats():
    axes = Figure.of(DRAWN).axes[0]
    assert (axes.title, axes.xlabel, axes.ylabel, axes.legend) == ("t", "x", "", ("sin",))
    assert (axes.xlim, axes.ylim) == ((0.0, 1.5), (-0.1, 1.1))
    assert axes.lines[0].x.dtype == np.float64
    assert (axes.lines[0].style, axes.lines[0].label) == ("--", "sin")


def test_axes_may_have_no_legend_and_a_figure_no_axes():
    assert Figure.of(changed(legend=None)).axes[0].legend is None
    assert Figure.of({"axes": []}) == Figure(())


@pytest.mark.parametrize(
    "forged",
    [
        None,
        3,
        "axes",
        [],
        {},
        {"axes": 3},
        {"axes": [None]},
        Other("matplotlib.figure.Figure"),
        changed(title=3),
        changed(title=None),
        changed(legend=[1]),
        changed(legend=3),
        changed(xlim=[0]),
        changed(xlim=[0, 1, 2]),
        changed(ylim=["a", "b"]),
        changed(lines=[{}]),
        changed(lines=[{**DRAWN["axes"][0]["lines"][0], "x": [0, 1]}]),
        changed(lines=[{**DRAWN["axes"][0]["lines"][0], "x": np.ones((2, 1))}]),
        changed(lines=[{**DRAWN["axes"][0]["lines"][0], "y": np.array([1j])}]),
        changed(lines=[{**DRAWN["axes"][0]["lines"][0], "style": None}]),
        changed(lines=[{**DRAWN["axes"][0]["lines"][0], "label": Other("builtins.object")}]),
    ],
)
def test_anything_else_is_the_students_mistake_and_no_fault(forged):
    with pytest.raises(Mistake, match="not a figure of lines") as caught:
        Figure.of(forged)
    assert caught.value.stage is Stage.TYPE


def test_figures_are_plain_records():
    line = Line(np.zeros(1), np.zeros(1), "-", "")
    assert Figure((Axes((line,), "", "", "", (0, 1), (0, 1), None),)).axes[0].lines == (line,)
