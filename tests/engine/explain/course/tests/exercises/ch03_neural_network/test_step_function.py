"""Checks of `step_function`: the jump from 0 to 1, for arrays of any shape."""

import numpy as np
import pytest

from autograder.testing import assert_array, assert_close, assert_true


def as_numbers(y):
    """`y` with 1 and 0 for True and False: their type is a check of its own, and costs no more than that."""
    return y.astype(int) if isinstance(y, np.ndarray) and y.dtype.kind == "b" else y


def test_book_example(student):
    """reproduces the book's example"""
    assert_close(as_numbers(student.step_function(np.array([-1.0, 1.0, 2.0]))), [0.0, 1.0, 1.0])


@pytest.mark.hint("A comparison gives True and False. The answer should hold the whole numbers 1 and 0.")
def test_integers(student, rng):
    """returns an integer array"""
    got = student.step_function(rng.normal(size=5))
    assert_array(as_numbers(got), (5,))
    assert_true(got.dtype.kind in "iu", "the elements must be integers, not truth values or decimal numbers")


### BEGIN HIDDEN TESTS
@pytest.mark.hint("0 is not above 0.")
def test_zero(student):
    """gives 0 at 0 and 1 just above it"""
    assert_close(as_numbers(student.step_function(np.array([-1e-9, -0.0, 0.0, 1e-9]))), [0.0, 0.0, 0.0, 1.0])


@pytest.mark.hint("Compare each element with 0, and with nothing else.")
def test_random_numbers(student, rng):
    """is right for each of many numbers, small and large"""
    x = np.append(rng.normal(scale=10, size=50), [-1e300, 1e300])
    assert_close(as_numbers(student.step_function(x)), [1.0 if value > 0 else 0.0 for value in x])


@pytest.mark.hint("A comparison with the whole array works for every shape; a loop over x sees only its rows.")
def test_two_dimensions(student, rng):
    """keeps the shape of a 2-D array"""
    x = rng.normal(size=(3, 4))
    assert_close(as_numbers(student.step_function(x)), [[1.0 if value > 0 else 0.0 for value in row] for row in x])


@pytest.mark.hint("Whole numbers can be compared with 0 like any others.")
def test_integer_input(student):
    """takes whole numbers too"""
    assert_close(as_numbers(student.step_function(np.array([3, 0, -2, 1]))), [1.0, 0.0, 0.0, 1.0])
### END HIDDEN TESTS
