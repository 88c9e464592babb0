"""Drawings as small SVGs."""

import xml.etree.ElementTree as ElementTree

import numpy as np
import pytest

from autograder.render.svg import side_by_side
from autograder.testing import Axes, Figure, Line

X = np.arange(0.0, 3.0)
SVG = "{http://www.w3.org/2000/svg}"


def drawn(*lines, **changes):
    """A figure of one pair of axes."""
    parts = {"title": "t", "xlabel": "a", "ylabel": "b", "xlim": (0.0, 2.0), "ylim": (0.0, 4.0), "legend": None}
    return Figure((Axes(lines, **{**parts, **changes}),))


def lines(**figures):
    """The points of every line in the picture, by its strokes."""
    root = ElementTree.fromstring(side_by_side(**figures))
    return [one.attrib["points"].split() for one in root.iter(f"{SVG}polyline")]


def words(**figures):
    """Every text in the picture."""
    return [one.text for one in ElementTree.fromstring(side_by_side(**figures)).iter(f"{SVG}text")]


def test_a_line_runs_from_corner_to_corner_of_its_limits():
    ((first, _, last),) = lines(yours=drawn(Line(X, X**2, "-", "")))
    assert (first, last) == ("44.0,180.0", "290.0,26.0")


def test_each_drawing_stands_above_its_name_and_one_that_is_empty_says_so():
    assert [word for word in words(yours=Figure(()), expected=drawn()) if word in ("yours", "expected")] == [
        "yours",
        "expected",
    ]
    assert "nothing was drawn" in words(yours=Figure(()))


def test_labels_limits_title_and_legend_are_there():
    figure = drawn(Line(X, X, "--", "line"), legend=("line",))
    assert {"t", "a", "b", "0.0", "2.0", "4.0", "line"} <= set(words(yours=figure))
    assert 'stroke-dasharray="6 4"' in side_by_side(yours=figure)
    assert "line" not in words(yours=drawn(Line(X, X, "-", "line")))


def test_a_line_that_leaves_the_frame_or_is_not_finite_is_broken_there():
    y = np.array([1.0, np.nan, 2.0])
    assert len(lines(yours=drawn(Line(X, y, "-", "")))) == 2
    assert len(lines(yours=drawn(Line(X, np.array([1.0, 1e9, 2.0]), "-", "")))) == 2


@pytest.mark.parametrize(
    "odd",
    [
        drawn(Line(X, np.full(3, np.inf), "-", "")),
        drawn(Line(X[:0], X[:0], "-", "")),
        drawn(Line(X, X[:2], "-", "")),
        drawn(Line(X, X, "-", ""), xlim=(np.nan, 1.0), ylim=(2.0, 2.0)),
        drawn(Line(X, X, "-", ""), xlim=(-1e308, 1e308)),
        drawn(*[Line(np.arange(1e5), np.arange(1e5), "-", "many")] * 100, legend=("many",)),
    ],
)
def test_no_description_is_too_odd_to_draw_and_none_is_long(odd):
    text = side_by_side(yours=odd)
    ElementTree.fromstring(text)
    assert len(text) < 1_000_000


def test_what_a_student_wrote_is_text_and_no_markup():
    text = side_by_side(yours=drawn(Line(X, X, "-", "<script>"), title='"><script>alert(1)</script>', legend=("<b>",)))
    assert "<script" not in text
    ElementTree.fromstring(text)
