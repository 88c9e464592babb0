"""Checks of `flatten`: a table in reading order."""

import numpy as np
import pytest

from autograder.testing import assert_array, assert_close


@pytest.mark.hint("Arrays have a method for just this; it takes the elements in reading order.")
def test_book_example(student):
    """reproduces the book's example"""
    X = np.array([[51, 55], [14, 19], [0, 4]], dtype=np.int64)
    assert_close(student.flatten(X), np.array([51, 55, 14, 19, 0, 4]))


### BEGIN HIDDEN TESTS
@pytest.mark.hint("Reading order: finish the first row before you begin the second.")
def test_rows_before_columns(student, rng):
    """goes row by row, not column by column"""
    for shape in ((4, 4), (2, 5)):
        X = rng.normal(size=shape)
        assert_close(student.flatten(X), np.array([value for row in X for value in row]))


@pytest.mark.hint("The result has a single axis, even when X has a single row or column.")
def test_thin_tables(student):
    """has one axis for a single row and a single column too"""
    assert_close(student.flatten(np.array([[3.0, 1.0, 2.0]])), np.array([3.0, 1.0, 2.0]))
    assert_close(student.flatten(np.array([[3.0], [1.0], [2.0]])), np.array([3.0, 1.0, 2.0]))


@pytest.mark.hint("Nothing gets lost: cut into rows again, the result must be X.")
def test_reversible(student, rng):
    """can be cut into the same rows again"""
    X = rng.normal(size=(3, 4))
    assert_close(assert_array(student.flatten(X), (12,)).reshape(3, 4), X)
### END HIDDEN TESTS
