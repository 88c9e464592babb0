"""Checks of `plot_step_and_sigmoid`: two curves on the same axes, judged by their data."""

import numpy as np
import pytest

from autograder.testing import assert_curve, assert_true


@pytest.mark.hint("Calculate both heights from the same x values and call `plt.plot` once for each.")
def test_both_curves(student, reference):
    """draws the step function and the sigmoid over 100 points"""
    figure = student.figure("plot_step_and_sigmoid")
    right = reference.figure("plot_step_and_sigmoid").axes[0].lines[0].x
    assert_curve(figure, right, 1 / (1 + np.exp(-right)))
    # The middle x is 0 give or take rounding, which decides whether its step is 0 or 1: go by the x that was drawn.
    drawn = [line.x for axes in figure.axes for line in axes.lines if line.x.shape == right.shape]
    near = [x for x in drawn if np.allclose(x, right)]
    assert_curve(figure, near[0], np.where(near[0] > 0, 1.0, 0.0))


### BEGIN HIDDEN TESTS
def curves_of(axes):
    """The lines that run from left of -1 to right of 1: a curve, not a help line or a dot."""
    return [line for line in axes.lines if line.x.size > 2 and np.min(line.x) < -1 and np.max(line.x) > 1]


@pytest.mark.hint("Two calls of `plt.plot`, one after the other, draw on the same axes.")
def test_same_axes(student):
    """has two curves on one pair of axes"""
    figure = student.figure("plot_step_and_sigmoid")
    assert_true(any(len(curves_of(axes)) >= 2 for axes in figure.axes), "both curves must be on the same axes")


@pytest.mark.hint("`plt.plot` takes the line style as an argument. One curve gets it, the other stays as it is.")
def test_one_dashed(student):
    """tells its curves apart by dashes"""
    figure = student.figure("plot_step_and_sigmoid")
    styles = [line.style for axes in figure.axes for line in curves_of(axes)]
    assert_true(styles.count("--") == 1 and len(styles) > 1, "exactly one of the two curves must be dashed")


@pytest.mark.hint("Give each call of `plt.plot` a label, and ask for the legend after both.")
def test_legend(student):
    """explains its curves in a legend"""
    legends = [axes.legend or () for axes in student.figure("plot_step_and_sigmoid").axes]
    assert_true(any(len(legend) >= 2 for legend in legends), "there must be a legend that names both curves")
### END HIDDEN TESTS
