"""Checks of `describe`: shape and dtype name."""

import numpy as np
import pytest

from autograder.testing import assert_equal


@pytest.mark.hint("It knows both: look at its attributes `shape` and `dtype`, and at what the dtype itself knows.")
def test_book_example(student):
    """reproduces the book's example"""
    A = np.array([[1, 2], [3, 4]], dtype=np.int64)
    assert_equal(student.describe(A), ((2, 2), "int64"))


### BEGIN HIDDEN TESTS
@pytest.mark.hint("A vector of 3 numbers has the shape (3,), a tuple of one. Let the array tell its shape.")
def test_vector_of_floats(student):
    """describes a vector of floats"""
    assert_equal(student.describe(np.array([1.0, 2.0, 3.0])), ((3,), "float64"))


@pytest.mark.hint("The shape has one size per axis, and an axis may have size 0. Do not put it together by hand.")
def test_more_axes_and_empty(student):
    """describes three axes, and a table without rows"""
    assert_equal(student.describe(np.zeros((2, 3, 4))), ((2, 3, 4), "float64"))
    assert_equal(student.describe(np.zeros((0, 3))), ((0, 3), "float64"))


@pytest.mark.hint("Ask this array for its dtype: the name differs from array to array.")
def test_every_kind_of_number(student):
    """names other dtypes too"""
    for name in ("bool", "uint8", "int32", "float32"):
        assert_equal(student.describe(np.ones((2, 1), dtype=name)), ((2, 1), name))
### END HIDDEN TESTS
