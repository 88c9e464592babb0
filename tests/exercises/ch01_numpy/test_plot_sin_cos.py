"""Checks of `plot_sin_cos`: two curves and what explains them, judged by their data."""

import numpy as np
import pytest

from autograder.testing import assert_curve, assert_true


@pytest.mark.weight(2)
@pytest.mark.hint("Calculate both heights from the same x values and call `plt.plot` once for each.")
def test_both_curves(student, reference):
    """draws the sine and the cosine over 60 points"""
    for curve in reference.figure("plot_sin_cos").axes[0].lines:
        assert_curve(student.figure("plot_sin_cos"), curve.x, curve.y)


### BEGIN HIDDEN TESTS
def lines_showing(figure, function):
    """The lines with y = function(x), or all lines where none has: wrong data cost their own check only."""
    lines = [line for axes in figure.axes for line in axes.lines]
    showing = [line for line in lines if line.x.size > 1 and np.allclose(line.y, function(line.x), rtol=0, atol=1e-6)]
    return showing or lines


def possible_names(figure, line):
    """A line's label; for one without, every text of the legends.

    `plt.legend(["sin", "cos"])` names lines that have no label, and the drawing does not tell which text is whose.
    """
    return (line.label,) if line.label else tuple(text for axes in figure.axes for text in axes.legend or ())


@pytest.mark.hint("`plt.plot` takes the line style as an argument: see the table of section 9.")
def test_dashes(student):
    """draws the cosine as a dashed line"""
    styles = [line.style for line in lines_showing(student.figure("plot_sin_cos"), np.cos)]
    assert_true("--" in styles, "the cosine must be a dashed line")


@pytest.mark.hint("Give each call of `plt.plot` a label, and mind which curve is which.")
def test_names_of_curves(student):
    """calls the curves sin and cos"""
    figure = student.figure("plot_sin_cos")
    for label, function in (("sin", np.sin), ("cos", np.cos)):
        lines = lines_showing(figure, function)
        names = [name.strip() for line in lines for name in possible_names(figure, line)]
        assert_true(label in names, "the curves must have the labels sin and cos, each its own")


@pytest.mark.hint("There is one command for the name of each axis.")
def test_names_of_axes(student):
    """calls the axes x and y"""
    names = [(axes.xlabel.strip(), axes.ylabel.strip()) for axes in student.figure("plot_sin_cos").axes]
    assert_true(("x", "y") in names, "the axis labels must be x and y")


@pytest.mark.hint("Compare the heading letter by letter with the text above the exercise.")
def test_heading(student):
    """has the right heading"""
    titles = [axes.title.strip() for axes in student.figure("plot_sin_cos").axes]
    assert_true("sin & cos" in titles, "the title must be: sin & cos")


@pytest.mark.hint("Labels show only when a legend is asked for, after the curves have been drawn.")
def test_legend_box(student):
    """explains its curves in a box"""
    legends = [axes.legend for axes in student.figure("plot_sin_cos").axes]
    # The legend's texts are the labels' own check; an empty box explains nothing.
    assert_true(any(legends), "there must be a legend that shows the labels")
### END HIDDEN TESTS
