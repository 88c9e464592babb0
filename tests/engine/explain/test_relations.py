"""How wrong values are related to the expected ones: said where it is so, and not where it may be chance."""

import numpy as np
import pytest

from autograder.explain.relations import relation
from autograder.explain.wording import text
from autograder.testing import Line
from autograder.testing.mistake import Part

EXPECTED = np.array([0.268941, -0.5, 2.25, 3.0])


def found(got, expected, args=(), names=(), place="", whole=None):
    """The key of what is said of a value; "" for nothing."""
    part = Part(place, got, expected)
    said = relation(Part("", None, whole) if whole is not None else part, part, args, names)
    if said is not None:
        assert text(said)
    return said.key if said is not None else ""


@pytest.mark.parametrize(
    ("got", "key"),
    [
        (-EXPECTED, "value_negative"),
        (EXPECTED.astype(int), "value_whole"),
        (np.round(EXPECTED), "value_whole"),
        (np.round(EXPECTED, 1), "value_rounded"),
        (np.zeros(4), "value_constant"),
        (1 - EXPECTED, "value_complement"),
        (EXPECTED[::-1], "value_reversed"),
        (np.sort(EXPECTED), "value_sorted"),
        (EXPECTED[[1, 0, 3, 2]], "value_order"),
        (EXPECTED + 1.5, "value_offset"),
        (EXPECTED * 2, "value_factor"),
        (EXPECTED**2, "value_function"),
        (np.exp(EXPECTED), "value_function"),
        (np.append(7.0, EXPECTED[:-1]), "value_shifted"),
        (np.append(EXPECTED[1:], 7.0), "value_shifted"),
        (np.array([np.nan, 1.0, 2.0, 3.0]), "value_nan"),
    ],
)
def test_what_holds_for_every_value_is_said(got, key):
    assert found(got, EXPECTED) == key


@pytest.mark.parametrize("place", range(4))
@pytest.mark.parametrize(
    "change", [np.negative, np.round, np.square, lambda x: x + 1.5, lambda x: 2 * x, lambda x: 1 - x]
)
def test_a_relation_with_one_exception_is_none(change, place):
    got = change(EXPECTED)
    got[place] += 0.123
    assert found(got, EXPECTED) == ""


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        (np.zeros(3), -np.zeros(3) + 1),  # all alike: no place has another value
        (np.array([2.0, 4.0]), np.array([1.0, 2.0])),  # twice, or one and two more: two values prove neither
        (
            np.array([0.0, 0.0, 4.0]),
            np.array([0.0, 0.5, 4.0]),
        ),  # one value that is cut off may have become 0 for another reason
        (5, 7),
        (1, 0),
        (True, False),
        (np.array([1.0, np.inf]), np.array([1.0, 2.0])),
        (np.array([]), np.array([])),
        (None, 1.0),
    ],
)
def test_what_may_be_chance_is_not_said(got, expected):
    assert found(got, expected) == ""


def test_right_values_in_another_shape():
    assert found(EXPECTED.reshape(2, 2), EXPECTED) == "shape_only"
    assert found(EXPECTED[::-1].reshape(2, 2), EXPECTED) == ""
    assert found(EXPECTED[:2], EXPECTED) == ""
    assert found(np.array([5.0]), np.array(5.0)) == ""


def test_a_number_with_the_other_sign():
    assert found(-3, 3) == "value_negative_number"
    assert found(-1, 1) != "value_negative_number"
    assert found(0, 0) == ""


def test_bits_that_are_swapped():
    assert found(np.array([1, 0, 0]), np.array([0, 1, 1])) == "value_swapped"


def test_rows_and_columns_that_are_swapped():
    square = np.array([[1.0, 2.0, 4.0], [3.0, 5.0, 6.0], [7.0, 8.0, 9.0]])
    assert found(square.T, square) == "value_transposed"


def test_an_argument_that_came_back_as_it_was():
    x = np.array([1.5, 2.0, -3.0])
    assert found(x, np.maximum(x, 0), (x,), ("x",)) == "value_unchanged"
    assert found(-x, np.maximum(x, 0), (x,), ("x",)) == "value_opposite"


def test_an_element_of_another_place():
    X = np.array([[51, 55], [14, 19]])
    assert found(14, 55, (X, 0, 1), ("X", "i", "j")) == "value_is_element"
    assert found(14, 55, (np.array([[14, 14]]), 0, 1), ("X", "i", "j")) == ""


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda x: x == 0, "where `x` is 0,"),
        (lambda x: x < 0, "where `x` is below 0"),
        (lambda x: x > 0, "where `x` is above 0"),
        (lambda x: x <= 0, "where `x` is 0 or below"),
        (lambda x: x >= 0, "where `x` is 0 or above"),
    ],
)
def test_values_that_are_wrong_where_an_argument_has_one_sign(wrong, words):
    x, expected = np.array([-2.0, -1.0, 0.0, 1.0, 2.0]), np.array([0.3, 0.9, 0.1, 0.7, 0.2])
    got = expected + wrong(x) * np.array([0.5, 0.25, 0.4, 0.6, 0.8])
    said = relation(Part("", got, expected), Part("", got, expected), (x,), ("x",))
    assert words in text(said)


def test_what_belongs_to_another_place_of_a_tuple():
    sums, products = np.array([3.0, 6.0]), np.array([2.0, 8.0])
    assert found(products, sums, place="element at index 0", whole=(sums, products)) == "value_elsewhere"


def test_words_that_differ_in_capital_letters():
    assert found("Sin ", "sin") == "text_letters"
    assert found("cos", "sin") == ""


def line(x, y):
    return Line(np.asarray(x, float), np.asarray(y, float), "-", "")


X = np.arange(0, 6, 0.1)


@pytest.mark.parametrize(
    ("got", "key"),
    [
        (line(np.arange(0, 7, 0.1), np.zeros(70)), "line_steps"),
        (line(np.arange(0, 6, 0.5), np.zeros(12)), "line_steps"),
        (line([], []), "line_points"),
        (line([0], [0]), "line_points"),
        (line(X, -np.sin(X)), "line_y"),
        (line(X, X), "line_is_x"),
        (line(X, np.tan(X)), ""),
        (line(X**2, np.sin(X)), ""),
    ],
)
def test_a_curve_beside_the_expected_one(got, key):
    assert found(got, line(X, np.sin(X))) == key
