"""Checks of `scale_columns`: one factor per column."""

import numpy as np
import pytest

from autograder.testing import assert_close


@pytest.mark.hint("Broadcasting repeats a vector of shape (m,) for every row of a table of shape (n, m).")
def test_book_example(student):
    """reproduces the book's example"""
    A = np.array([[1.0, 2.0], [3.0, 4.0]])
    assert_close(student.scale_columns(A, np.array([10.0, 20.0])), np.array([[10.0, 40.0], [30.0, 80.0]]))


### BEGIN HIDDEN TESTS
def scaled_slowly(A, factors):
    """The same by loops over every place."""
    n, m = A.shape
    return np.array([[A[i, j] * factors[j] for j in range(m)] for i in range(n)])


@pytest.mark.hint("Each factor belongs to a column, that is, to the second axis.")
def test_square_tables(student, rng):
    """keeps columns and rows apart where the table is square"""
    A, factors = rng.normal(size=(4, 4)), rng.normal(size=4)
    assert_close(student.scale_columns(A, factors), scaled_slowly(A, factors))


@pytest.mark.hint("There are as many factors as columns, whatever the number of rows.")
def test_tall_and_wide(student, rng):
    """works for tall and for wide tables"""
    for n, m in ((5, 2), (2, 6)):
        A, factors = rng.normal(size=(n, m)), rng.normal(size=m)
        assert_close(student.scale_columns(A, factors), scaled_slowly(A, factors))


@pytest.mark.hint("A single row or column is still a table: the result has the shape of A.")
def test_one_row_one_column(student):
    """keeps the shape of a single row and of a single column"""
    row, column = np.array([[1.0, 2.0, 3.0]]), np.array([[1.0], [2.0]])
    assert_close(student.scale_columns(row, np.array([2.0, 0.0, -1.0])), np.array([[2.0, 0.0, -3.0]]))
    assert_close(student.scale_columns(column, np.array([5.0])), np.array([[5.0], [10.0]]))
### END HIDDEN TESTS
