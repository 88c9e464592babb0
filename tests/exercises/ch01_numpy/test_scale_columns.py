"""Checks of `scale_columns`: one factor per column, against loops over every place."""

import numpy as np
import pytest

from autograder.testing import assert_close


def scaled_slowly(A, factors):
    """Column j times factors[j], place by place."""
    n, m = A.shape
    return np.array([[A[i, j] * factors[j] for j in range(m)] for i in range(n)]).reshape(n, m)


@pytest.mark.hint("Each factor belongs to a column, that is, to the second axis. Broadcasting puts it there.")
def test_book_example(student, rng):
    """multiplies each column of a square table by its own factor, as in the book"""
    A = np.array([[1.0, 2.0], [3.0, 4.0]])
    assert_close(student.scale_columns(A, np.array([10.0, 20.0])), [[10.0, 40.0], [30.0, 80.0]])
    A, factors = rng.normal(size=(3, 3)), rng.normal(size=3)
    assert_close(student.scale_columns(A, factors), scaled_slowly(A, factors))


@pytest.mark.hint("There are as many factors as columns, whatever the number of rows; the result has the shape of A.")
def test_any_table(student):
    """works for tall and wide tables, and for a single row or column"""
    A = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
    assert_close(student.scale_columns(A, np.array([1.0, 0.0, -1.0])), [[1.0, 0.0, -3.0], [4.0, 0.0, -6.0]])
    for table in (A.T, A[:1], A[:, 1:2], np.arange(14.0).reshape(7, 2)):
        factors = np.arange(2.0, 2.0 + table.shape[1])
        assert_close(student.scale_columns(table, factors), scaled_slowly(table, factors))


### BEGIN HIDDEN TESTS
@pytest.mark.hint("With a square table both directions seem to fit: the factors go along the columns.")
def test_other_square_tables(student, rng):
    """multiplies the columns of other square tables"""
    for n in (2, 4):
        A, factors = rng.normal(size=(n, n)), rng.normal(size=n)
        assert_close(student.scale_columns(A, factors), scaled_slowly(A, factors))


@pytest.mark.hint("Write the shapes (n, m) and (m,) below each other, flush right.")
def test_other_tables(student, rng):
    """multiplies the columns of tables of other shapes"""
    for n, m in ((8, 2), (2, 6), (1, 4), (3, 1)):
        A, factors = rng.normal(size=(n, m)), rng.normal(size=m)
        assert_close(student.scale_columns(A, factors), scaled_slowly(A, factors))


### END HIDDEN TESTS
