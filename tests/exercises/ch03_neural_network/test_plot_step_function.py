"""Checks of `plot_step_function`: one curve, judged by its data. It takes no input, so nothing is left to hide."""

import numpy as np
import pytest

from autograder.testing import assert_curve, assert_nothing_else, assert_shows, assert_true


def step(x):
    """The height of the curve at x."""
    return np.where(x > 0, 1.0, 0.0)


@pytest.mark.hint("Three steps: the x values, the step function of each of them, and one call that draws y over x.")
def test_curve(student, reference):
    """draws the step function over the 100 points -5, -4.9 and so on up to 4.9, and no other curve"""
    figure, x = student.figure("plot_step_function"), reference.figure("plot_step_function").axes[0].lines[0].x
    _, line = assert_shows(figure, step, x)
    assert_curve(figure, x, step(line.x) if line.x.shape == x.shape else step(x))
    assert_nothing_else(figure, step)


@pytest.mark.hint("`plt.ylim` takes the two ends of the y-axis, the lower one first.")
def test_limits_of_y(student, reference):
    """shows the curve with a y-axis that reaches from -0.1 to 1.1"""
    figure, x = student.figure("plot_step_function"), reference.figure("plot_step_function").axes[0].lines[0].x
    axes, _ = assert_shows(figure, step, x)
    assert_true(np.allclose(axes.ylim, (-0.1, 1.1)), "the y-axis must reach from -0.1 to 1.1")
