"""Checks of `plot_squares`: one curve, judged by its data."""

import numpy as np
import pytest

from autograder.testing import assert_curve, assert_true


def test_curve(student, reference):
    """draws the parabola over eight points"""
    curve = reference.figure("plot_squares").axes[0].lines[0]
    assert_curve(student.figure("plot_squares"), curve.x, curve.y)


### BEGIN HIDDEN TESTS
@pytest.mark.hint("The steps are 0.5 wide, and the stop itself is left out.")
def test_x_values(student):
    """has its points at 0, 0.5, 1 and so on up to 3.5"""
    lines = [line for axes in student.figure("plot_squares").axes for line in axes.lines]
    found = any(line.x.shape == (8,) and np.allclose(line.x, np.arange(8) / 2) for line in lines)
    assert_true(found, "x must start at 0, go up in steps of 0.5, and stop before 4")
### END HIDDEN TESTS
