"""Checks of `matrix_product`: its values against three plain loops."""

import numpy as np
import pytest

from autograder.testing import assert_close


def slow_product(A, B):
    """The definition in plain loops: each row of A against each column of B."""
    return [[sum(float(a) * float(b) for a, b in zip(row, column, strict=True)) for column in B.T] for row in A]


@pytest.mark.hint("A · B and B · A differ. Keep the order of the arguments, and turn neither of them.")
def test_book_example(student, rng):
    """multiplies square matrices in this order, as in the book"""
    A, B = np.array([[1, 2], [3, 4]]), np.array([[5, 6], [7, 8]])
    assert_close(student.matrix_product(A, B), [[19.0, 22.0], [43.0, 50.0]])
    A, B = rng.integers(-9, 10, size=(3, 3)), rng.integers(-9, 10, size=(3, 3))
    assert_close(student.matrix_product(A, B), slow_product(A, B))


@pytest.mark.hint("Row i of A and column j of B, multiplied in pairs and summed, give the element in row i, column j.")
def test_other_shapes(student, rng):
    """multiplies a (2, 3) matrix by a (3, 2) matrix, and larger ones"""
    A = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
    B = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
    assert_close(student.matrix_product(A, B), [[22.0, 28.0], [49.0, 64.0]])
    A, B = rng.normal(size=(7, 2)), rng.normal(size=(2, 5))
    assert_close(student.matrix_product(A, B), slow_product(A, B))


@pytest.mark.hint("Write the shapes down: (1, 4) · (4, 1) → (1, 1), and (4, 1) · (1, 4) → (4, 4).")
def test_row_and_column(student, rng):
    """multiplies a row by a column, and a column by a row"""
    row, column = rng.normal(size=(1, 4)), rng.normal(size=(4, 1))
    assert_close(student.matrix_product(row, column), slow_product(row, column))
    assert_close(student.matrix_product(column, row), slow_product(column, row))


### BEGIN HIDDEN TESTS
@pytest.mark.hint("For each element: a row of A, a column of B, the sum of the products.")
def test_other_square_matrices(student, rng):
    """multiplies other square matrices"""
    for n in (2, 4):
        A, B = rng.normal(size=(n, n)), rng.normal(size=(n, n))
        assert_close(student.matrix_product(A, B), slow_product(A, B))


@pytest.mark.hint("A row of A must be as long as a column of B: the inner two sizes agree, the outer two remain.")
def test_more_shapes(student, rng):
    """multiplies matrices of other shapes"""
    for n, k, m in ((8, 5, 3), (2, 6, 2), (3, 2, 7)):
        A, B = rng.normal(size=(n, k)), rng.normal(size=(k, m))
        assert_close(student.matrix_product(A, B), slow_product(A, B))


@pytest.mark.hint("A matrix with a single row or column is still a matrix with two axes.")
def test_other_rows_and_columns(student, rng):
    """multiplies other rows and columns"""
    row, column = rng.normal(size=(1, 3)), rng.normal(size=(3, 1))
    assert_close(student.matrix_product(row, column), slow_product(row, column))
    assert_close(student.matrix_product(column, row), slow_product(column, row))
    A = rng.normal(size=(2, 3))
    assert_close(student.matrix_product(A, column), slow_product(A, column))


### END HIDDEN TESTS
