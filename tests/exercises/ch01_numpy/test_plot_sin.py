"""Checks of `plot_sin`: one curve, judged by its data. It takes no input, so nothing is left to hide."""

import numpy as np
import pytest

from autograder.testing import assert_curve, assert_nothing_else, assert_shows


@pytest.mark.hint("Give `plt.plot` both x and y. The sine works in radians: no conversion of x is needed.")
def test_sine(student, reference):
    """shows at every x the sine of that x"""
    assert_shows(student.figure("plot_sin"), np.sin, reference.figure("plot_sin").axes[0].lines[0].x)


@pytest.mark.hint("The steps are 0.1 wide; the first x is 0, and the last is 5.9, because the stop itself is left out.")
def test_points(student, reference):
    """has its 60 points at 0, 0.1, 0.2 and so on up to 5.9, and no other curve"""
    figure, curve = student.figure("plot_sin"), reference.figure("plot_sin").axes[0].lines[0]
    assert_shows(figure, np.sin, curve.x)
    assert_curve(figure, curve.x, curve.y)
    assert_nothing_else(figure, np.sin)
