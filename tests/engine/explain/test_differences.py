"""What came back above what was expected, the first difference marked."""

import numpy as np
import pytest

from autograder.explain.differences import compare, first_difference
from autograder.explain.words import number
from autograder.sandbox.inside.wire import Other
from autograder.testing import Axes, Figure, Line


def shown(got, expected, width=80):
    return "\n".join(line.text for line in compare(got, expected, width))


def marked(got, expected, width=80):
    """What is marked, line by line."""
    return [line.text[slice(*line.mark)] for line in compare(got, expected, width) if line.mark]


def figure(*lines, title=""):
    return Figure((Axes(lines, title, "", "", (0.0, 1.0), (0.0, 1.0), None),))


def curve(y, *, x=None, style="-", label=""):
    return Line(np.arange(float(len(y))) if x is None else x, np.asarray(y, float), style, label)


def test_a_vector_is_shown_in_columns():
    assert shown(np.array([0.0900306, -12.5, 0.665]), np.array([0.0900306, 0.25, 0.665])) == (
        "got       [0.0900306  -12.5   0.665]\n"
        "expected  [0.0900306    0.25  0.665]\n"
        "                        ^^^^\n"
        "index [1] is the only difference"
    )


def test_a_table_has_the_mark_below_its_row():
    assert shown(np.array([[0.25, 0.75], [0.5, 1.0]]), np.array([[0.25, 0.75], [0.25, 1.5]])) == (
        "got       [[0.25  0.75]\n"
        "           [0.5   1.0]]\n"
        "            ^^^\n"
        "expected  [[0.25  0.75]\n"
        "           [0.25  1.5]]\n"
        "            ^^^^\n"
        "index [1, 0] is the first of 2 differences among 4 elements"
    )


def test_of_more_axes_the_slice_with_the_first_difference_is_shown():
    got = np.zeros((2, 2, 2), int)
    expected = got.copy()
    expected[1, 0, 1] = 7
    assert shown(got, expected).splitlines()[0] == "in [1, :, :]:"
    assert marked(got, expected) == ["0", "^", "7", "^"]
    assert shown(got, expected).endswith("index [1, 0, 1] is the only difference")


def test_a_long_vector_is_cut_around_the_first_difference():
    got, expected = np.arange(1000.0), np.arange(1000.0)
    expected[700] = 0.5
    first = shown(got, expected).splitlines()[0]
    assert first.startswith("got       [… ") and first.endswith(" …]") and " 700.0 " in first
    assert marked(got, expected) == ["700.0", "0.5", "^^^"]


def test_a_long_table_is_cut_around_the_first_difference():
    got, expected = np.arange(100).reshape(50, 2), np.arange(100).reshape(50, 2)
    expected[30, 1] = 0
    lines = shown(got, expected).splitlines()
    assert lines[0] == "got       …"
    assert lines[1] == "           [54  55]"
    assert lines[9] == "          …"
    assert marked(got, expected) == ["61", "^^", "0", "^"]


@pytest.mark.parametrize("seed", range(60))
def test_no_line_is_too_long_and_every_mark_is_the_element_that_differs(seed):
    rng = np.random.default_rng(seed)
    shape = tuple(rng.integers(1, 30, size=rng.integers(1, 4)))
    got = rng.normal(size=shape) * 10.0 ** rng.integers(-5, 9, size=shape)
    expected = got.copy()
    place = tuple(int(rng.integers(size)) for size in shape)
    expected[place] = rng.choice([0.0, np.nan, np.inf, 31.5])
    width = int(rng.integers(40, 121))
    assert all(len(line.text) <= width for line in compare(got, expected, width))
    found = [text for text in marked(got, expected, width) if "^" not in text]
    assert found == [number(got[place]), number(expected[place])]
    assert first_difference(got, expected) == place


