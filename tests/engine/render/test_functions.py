"""What `show` draws, read back from the figure's own data."""

import numpy as np
import pytest

from autograder.render.functions import bars, curve, draw, layers, plane
from autograder.render.plot import as_png
from autograder.suite.sampling import Bars, Curve, Layers, Plane, Step

X = np.linspace(-2.0, 2.0, 41)
GRID = np.linspace(-0.5, 1.5, 21)
RIGHT = Layers(np.array([1.0, 0.5]), (Step("h", np.array([0.25, 0.75])),), np.array([3.0]))


def gate(function):
    """A gate's answers over the plane."""
    x1, x2 = np.meshgrid(GRID, GRID)
    corners = {(a, b): float(function(a, b)) for a in (0, 1) for b in (0, 1)}
    return Plane(GRID, np.asarray(function(x1, x2), float), corners)


def title(figure):
    """The title of a picture's only axes."""
    return figure.axes[0].get_title()


def words(figure):
    """Every text in the picture."""
    return [text.get_text() for text in figure.axes[0].texts]


def test_a_right_curve_lies_on_the_expected_one():
    figure = curve("f", Curve(X, X**2), Curve(X, X**2))
    assert title(figure) == "f: as expected"
    below, above = figure.axes[0].get_lines()
    assert (below.get_label(), above.get_label()) == ("expected", "yours")
    assert np.array_equal(below.get_ydata(), above.get_ydata())


@pytest.mark.parametrize(
    ("wrong", "where"), [(X > 1.5, "for x from 1.6 to 2"), (X[20] == X, "at x = 0"), (X < 5, "for x from -2 to 2")]
)
def test_a_wrong_curve_says_where_it_differs(wrong, where):
    assert title(curve("f", Curve(X, X + wrong), Curve(X, X))) == f"f: differs {where}"


def test_a_single_wrong_point_is_marked():
    figure = curve("f", Curve(X, X + (X[20] == X)), Curve(X, X))
    marked = [line for line in figure.axes[0].get_lines() if line.get_marker() == "o"]
    assert [(line.get_xdata().tolist(), line.get_ydata().tolist()) for line in marked] == [
        ([0.0], [0.0]),
        ([0.0], [1.0]),
    ]


def test_a_function_that_gave_no_array_has_no_curve():
    figure = curve("f", Curve(X, np.full(X.shape, np.nan)), Curve(X, X))
    assert title(figure) == "f: no curve to draw yet"
    assert as_png(figure).startswith(b"\x89PNG")


def test_a_right_gate_shows_the_four_expected_answers():
    figure = plane("OR", gate(np.logical_or), gate(np.logical_or))
    assert title(figure) == "OR: as expected"
    assert sorted(words(figure)[:4]) == ["0", "1", "1", "1"]


def test_a_wrong_gate_says_at_each_wrong_input_what_it_answers():
    figure = plane("AND", gate(np.logical_or), gate(np.logical_and))
    assert title(figure) == "AND: 2 of 4 inputs differ"
    assert words(figure).count("yours: 1") == 2


def test_a_gate_that_answers_nothing_leaves_the_plane_blank():
    nothing = Plane(GRID, np.full((21, 21), np.nan), dict.fromkeys([(0, 0), (0, 1), (1, 0), (1, 1)], np.nan))
    figure = plane("AND", nothing, gate(np.logical_and))
    assert words(figure).count("no answer") == 4
    assert as_png(figure).startswith(b"\x89PNG")


def test_a_right_forward_pass_shows_each_layers_values():
    figure = layers("forward", RIGHT, RIGHT)
    assert title(figure) == "forward: as expected"
    assert {"1", "0.5", "0.25", "0.75", "3"} <= set(words(figure))


def test_a_wrong_forward_pass_names_the_first_layer_that_differs():
    wrong = Layers(RIGHT.x, (Step("h", np.array([0.25, 0.5])),), np.array([2.0]))
    figure = layers("forward", wrong, RIGHT)
    assert title(figure) == "forward: the first difference is in layer 1, h"
    assert {"expected 0.75", "expected 3"} <= set(words(figure))


def test_a_layer_of_another_shape_or_none_at_all_is_shown_as_missing():
    wrong = Layers(RIGHT.x, (), np.array([3.0, 4.0]))
    figure = layers("forward", wrong, RIGHT)
    assert words(figure).count("none") == 3
    assert as_png(figure).startswith(b"\x89PNG")


def test_the_last_function_is_the_output_and_no_layer_beside_it():
    steps = (Step("h", np.array([0.25, 0.75])), Step("identity", np.array([3.0])))
    right = Layers(RIGHT.x, steps, np.array([3.0]))
    assert words(layers("forward", right, right)).count("3") == 1
    assert "layer 2\noutput" in words(layers("forward", right, right))
    # Who writes the identity out, or all of it, is right too.
    for seen in (steps[:1], ()):
        assert title(layers("forward", Layers(RIGHT.x, seen, right.output), right)) == "forward: as expected"
    assert words(layers("forward", Layers(RIGHT.x, (), right.output), right)).count("not\nseen") == 2


SCORES = np.array([0.3, 2.9])


def test_bars_say_which_values_differ_and_what_they_add_up_to():
    right, wrong = Bars(SCORES, np.array([0.25, 0.75])), Bars(SCORES, np.array([0.25, 0.5]))
    assert title(bars("softmax", right, right)) == "softmax: as expected; they add up to 1"
    assert title(bars("softmax", wrong, right)) == "softmax: 1 of 2 values differ; they add up to 0.75"
    assert words(bars("softmax", wrong, right)) == ["0.25", "0.5\nnot 0.75"]
    nothing = bars("softmax", Bars(SCORES, SCORES * np.nan), right)
    assert title(nothing) == "softmax: no values to draw yet"
    assert as_png(nothing).startswith(b"\x89PNG")


def test_bars_of_several_rows_stand_in_groups():
    scores, right = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[0.25, 0.75], [0.5, 0.5]])
    figure = bars("softmax", Bars(scores, right / 2), Bars(scores, right))
    assert title(figure) == "softmax: 4 of 4 values differ; the rows add up to 0.5, 0.5"
    assert figure.axes[0].get_xticks().tolist() == [0, 1, 3, 4]


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, 1e300])
def test_bars_of_odd_values_are_drawn(value):
    assert as_png(draw("f", Bars(SCORES, np.array([value, 1.0])), Bars(SCORES, SCORES))).startswith(b"\x89PNG")
