"""Checks of `sigmoid`: its values against the formula in plain Python."""

import math

import numpy as np
import pytest

from autograder.testing import assert_close, assert_unchanged


def assert_sigmoid(got, x):
    """`got` has the shape of `x`, and the sigmoid of each of its elements."""
    assert_close(got, np.reshape([1 / (1 + math.exp(-value)) for value in np.ravel(x)], np.shape(x)))


@pytest.mark.hint("Write the formula down with all its brackets, and work through one element by hand.")
def test_book_example(student, rng):
    """follows the formula, as in the book"""
    assert_close(student.sigmoid(np.array([-1.0, 1.0, 2.0])), [0.26894142, 0.73105858, 0.88079708])
    for x in ([0.0, -0.0, 1e-3], [-7.5, 12.0, -18.0], rng.normal(size=20)):
        assert_sigmoid(student.sigmoid(np.array(x)), x)
    assert_sigmoid(student.sigmoid(np.array([-2, 0, 3])), [-2, 0, 3])


@pytest.mark.hint("np.exp and arithmetic make new arrays, of whatever shape; a loop over x sees only its rows.")
def test_any_shape(student, rng):
    """makes a new array of the shape of x, also of a single number, and leaves x as it was"""
    for shape in ((2, 3), (1, 4), (3, 1), (2, 1, 3), ()):
        x = rng.normal(scale=3, size=shape)
        assert_sigmoid(student.sigmoid(np.asarray(x)), x)
        assert_unchanged(student, "x")


@pytest.mark.hint("Infinity divided by infinity is no number. Keep the exponential below the line only.")
def test_far_out(student):
    """reaches 0 and 1 far away from 0"""
    assert_close(student.sigmoid(np.array([-1000.0, -100.0, 100.0, 1000.0])), [0.0, 0.0, 1.0, 1.0])


### BEGIN HIDDEN TESTS
@pytest.mark.hint("Mind the minus sign in the exponent, and the brackets around all that stands below the line.")
def test_other_numbers(student, rng):
    """is right for each of many numbers"""
    for x in (rng.uniform(-20, 20, size=50), rng.integers(-9, 10, size=6), [0.0, 5e-4]):
        assert_sigmoid(student.sigmoid(np.array(x)), x)


@pytest.mark.hint("The answer has the shape of x, whatever that is.")
def test_other_shapes(student, rng):
    """makes a new array for other shapes, too"""
    for shape in ((3, 3), (1, 1), (5, 2), (3, 2, 2), (1,), ()):
        x = rng.normal(scale=3, size=shape)
        assert_sigmoid(student.sigmoid(np.asarray(x)), x)
        assert_unchanged(student, "x")


@pytest.mark.hint("exp(1000) is infinite: it may stand below the line, never above it.")
def test_farther_out(student):
    """reaches 0 and 1 at other numbers far away from 0"""
    assert_close(student.sigmoid(np.array([800.0, -750.0, 5000.0, -1e6])), [1.0, 0.0, 1.0, 0.0])


### END HIDDEN TESTS
