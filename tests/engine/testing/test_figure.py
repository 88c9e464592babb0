"""Reading a worker's description of a drawing: every field of it may be forged."""

import copy

import numpy as np
import pytest

from autograder.sandbox import Other
from autograder.testing import Axes, Figure, Line, Mistake, Stage

DRAWN = {
    "axes": [
        {
            "lines": [
                {"x": np.array([0, 1]), "y": np.array([0.5, np.nan]), "style": "--", "label": "sin", "seen": True}
            ],
            "title": "t",
            "xlabel": "x",
            "ylabel": "",
            "xlim": [0, 1.5],
            "ylim": (-0.1, 1.1),
            "legend": ["sin"],
            "legend_lines": [0],
            "scales": ("linear", "log"),
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
    assert (axes.lines[0].style, axes.lines[0].label, axes.lines[0].seen) == ("--", "sin", True)
    assert (axes.legend_lines, axes.scales) == ((0,), ("linear", "log"))


def test_a_description_of_an_earlier_version_can_be_read():
    drawn = copy.deepcopy(DRAWN)
    del drawn["axes"][0]["legend_lines"], drawn["axes"][0]["scales"], drawn["axes"][0]["lines"][0]["seen"]
    axes = Figure.of(drawn).axes[0]
    assert (axes.legend_lines, axes.scales, axes.lines[0].seen) == ((), ("linear", "linear"), True)


@pytest.mark.parametrize("index", [1, -1, "0", 0.0, True, None])
def test_an_entry_of_a_legend_for_no_line_names_none(index):
    axes = Figure.of(changed(legend_lines=[index])).axes[0]
    assert axes.named(axes.lines[0]) == ""
    named = Figure.of(DRAWN).axes[0]
    assert named.named(named.lines[0]) == "sin"


def test_a_line_has_room_within_both_limits_on_plain_axes():
    def has_room(**fields):
        axes = Figure.of(changed(**{"scales": ("linear", "linear"), "ylim": (0, 1), **fields})).axes[0]
        return axes.has_room_for(Line(np.array([0.0, 1.0]), np.array([0.0, 1.0]), "-", ""))

    assert has_room()
    assert has_room(ylim=(1, 0))
    assert not has_room(ylim=(0, 0.9))
    assert not has_room(xlim=(0.1, 1))
    assert not has_room(scales=("linear", "log"))


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
        changed(lines=[{**DRAWN["axes"][0]["lines"][0], "x": np.zeros(2, np.clongdouble)}]),
        changed(lines={}),
        changed(legend="sin"),
        changed(xlim=["0", "1"]),
        changed(xlim=[np.clongdouble(0), 1.0]),
        changed(xlim={0.0: 1, 1.0: 2}),
        changed(ylim=[10**400, 1.0]),
        {"axes": {"0": DRAWN["axes"][0]}},
    ],
)
def test_anything_else_is_the_students_mistake_and_no_fault(forged):
    with pytest.raises(Mistake, match="not a figure of lines") as caught:
        Figure.of(forged)
    assert caught.value.stage is Stage.TYPE


def test_figures_are_plain_records():
    line = Line(np.zeros(1), np.zeros(1), "-", "")
    assert Figure((Axes((line,), "", "", "", (0, 1), (0, 1), None),)).axes[0].lines == (line,)


def test_a_title_of_half_a_letter_can_be_written():
    axes = Figure.of(changed(title="a\ud800b", xlabel="\x1b[2J", legend=["\udfff"])).axes[0]
    assert (axes.title, axes.xlabel, axes.legend) == ("a\ufffdb", "\ufffd[2J", ("\ufffd",))


def test_what_is_drawn_is_cut_to_what_anybody_looks_at():
    line = {"x": np.zeros(3000), "y": np.zeros(3000), "style": "-" * 500, "label": "l" * 500}
    axes = {**DRAWN["axes"][0], "lines": [line] * 30, "title": "t" * 500, "legend": ["l"] * 500}
    figure = Figure.of({"axes": [axes] * 3000})
    lines = [line for axes in figure.axes for line in axes.lines]
    assert (len(figure.axes), len(lines)) == (16, 100)
    assert sum(len(line.x) for line in lines) == sum(len(line.y) for line in lines) == 20_000
    assert {len(text) for text in (figure.axes[0].title, lines[0].style, lines[0].label)} == {200}
    assert len(figure.axes[0].legend) == 100


def test_lines_count_by_the_longer_of_x_and_y():
    line = {"x": np.zeros(0), "y": np.zeros(15_000), "style": "-", "label": ""}
    (axes,) = Figure.of(changed(lines=[line, line])).axes
    assert [len(line.y) for line in axes.lines] == [15_000, 5_000]


def test_the_description_of_a_figure_holds_what_was_read_and_nothing_else():
    forged = {**changed(smuggled="x" * 1000), "more": [0] * 1000}
    described = Figure.of(forged).described()
    assert list(described) == ["axes"]
    assert list(described["axes"][0]) == list(DRAWN["axes"][0])
    assert described["axes"][0]["legend"] == ["sin"]
    assert Figure.of(described).described()["axes"][0]["xlim"] == (0.0, 1.5)


def test_a_number_beyond_every_float_is_infinite():
    row = np.array([np.finfo(np.longdouble).max])
    assert Figure.of(changed(lines=[{**DRAWN["axes"][0]["lines"][0], "x": row}])).axes[0].lines[0].x.tolist() in (
        [np.inf],
        [float(row[0])],  # where a long double is a float
    )
