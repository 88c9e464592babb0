"""Checks of `plot_sigmoid`: one curve, judged by its data."""

import numpy as np
import pytest

from autograder.testing import assert_curve, assert_true


@pytest.mark.hint("Three steps: the x values, the sigmoid at each of them, and one call that draws y over x.")
def test_curve(student, reference):
    """draws the sigmoid over 100 points"""
    curve = reference.figure("plot_sigmoid").axes[0].lines[0]
    assert_curve(student.figure("plot_sigmoid"), curve.x, curve.y)


### BEGIN HIDDEN TESTS
def drawn_lines(figure):
    """All lines of a figure."""
    return [line for axes in figure.axes for line in axes.lines]


@pytest.mark.hint("`plt.ylim` takes the two ends of the y-axis, the lower one first.")
def test_limits_of_y(student):
    """has a y-axis that reaches from -0.1 to 1.1"""
    limits = [axes.ylim for axes in student.figure("plot_sigmoid").axes]
    assert_true(any(np.allclose(ylim, (-0.1, 1.1)) for ylim in limits), "the y-axis must reach from -0.1 to 1.1")


@pytest.mark.hint("The first x is -5, each step is 0.1 wide, and the last x is 4.9: the stop itself is left out.")
def test_x_values(student):
    """has its points at -5, -4.9, -4.8 and so on up to 4.9"""
    lines = drawn_lines(student.figure("plot_sigmoid"))
    # The tolerance is far below the step and far above the rounding of any way to count in tenths.
    right = np.arange(-50, 50) / 10
    found = any(line.x.shape == (100,) and np.allclose(line.x, right, rtol=0, atol=1e-6) for line in lines)
    assert_true(found, "x must start at -5, go up in steps of 0.1, and stop before 5")


@pytest.mark.hint("Give `plt.plot` both x and y, and compute y from these very x.")
def test_heights(student):
    """shows at every x the sigmoid of x"""
    lines = drawn_lines(student.figure("plot_sigmoid"))
    # A span above 1 on both sides of 0 rules out a few dots where many functions agree with this one.
    wide = [line for line in lines if line.x.size > 2 and np.min(line.x) < -1 and np.max(line.x) > 1]
    found = any(np.allclose(line.y, 1 / (1 + np.exp(-line.x)), rtol=0, atol=1e-6) for line in wide)
    assert_true(found, "the height of the curve at x must be the sigmoid of x")
### END HIDDEN TESTS
