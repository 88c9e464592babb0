"""Checks of `plot_sigmoid`: one curve, judged by its data. It takes no input, so nothing is left to hide."""

import numpy as np
import pytest

from autograder.testing import assert_curve, assert_nothing_else, assert_shows, assert_true


def sigmoid(x):
    """The height of the curve at x."""
    return 1 / (1 + np.exp(-x))


@pytest.mark.hint("Three steps: the x values, the sigmoid of each of them, and one call that draws y over x.")
def test_curve(student, reference):
    """draws the sigmoid over the 100 points -5, -4.9 and so on up to 4.9, and no other curve"""
    figure, x = student.figure("plot_sigmoid"), reference.figure("plot_sigmoid").axes[0].lines[0].x
    _, line = assert_shows(figure, sigmoid, x)
    assert_curve(figure, x, sigmoid(line.x) if line.x.shape == x.shape else sigmoid(x))
    assert_nothing_else(figure, sigmoid)


@pytest.mark.hint("`plt.ylim` takes the two ends of the y-axis, the lower one first.")
def test_limits_of_y(student, reference):
    """shows the curve with a y-axis that reaches from -0.1 to 1.1"""
    figure, x = student.figure("plot_sigmoid"), reference.figure("plot_sigmoid").axes[0].lines[0].x
    axes, _ = assert_shows(figure, sigmoid, x)
    assert_true(np.allclose(axes.ylim, (-0.1, 1.1)), "the y-axis must reach from -0.1 to 1.1")
