"""Checks of `plot_sin_cos`: two curves and what explains them, judged by their data."""

import numpy as np
import pytest

from autograder.testing import assert_curve, assert_nothing_else, assert_shows, assert_true


def both_curves(student, reference):
    """(the figure, the sine, the cosine), each curve as (axes, line): what names a curve earns nothing without it."""
    figure, x = student.figure("plot_sin_cos"), reference.figure("plot_sin_cos").axes[0].lines[0].x
    return figure, assert_shows(figure, np.sin, x), assert_shows(figure, np.cos, x)


@pytest.mark.hint("Calculate both heights from the same 60 x values, and call `plt.plot` once for each.")
def test_both_curves(student, reference):
    """draws the sine and the cosine into one picture, each over its 60 points, and nothing else"""
    figure, (axes, _), (other_axes, _) = both_curves(student, reference)
    for curve in reference.figure("plot_sin_cos").axes[0].lines:
        assert_curve(figure, curve.x, curve.y)
    assert_true(axes is other_axes, "both curves must be in the same picture, on one pair of axes")
    assert_nothing_else(figure, np.sin, np.cos)


@pytest.mark.hint("`plt.plot` takes the line style as an argument: see the table above the exercise.")
def test_dashes(student, reference):
    """draws the cosine as a dashed line, and the sine as a solid one"""
    _, (_, sine), (_, cosine) = both_curves(student, reference)
    assert_true(cosine.style == "--", "the cosine must be a dashed line")
    assert_true(sine.style == "-", "the sine must be a solid line")


@pytest.mark.hint("Give each call of `plt.plot` a label, and ask for the legend once both curves are there.")
def test_legend(student, reference):
    """has a legend that calls the curves sin and cos"""
    _, (sine_axes, sine), (cosine_axes, cosine) = both_curves(student, reference)
    names = sine_axes.named(sine).strip(), cosine_axes.named(cosine).strip()
    assert_true(any(names), "there must be a legend that shows the names of the curves")
    assert_true(names == ("sin", "cos"), "the legend must call the curves sin and cos, each by its own name")


@pytest.mark.hint("There is one command for each of them. Compare the heading letter by letter with the text.")
def test_names(student, reference):
    """calls the axes x and y, and the picture sin & cos"""
    _, (axes, _), _ = both_curves(student, reference)
    assert_true((axes.xlabel.strip(), axes.ylabel.strip()) == ("x", "y"), "the axis labels must be x and y")
    assert_true(axes.title.strip() == "sin & cos", "the title must be: sin & cos")
