"""Checks of `rows`: a list of the rows."""

import numpy as np
import pytest

from autograder.testing import assert_close, assert_true


def assert_rows(answer, expected):
    """`answer` is a list of one-axis arrays with the values of `expected`, a list of lists."""
    assert_true(isinstance(answer, list), "return a list: its entries are the rows")
    assert_true(len(answer) == len(expected), "the list must have one entry for each row of X")
    for i in range(len(expected)):
        assert_close(answer[i], np.array(expected[i]))


@pytest.mark.hint("A for loop over a table visits its rows, one after the other.")
def test_book_example(student):
    """lists the rows of the book's example"""
    X = np.array([[51, 55], [14, 19], [0, 4]], dtype=np.int64)
    assert_rows(student.rows(X), [[51, 55], [14, 19], [0, 4]])


### BEGIN HIDDEN TESTS
@pytest.mark.hint("Rows run from left to right; the columns are not asked for.")
def test_square_and_wide(student, rng):
    """takes rows, not columns"""
    for shape in ((3, 3), (2, 5)):
        X = rng.normal(size=shape)
        assert_rows(student.rows(X), X.tolist())


@pytest.mark.hint("A table with a single row still gives a list, with one entry.")
def test_single_row(student):
    """gives a list of one for a single row"""
    assert_rows(student.rows(np.array([[1.0, -2.0, 3.0]])), [[1.0, -2.0, 3.0]])


@pytest.mark.hint("With one column, each row is an array of shape (1,), not a bare number.")
def test_single_column(student):
    """keeps one-element rows as arrays"""
    assert_rows(student.rows(np.array([[1.0], [2.0]])), [[1.0], [2.0]])
### END HIDDEN TESTS
