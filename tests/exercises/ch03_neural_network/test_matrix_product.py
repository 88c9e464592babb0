"""Checks of `matrix_product`: its values against three plain loops."""

import numpy as np
import pytest

from autograder.testing import assert_close


def slow_product(A, B):
    """The definition in plain loops: each row of A against each column of B."""
    return [[sum(float(a) * float(b) for a, b in zip(row, column, strict=True)) for column in B.T] for row in A]


def test_book_example(student):
    """multiplies two square matrices, as in the book"""
    A, B = np.array([[1, 2], [3, 4]]), np.array([[5, 6], [7, 8]])
    assert_close(student.matrix_product(A, B), [[19.0, 22.0], [43.0, 50.0]])


def test_other_shapes(student):
    """multiplies a (2, 3) matrix by a (3, 2) matrix"""
    A = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
    B = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
    assert_close(student.matrix_product(A, B), [[22.0, 28.0], [49.0, 64.0]])


### BEGIN HIDDEN TESTS
@pytest.mark.hint("Row i of A and column j of B, multiplied in pairs and summed, give the element in row i, column j.")
def test_random_matrices(student, rng):
    """is right for every element of a larger product"""
    A, B = rng.normal(size=(4, 5)), rng.normal(size=(5, 3))
    assert_close(student.matrix_product(A, B), slow_product(A, B))


@pytest.mark.hint("A · B and B · A differ. Keep the order of the arguments, and turn neither of them.")
def test_order(student, rng):
    """keeps the order of two square matrices"""
    A, B = rng.integers(-9, 10, size=(3, 3)), rng.integers(-9, 10, size=(3, 3))
    assert_close(student.matrix_product(A, B), slow_product(A, B))


@pytest.mark.hint("Write the shapes down: (1, 4) · (4, 1) → (1, 1), and (4, 1) · (1, 4) → (4, 4).")
def test_row_and_column(student, rng):
    """multiplies a row by a column, and a column by a row"""
    row, column = rng.normal(size=(1, 4)), rng.normal(size=(4, 1))
    assert_close(student.matrix_product(row, column), slow_product(row, column))
    assert_close(student.matrix_product(column, row), slow_product(column, row))


@pytest.mark.hint("The matrix with ones on its diagonal and zeros elsewhere is to products what 1 is to numbers.")
def test_neutral_matrix(student, rng):
    """leaves A as it is when B has ones on the diagonal only"""
    A = rng.normal(size=(3, 3))
    assert_close(student.matrix_product(A, np.eye(3)), A)
### END HIDDEN TESTS
