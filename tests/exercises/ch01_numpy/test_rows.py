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


@pytest.mark.hint("A for loop over a table visits its rows, one after the other. The columns are not asked for.")
def test_book_example(student, rng):
    """lists the rows of the book's table, and of larger ones"""
    X = np.array([[51, 55], [14, 19], [0, 4]], dtype=np.int64)
    assert_rows(student.rows(X), [[51, 55], [14, 19], [0, 4]])
    X = rng.integers(-9, 10, size=(6, 3))
    assert_rows(student.rows(X), X.tolist())
    X = np.array([[2.0, 1.0], [3.0, 0.0], [2.0, 1.0], [3.0, 0.0]])
    assert_rows(student.rows(X), [[2.0, 1.0], [3.0, 0.0], [2.0, 1.0], [3.0, 0.0]])


@pytest.mark.hint("A table with one row gives a list of one; with one column, each row is an array of shape (1,).")
def test_single_row_and_column(student):
    """gives arrays also for a single row and for a single column"""
    assert_rows(student.rows(np.array([[1.0, -2.0, 3.0]])), [[1.0, -2.0, 3.0]])
    assert_rows(student.rows(np.array([[1.0], [2.0]])), [[1.0], [2.0]])


### BEGIN HIDDEN TESTS
@pytest.mark.hint("Rows run from left to right, and every one of them counts, also if two are equal.")
def test_other_tables(student, rng):
    """lists the rows of other tables"""
    for shape in ((3, 3), (2, 5), (8, 2)):
        X = rng.normal(size=shape)
        assert_rows(student.rows(X), X.tolist())
    X = np.array([[7, 7], [1, 2], [7, 7], [7, 7], [0, 1]])
    assert_rows(student.rows(X), X.tolist())


@pytest.mark.hint("Each entry stays what the loop hands over: an array with one axis.")
def test_other_single_row_and_column(student, rng):
    """gives arrays for other single rows and columns"""
    for shape in ((1, 4), (5, 1), (1, 1)):
        X = rng.normal(size=shape)
        assert_rows(student.rows(X), X.tolist())


### END HIDDEN TESTS
