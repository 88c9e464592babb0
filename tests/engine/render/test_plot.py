"""Drawings rendered from their data."""

import matplotlib.figure
import matplotlib.pyplot as plt
import numpy as np
import pytest

from autograder.render.plot import as_png, plots
from autograder.testing import Axes, Figure, Line

X = np.arange(1.0, 4.0)


def drawn(line=None, **changes):
    """A figure of one line."""
    line = line or Line(X, X**2, "--", "square")
    parts = {"title": "t", "xlabel": "a", "ylabel": "b", "xlim": (0.0, 4.0), "ylim": (-1.0, 5.0), "legend": ("square",)}
    return Figure((Axes((line,), **{**parts, **changes}),))


def test_lines_labels_limits_and_legend_are_drawn_as_they_were_described():
    (axes,) = plots(yours=drawn()).axes
    (line,) = axes.get_lines()
    assert np.array_equal(line.get_ydata(), X**2)
    assert (line.get_linestyle(), line.get_label()) == ("--", "square")
    assert (axes.get_title(), axes.get_xlabel(), axes.get_ylabel()) == ("t", "a", "b")
    assert (axes.get_xlim(), axes.get_ylim()) == ((0.0, 4.0), (-1.0, 5.0))
    assert [text.get_text() for text in axes.get_legend().get_texts()] == ["square"]


def test_two_drawings_stand_side_by_side_under_their_names():
    page = plots(yours=Figure(()), expected=drawn())
    assert [part.get_suptitle() for part in page.subfigs] == ["yours", "expected"]
    assert page.subfigs[0].axes[0].texts[0].get_text() == "nothing was drawn"


@pytest.mark.parametrize(
    "odd",
    [
        drawn(title="$\\frac{1}{", legend=("$x^{$",)),
        drawn(Line(X, X[:2], "-", "uneven")),
        drawn(Line(X, X * np.nan, "None", "nan")),
        drawn(Line(X[:0], X[:0], "-", "")),
        drawn(xlim=(np.nan, 1.0), ylim=(2.0, 2.0)),
        drawn(title="x" * 10_000),
        drawn(Line(X, X * np.inf, "steps", "inf")),
        Figure(tuple(drawn().axes * 16)),
    ],
)
def test_no_description_is_too_odd_to_draw(odd):
    assert as_png(plots(yours=odd)).startswith(b"\x89PNG")


def test_pictures_are_made_where_students_functions_have_been_run(monkeypatch):
    monkeypatch.setattr(matplotlib.figure.Figure, "savefig", lambda *args, **kwargs: None)
    assert as_png(plots(yours=drawn())).startswith(b"\x89PNG")


def test_the_students_own_pyplot_is_left_alone():
    plt.close("all")
    as_png(plots(yours=drawn(), expected=drawn()))
    assert plt.get_fignums() == []
