"""Checks of `plot_sin`: one curve, judged by its data."""

import numpy as np
import pytest

from autograder.testing import assert_curve, assert_true


@pytest.mark.hint("Three steps: the x values, their sines, and one call that draws y over x.")
def test_curve(student, reference):
    """draws the sine over 60 points"""
    curve = reference.figure("plot_sin").axes[0].lines[0]
    assert_curve(student.figure("plot_sin"), curve.x, curve.y)


### BEGIN HIDDEN TESTS
def drawn_lines(figure):
    """All lines of a figure."""
    return [line for axes in figure.axes for line in axes.lines]


@pytest.mark.hint("The steps are 0.1 wide; the first x is 0, and the last is 5.9, because the stop itself is left out.")
def test_x_values(student):
    """has its points at 0, 0.1, 0.2 and so on up to 5.9"""
    lines = drawn_lines(student.figure("plot_sin"))
    # The tolerance is far below the step and far above the rounding of any way to count in tenths.
    found = any(line.x.shape == (60,) and np.allclose(line.x, np.arange(60) / 10, rtol=0, atol=1e-6) for line in lines)
    assert_true(found, "x must start at 0, go up in steps of 0.1, and stop before 6")


@pytest.mark.hint("Give `plt.plot` both x and y. The sine works in radians: no conversion of x is needed.")
def test_heights_are_sines(student):
    """shows at every x the sine of that x"""
    lines = drawn_lines(student.figure("plot_sin"))
    # A span above 1 rules out a dot at the origin, where many functions agree with the sine.
    wide = [line for line in lines if line.x.size > 1 and np.ptp(line.x) > 1]
    found = any(np.allclose(line.y, np.sin(line.x), rtol=0, atol=1e-6) for line in wide)
    assert_true(found, "the height of the curve at x must be sin(x)")
### END HIDDEN TESTS
