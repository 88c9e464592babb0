"""A curve counts where a reader sees it: right heights, half the width, ink, room within the limits; and nothing else beside it."""

import numpy as np
import pytest

from autograder.testing import Figure, Mistake, assert_nothing_else, assert_shows
from autograder.testing.curve import curves

X = np.arange(0.0, 6.0, 0.1)


def line(x=X, y=None, **other):
    """A line's description: the sine by default."""
    x, y = np.array(x), np.array(np.sin(x) if y is None else y)
    return {"x": x, "y": y, "style": "-", "label": "", "seen": True, **other}


def figure(*lines, **axes):
    """A figure of one pair of axes with these lines."""
    plain = {
        "title": "",
        "xlabel": "",
        "ylabel": "",
        "xlim": (-0.3, 6.3),
        "ylim": (-1.1, 1.1),
        "legend": None,
        "legend_lines": [],
        "scales": ("linear", "linear"),
    }
    return Figure.of({"axes": [{**plain, "lines": list(lines), **axes}]})


@pytest.mark.parametrize(
    "own",
    [X, X[::-1], X[:31], np.linspace(0, 6, 7), np.random.default_rng(0).uniform(0, 6, 40)],
    ids=["as asked", "backwards", "half of it", "few points", "any order"],
)
def test_a_line_with_right_heights_over_half_the_width_is_the_curve(own):
    axes, found = assert_shows(figure(line(own)), np.sin, X)
    assert found.x.tolist() == own.tolist() and axes.lines == (found,)


@pytest.mark.parametrize(
    "own", [line(X[:20]), line(X[:2]), line(y=np.cos(X)), line(y=np.sin(X) + 1e-3), line(y=np.sin(X)[:-1])]
)
def test_a_line_that_is_too_short_or_has_other_heights_is_not(own):
    assert curves(figure(own), np.sin, X) == []
    with pytest.raises(Mistake):
        assert_shows(figure(own), np.sin, X)


def test_heights_are_those_of_its_own_x_where_a_jump_is_missed_by_rounding():
    step = lambda x: np.where(x > 0, 1.0, 0.0)  # noqa: E731
    asked, own = np.arange(-5.0, 5.0, 0.1), np.linspace(-5.0, 4.9, 100)
    assert_shows(figure(line(own, step(own)), xlim=(-5.5, 5.5)), step, asked)


@pytest.mark.parametrize(
    ("lines", "axes", "words"),
    [
        ([line(seen=False)], {}, "cannot be seen"),
        ([line()], {"ylim": (-0.5, 1.1)}, "limits or the scales"),
        ([line()], {"xlim": (2.0, 6.3)}, "limits or the scales"),
        ([line()], {"scales": ("linear", "log")}, "limits or the scales"),
    ],
)
def test_a_curve_that_no_reader_sees_is_refused_with_the_reason(lines, axes, words):
    with pytest.raises(Mistake, match=words):
        assert_shows(figure(*lines, **axes), np.sin, X)


def test_of_two_lines_that_are_the_curve_the_one_that_is_seen_counts():
    _, found = assert_shows(figure(line(seen=False), line(label="seen")), np.sin, X)
    assert found.label == "seen"


def test_the_mistake_is_in_the_line_with_the_same_x_but_for_rounding():
    with pytest.raises(Mistake, match="no line has the expected y values"):
        assert_shows(figure(line(X + 1e-12, np.cos(X))), np.sin, X)


@pytest.mark.parametrize(
    "beside",
    [
        line([0.0, 6.0], [0.5, 0.5]),
        line([1.0, 1.0, 1.0], [0.0, 0.5, 1.0]),
        line([0.0, 1.0], [0.0, 1.0]),
        line(y=np.cos(X)),
    ],
    ids=["along x", "along y", "two points", "another that is asked for"],
)
def test_help_lines_and_what_is_asked_for_may_stand_beside_the_curve(beside):
    assert_nothing_else(figure(line(), beside), np.sin, np.cos)


def test_any_other_curve_does_not_belong_there():
    with pytest.raises(Mistake, match="does not belong"):
        assert_nothing_else(figure(line(), line(y=np.cos(X))), np.sin)
