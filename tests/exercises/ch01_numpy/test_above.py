"""Checks of `above`: choosing by a condition, against two loops."""

import numpy as np
import pytest

from autograder.testing import assert_close


def chosen(X, threshold):
    """The elements above the threshold by two loops."""
    return np.array([value for row in X for value in row if value > threshold])


@pytest.mark.hint("First compare, which gives an array of True and False; then use that array as an index.")
def test_book_example(student, rng):
    """keeps every element above the threshold, in reading order, as in the book"""
    X = np.array([[9.0, 1.0, 5.0], [5.0, 7.0, 9.0]])
    assert_close(student.above(X, 4.0), np.array([9.0, 5.0, 5.0, 7.0, 9.0]))
    X = np.array([[51, 55], [14, 19], [0, 4]], dtype=np.int64)
    assert_close(student.above(X, 15), np.array([51, 55, 19]))
    X = rng.normal(size=(4, 6))
    assert_close(student.above(X, -0.5), chosen(X, -0.5))


@pytest.mark.hint("Greater than is strict: 2 is not greater than 2. If nothing is greater, the array is empty.")
def test_limits(student):
    """leaves out what equals the threshold, and is empty when nothing is above it"""
    assert_close(student.above(np.array([[1.0, 2.0], [2.0, 3.0]]), 2.0), np.array([3.0]))
    assert_close(student.above(np.array([[0.5, 0.501, 0.499, 0.5]]), 0.5), np.array([0.501]))
    assert_close(student.above(np.array([[1.0, 2.0], [3.0, 4.0]]), 10.0), np.zeros(0))


### BEGIN HIDDEN TESTS
@pytest.mark.hint("Keep repeated elements too, and compare the elements themselves, not their sizes without sign.")
def test_other_tables(student, rng):
    """keeps the elements above other thresholds"""
    for threshold in (-1.0, 0.25, 0):
        X = rng.normal(size=(5, 4))
        X[3] = X[1]
        assert_close(student.above(X, threshold), chosen(X, threshold))


@pytest.mark.hint("An element that is exactly the threshold stays out.")
def test_other_limits(student):
    """is as strict with other thresholds"""
    X = np.array([[-3, 0, -3], [4, -3, 5]])
    assert_close(student.above(X, 4), np.array([5]))
    assert_close(student.above(X, -3), np.array([0, 4, 5]))
    assert_close(student.above(np.array([[-2.0, -2.002], [-1.999, -2.0]]), -2.0), np.array([-1.999]))
    assert_close(student.above(X, 5), np.zeros(0))


### END HIDDEN TESTS