def test_a_shape_is_told_where_shapes_differ():
    assert shown(np.array([[1, 2]]), np.array([1, 2])) == ("got       shape (1, 2): [[1, 2]]\nexpected  shape (2,)")


def test_a_kind_is_told_where_kinds_differ():
    assert shown([1, 2], np.array([1.0, 2.0])) == "got       a list: [1, 2]\nexpected  an array of shape (2,)"
    assert shown(None, 1) == "got       None\nexpected  1"
    assert shown(Other("secret.Name"), 1) == "got       another type\nexpected  1"
    assert shown(np.array([True]), np.array([1])).startswith("got       an array of booleans of shape (1,): [True]")


def test_numbers_that_look_alike_are_told_apart():
    assert shown(1.000002, 1.0).endswith("the difference is 2e-06, too small to be seen above")
    assert "the difference is 2e-06" in shown(np.array([1.000002, 1.0]), np.ones(2))


def test_a_difference_below_the_usual_tolerance_is_marked_too():
    assert marked(np.array([1.0, 1.0 + 1e-12]), np.ones(2)) == ["1.0", "1.0", "^^^"]


def test_what_is_no_number_is_marked_like_one():
    assert marked(np.array([np.nan, np.inf]), np.array([0.0, 1.0])) == ["nan", "0.0", "^^^"]
    assert marked(float("nan"), 0.5) == ["nan", "0.5"]


def test_a_text_is_marked_at_its_first_other_letter():
    assert shown("int32", "int64") == "got       'int32'\nexpected  'int64'\n              ^"
    assert marked("x" * 100 + "a", "x" * 100 + "b") == ["a", "b"]


def test_of_a_dict_the_key_that_differs_is_shown():
    got, expected = {"W1": np.ones(2), "b1": np.ones(2)}, {"W1": np.ones(2), "b1": np.zeros(2)}
    assert shown(got, expected).splitlines()[:2] == ["key 'b1':", "got       [1.0  1.0]"]


def test_of_a_dict_the_keys_are_shown_where_they_differ():
    assert shown({"w1": 1, "b1": 2}, {"W1": 1, "b1": 2}) == (
        "got       the keys 'w1', 'b1'\nexpected  the keys 'W1', 'b1'\nmissing:  'W1'\nunknown:  'w1'"
    )
    assert shown({}, {"W1": 1}).startswith("got       no keys")


def test_whole_numbers_look_alike_whether_they_are_ints_or_floats():
    text = shown(np.array([[5, 12]]), np.array([[19.0, 12.0]]))
    assert text.splitlines()[:2] == ["got       [[ 5  12]]", "expected  [[19  12]]"]


def test_of_a_tuple_the_element_that_differs_is_shown():
    assert (
        shown(((2, 2), "int64"), ((2, 3), "int64"))
        == "element at index 0:\nelement at index 1:\ngot       2\nexpected  3"
    )
    assert "of length 1: (2,)" in shown((2,), (2, 2))


def test_of_a_figure_the_line_that_differs_is_shown():
    got, expected = figure(curve([0.0, 1.0, 2.0])), figure(curve([0.0, 1.5, 2.0]))
    assert shown(got, expected).splitlines()[0] == "y of the line:"
    assert marked(got, expected) == ["1.0", "1.5", "^^^"]


@pytest.mark.parametrize(
    ("got", "first"),
    [
        (figure(curve([1.0, 2.0], x=np.array([0.0, 2.0]))), "x of the line:"),
        (figure(curve([1.0])), "x of the line:"),
        (figure(curve([1.0, 2.0], style="--")), "style of the line:"),
        (figure(curve([1.0, 2.0], label="sin")), "label of the line:"),
        (figure(curve([1.0, 2.0]), title="cos"), "title:"),
        (figure(), "got       no lines"),
    ],
)
def test_of_a_figure_the_first_difference_is_named(got, first):
    assert shown(got, figure(curve([1.0, 2.0]))).splitlines()[0] == first
