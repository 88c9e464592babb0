"""Checks of `plot_step_and_sigmoid`: two curves on the same axes, judged by their data. It takes no input, so nothing is left to hide."""

import numpy as np
import pytest

from autograder.testing import assert_curve, assert_nothing_else, assert_shows, assert_true


def step(x):
    """The height of one curve at x."""
    return np.where(x > 0, 1.0, 0.0)


def sigmoid(x):
    """The height of the other."""
    return 1 / (1 + np.exp(-x))


def both_curves(student, reference):
    """(the figure, the step, the sigmoid), each curve as (axes, line): what tells curves apart earns nothing without them."""
    figure = student.figure("plot_step_and_sigmoid")
    x = reference.figure("plot_step_and_sigmoid").axes[0].lines[0].x
    return figure, assert_shows(figure, step, x), assert_shows(figure, sigmoid, x)


@pytest.mark.hint("Calculate both heights from the same x values and call `plt.plot` once for each.")
def test_both_curves(student, reference):
    """draws both curves on the same axes, over the 100 points -5, -4.9 and so on up to 4.9, and nothing else"""
    figure, (axes, stair), (other_axes, _) = both_curves(student, reference)
    x = reference.figure("plot_step_and_sigmoid").axes[0].lines[0].x
    assert_curve(figure, x, step(stair.x) if stair.x.shape == x.shape else step(x))
    assert_curve(figure, x, sigmoid(x))
    assert_true(axes is other_axes, "both curves must be on the same axes")
    assert_nothing_else(figure, step, sigmoid)


@pytest.mark.hint("`plt.plot` takes the line style as an argument. One curve gets it, the other stays as it is.")
def test_one_dashed(student, reference):
    """tells its curves apart by dashes"""
    _, (_, stair), (_, smooth) = both_curves(student, reference)
    styles = sorted((stair.style, smooth.style))
    assert_true(styles == ["-", "--"], "one of the two curves must be dashed, and the other solid")


@pytest.mark.hint("Give each call of `plt.plot` a label, and ask for the legend after both.")
def test_legend(student, reference):
    """names its curves in a legend"""
    _, (stair_axes, stair), (smooth_axes, smooth) = both_curves(student, reference)
    names = stair_axes.named(stair).strip().lower(), smooth_axes.named(smooth).strip().lower()
    assert_true(all(names) and names[0] != names[1], "there must be a legend that names both curves")
    swapped = "sigmoid" in names[0] or "step" in names[1]
    assert_true(not swapped, "the legend calls each curve by the name of the other")
