"""Checks of `flatten`: a table in reading order."""

import numpy as np
import pytest

from autograder.testing import assert_close


def in_reading_order(X):
    """The elements by two loops."""
    return np.array([value for row in X for value in row])


@pytest.mark.hint("Reading order: finish the first row before you begin the second. Arrays have a method for this.")
def test_book_example(student, rng):
    """puts the book's table, and larger ones, into reading order"""
    X = np.array([[51, 55], [14, 19], [0, 4]], dtype=np.int64)
    assert_close(student.flatten(X), np.array([51, 55, 14, 19, 0, 4]))
    for shape in ((4, 4), (2, 5)):
        X = rng.normal(size=shape)
        assert_close(student.flatten(X), in_reading_order(X))


@pytest.mark.hint("The result has a single axis, even when X has a single row or column.")
def test_single_row_and_column(student):
    """has one axis also for a single row, a single column, a single number"""
    assert_close(student.flatten(np.array([[3.0, 1.0, 2.0]])), np.array([3.0, 1.0, 2.0]))
    assert_close(student.flatten(np.array([[3.0], [1.0], [2.0]])), np.array([3.0, 1.0, 2.0]))
    assert_close(student.flatten(np.array([[5.0]])), np.array([5.0]))


### BEGIN HIDDEN TESTS
@pytest.mark.hint("Go row by row, not column by column, and let nothing get lost.")
def test_other_tables(student, rng):
    """puts other tables into reading order"""
    for shape in ((3, 3), (3, 4), (5, 2)):
        X = rng.normal(size=shape)
        assert_close(student.flatten(X), in_reading_order(X))


@pytest.mark.hint("A shape such as (1, n) still has two axes.")
def test_other_single_row_and_column(student, rng):
    """has one axis for other single rows and columns"""
    for shape in ((1, 5), (4, 1), (1, 1)):
        X = rng.normal(size=shape)
        assert_close(student.flatten(X), in_reading_order(X))


### END HIDDEN TESTS
