"""Checks of `step_function`: the jump from 0 to 1, for arrays of any shape."""

import numpy as np
import pytest

from autograder.testing import assert_close, assert_integers, assert_unchanged


def as_numbers(y):
    """`y` with 1 and 0 for True and False: their type is a check of its own, and costs no more than that."""
    return y.astype(int) if isinstance(y, np.ndarray) and y.dtype.kind == "b" else y


def assert_steps(got, x):
    """`got` has the shape of `x`, and the step of each of its elements."""
    assert_close(as_numbers(got), np.reshape([1.0 if value > 0 else 0.0 for value in np.ravel(x)], np.shape(x)))


@pytest.mark.hint("Compare each element with 0, and with nothing else. 0 is not above 0.")
def test_jump(student):
    """is 1 above 0, and 0 at 0 and below, as in the book"""
    for x in ([-1.0, 1.0, 2.0], [-1e-9, -0.0, 0.0, 1e-9], [-1e30, 1e30, 0.001, -0.001]):
        assert_steps(student.step_function(np.array(x)), x)
    assert_steps(student.step_function(np.array([3, 0, -2, 1])), [3, 0, -2, 1])


@pytest.mark.hint("A comparison with the whole array makes a new one, of whatever shape; a loop over x sees only its rows.")
def test_any_shape(student, rng):
    """makes a new array of the shape of x, also of a single number, and leaves x as it was"""
    for shape in ((2, 3), (1, 4), (3, 1), (2, 1, 3)):
        x = rng.normal(size=shape)
        x.flat[0], x.flat[-1] = -1.5, 2.5
        assert_steps(student.step_function(x), x)
        assert_unchanged(student, "x")
    for x in (2.0, -2.0):
        assert_steps(student.step_function(np.array(x)), x)
        assert_unchanged(student, "x")


@pytest.mark.hint("A comparison gives True and False. The answer should hold the whole numbers 1 and 0.")
def test_integers(student, rng):
    """returns an integer array"""
    x = np.append(rng.normal(size=4), [0.5, -0.5])
    assert_integers(student.step_function(x), np.array([1 if value > 0 else 0 for value in x]))


### BEGIN HIDDEN TESTS
@pytest.mark.hint("1 for what is above 0, however small it is; 0 for all the rest.")
def test_other_numbers(student, rng):
    """is right for each of many numbers, 0 among them"""
    x = np.append(rng.normal(scale=10, size=50), [-1e20, 0.0, 1e20, 1e-12, -1e-12])
    assert_steps(student.step_function(x), x)
    assert_steps(student.step_function(np.array([0, -7, 7])), [0, -7, 7])


@pytest.mark.hint("The answer has the shape of x, whatever that is.")
def test_other_shapes(student, rng):
    """makes a new array for other shapes, too"""
    for shape in ((3, 3), (1, 1), (5, 2), (3, 2, 2), (1,)):
        x = rng.choice([-1, 1], size=shape) * rng.uniform(0.1, 9, size=shape)
        assert_steps(student.step_function(x), x)
        assert_unchanged(student, "x")
        assert_steps(student.step_function(-x), -x)
        assert_unchanged(student, "x")
    for x in (0.25, -7.0):
        assert_steps(student.step_function(np.array(x)), x)
        assert_unchanged(student, "x")


@pytest.mark.hint("`astype` makes a copy with another type of element.")
def test_other_integers(student, rng):
    """returns integers for other numbers, too"""
    x = np.append(rng.normal(size=9), [1.5, -1.5])
    assert_integers(student.step_function(x), np.array([1 if value > 0 else 0 for value in x]))


### END HIDDEN TESTS
