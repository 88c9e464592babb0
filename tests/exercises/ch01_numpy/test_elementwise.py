"""Checks of `elementwise`: sum and product, element by element."""

import numpy as np
import pytest

from autograder.testing import assert_close, assert_true


def assert_sum_and_product(answer, A, B):
    """`answer` is a tuple of the sum and the product, in every place what a loop over all places gives."""
    is_pair = isinstance(answer, tuple) and len(answer) == 2
    assert_true(is_pair, "return a tuple of two arrays: the sum, then the product")
    total, product = answer
    assert_close(total, np.reshape([a + b for a, b in zip(A.flat, B.flat, strict=True)], A.shape))
    assert_close(product, np.reshape([a * b for a, b in zip(A.flat, B.flat, strict=True)], A.shape))


@pytest.mark.hint("With arrays, the operator for adding numbers adds in every place at once.")
def test_vectors(student):
    """adds and multiplies vectors, as in the book"""
    A, B = np.array([1.0, 2.0, 3.0]), np.array([2.0, 4.0, 6.0])
    assert_sum_and_product(student.elementwise(A, B), A, B)
    A, B = np.array([0.0, -2.0, 1e8, -3.0]), np.array([-5.0, -4.0, 1e7, 3.0])
    assert_sum_and_product(student.elementwise(A, B), A, B)


@pytest.mark.hint("This is the product of the elements in the same place, not the matrix product.")
def test_any_shape(student, rng):
    """does the same for two arrays of any one shape"""
    A, B = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[3.0, 0.0], [0.0, 6.0]])
    assert_sum_and_product(student.elementwise(A, B), A, B)
    for shape in ((1, 3), (3, 1), (2, 1, 3), ()):
        A, B = rng.normal(size=shape), rng.normal(size=shape)
        assert_sum_and_product(student.elementwise(A, B), np.asarray(A), np.asarray(B))


### BEGIN HIDDEN TESTS
@pytest.mark.hint("Zero, negative and large numbers need no special case.")
def test_other_vectors(student, rng):
    """adds and multiplies other vectors"""
    for size in (1, 2, 7):
        A, B = rng.normal(scale=1e4, size=size), rng.normal(scale=1e4, size=size)
        assert_sum_and_product(student.elementwise(A, B), A, B)


@pytest.mark.hint("Elementwise arithmetic only needs two equal shapes: the number of axes does not matter.")
def test_other_shapes(student, rng):
    """adds and multiplies arrays of other shapes"""
    for shape in ((3, 3), (3, 5), (1, 1), (3, 2, 2), ()):
        A, B = rng.normal(size=shape), rng.normal(size=shape)
        assert_sum_and_product(student.elementwise(A, B), np.asarray(A), np.asarray(B))


### END HIDDEN TESTS
