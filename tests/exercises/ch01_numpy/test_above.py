"""Checks of `above`: choosing by a condition."""

import numpy as np
import pytest

from autograder.testing import assert_close


@pytest.mark.hint("First compare, which gives an array of True and False; then use that array as an index.")
def test_book_example(student):
    """finds the book's elements above 15"""
    X = np.array([[51, 55], [14, 19], [0, 4]], dtype=np.int64)
    assert_close(student.above(X, 15), np.array([51, 55, 19]))


### BEGIN HIDDEN TESTS
@pytest.mark.hint("Greater than is strict: 2 is not greater than 2.")
def test_equal_stays_out(student):
    """leaves out elements equal to the threshold"""
    assert_close(student.above(np.array([[1.0, 2.0], [2.0, 3.0]]), 2.0), np.array([3.0]))


@pytest.mark.hint("Keep every element that is greater, repeated ones too, in the order in which you read the table.")
def test_order_and_repeats(student):
    """keeps reading order and repeated elements"""
    X = np.array([[9.0, 1.0, 5.0], [5.0, 7.0, 9.0]])
    assert_close(student.above(X, 4.0), np.array([9.0, 5.0, 5.0, 7.0, 9.0]))


@pytest.mark.hint("If no element is greater, the answer is an array of length 0.")
def test_nothing_above(student):
    """gives an empty array when nothing is greater"""
    assert_close(student.above(np.array([[1.0, 2.0], [3.0, 4.0]]), 10.0), np.zeros(0))


@pytest.mark.hint("The threshold may be negative: compare the elements themselves, not their sizes without sign.")
def test_negative_threshold(student, rng):
    """agrees with a slow loop around a negative threshold"""
    X = rng.normal(size=(4, 6))
    assert_close(student.above(X, -0.5), np.array([value for row in X for value in row if value > -0.5]))
### END HIDDEN TESTS
