"""Checks of `elementwise`: sum and product, element by element."""

import numpy as np
import pytest

from autograder.testing import assert_close, assert_true


def sum_and_product(answer):
    """The two arrays of an answer."""
    pair = isinstance(answer, tuple) and len(answer) == 2
    assert_true(pair, "return a tuple of two arrays: the sum, then the product")
    return answer


@pytest.mark.hint("With arrays, the operator for adding numbers adds in every place at once.")
def test_book_vectors(student):
    """adds and multiplies the book's vectors"""
    total, product = sum_and_product(student.elementwise(np.array([1.0, 2.0, 3.0]), np.array([2.0, 4.0, 6.0])))
    assert_close(total, np.array([3.0, 6.0, 9.0]))
    assert_close(product, np.array([2.0, 8.0, 18.0]))


@pytest.mark.hint("This is the product of the elements in the same place, not the matrix product.")
def test_book_matrices(student):
    """adds and multiplies the book's matrices"""
    A, B = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[3.0, 0.0], [0.0, 6.0]])
    total, product = sum_and_product(student.elementwise(A, B))
    assert_close(total, np.array([[4.0, 2.0], [3.0, 10.0]]))
    assert_close(product, np.array([[3.0, 0.0], [0.0, 24.0]]))


### BEGIN HIDDEN TESTS
@pytest.mark.hint("Rows and columns may differ in number: elementwise arithmetic only needs two equal shapes.")
def test_agrees_with_loops(student, rng):
    """agrees with a slow loop on a table that is not square"""
    A, B = rng.normal(size=(3, 5)), rng.normal(size=(3, 5))
    total, product = sum_and_product(student.elementwise(A, B))
    assert_close(total, np.array([[A[i, j] + B[i, j] for j in range(5)] for i in range(3)]))
    assert_close(product, np.array([[A[i, j] * B[i, j] for j in range(5)] for i in range(3)]))


@pytest.mark.hint("Zero, negative and large numbers need no special case.")
def test_signs_and_sizes(student):
    """copes with zero, negative and large numbers"""
    A, B = np.array([0.0, -2.0, 1e200, -3.0]), np.array([-5.0, -4.0, 1e50, 3.0])
    total, product = sum_and_product(student.elementwise(A, B))
    assert_close(total, np.array([-5.0, -6.0, 1e200, 0.0]))
    assert_close(product, np.array([0.0, 8.0, 1e250, -9.0]))
### END HIDDEN TESTS
