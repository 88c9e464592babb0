"""Checks of `describe`: shape and dtype name, each a check of its own."""

import numpy as np
import pytest

from autograder.testing import assert_equal, assert_true


def both(answer):
    """The two facts of an answer."""
    is_pair = isinstance(answer, tuple) and len(answer) == 2
    assert_true(is_pair, "return a tuple of two: the shape, then the name of the dtype")
    return answer


@pytest.mark.hint("The shape has one size per axis, and a vector of 3 numbers has the shape (3,). The array knows it.")
def test_shape(student):
    """tells the shape first"""
    for shape in ((2, 2), (3,), (1, 4), (2, 3, 4), (0, 3)):
        assert_equal(both(student.describe(np.zeros(shape)))[0], shape)


@pytest.mark.hint("Ask this array for its dtype, and the dtype for its name, which is a text.")
def test_dtype(student):
    """tells the name of the dtype second, as a text"""
    assert_equal(both(student.describe(np.array([[1, 2], [3, 4]], dtype=np.int64)))[1], "int64")
    for name in ("float64", "bool", "uint8", "float32"):
        assert_equal(both(student.describe(np.ones(3, dtype=name)))[1], name)


### BEGIN HIDDEN TESTS
@pytest.mark.hint("Do not put the shape together by hand: whatever the array is, it knows its shape.")
def test_other_shapes(student):
    """tells other shapes"""
    for shape in ((4,), (3, 1), (5, 2), (1, 2, 1), (0,)):
        assert_equal(both(student.describe(np.zeros(shape)))[0], shape)


@pytest.mark.hint("The name differs from array to array: ask the array.")
def test_other_dtypes(student):
    """tells the names of other dtypes"""
    for name in ("int32", "float64", "uint16", "float32", "int64"):
        assert_equal(both(student.describe(np.ones((2, 2), dtype=name)))[1], name)


### END HIDDEN TESTS
