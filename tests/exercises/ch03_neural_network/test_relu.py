"""Checks of `relu`: its values against a comparison in plain Python."""

import numpy as np
import pytest

from autograder.testing import assert_close, assert_unchanged


def assert_relu(got, x):
    """`got` has the shape of `x`; each element is that of `x` where it is above 0, else 0."""
    assert_close(got, np.reshape([float(value) if value > 0 else 0.0 for value in np.ravel(x)], np.shape(x)))


@pytest.mark.hint("What is below 0 becomes 0, and all else stays as it is.")
def test_example(student, rng):
    """cuts off what is below 0"""
    for x in (
        [-3.0, -0.5, 0.0, 0.5, 0.75],
        [-0.01, 0.01, -0.0, 1.0],
        [-400.0, -1.0, -0.2],
        rng.uniform(-1, 1, size=20),
    ):
        assert_relu(student.relu(np.array(x)), x)


@pytest.mark.hint("Unlike the sigmoid, ReLU has no upper end: 400 stays 400.")
def test_large_numbers(student):
    """lets large numbers through as they are, and whole ones"""
    for x in ([4.0, 400.0, -400.0], [1e6, -1e6, 123456.75], [-1e30, 1e30]):
        assert_relu(student.relu(np.array(x)), x)
    assert_relu(student.relu(np.array([5, 0, -4, 200])), [5, 0, -4, 200])


@pytest.mark.hint("Look for a function that makes a new array, element by element; a loop over x sees only its rows.")
def test_any_shape(student, rng):
    """makes a new array of the shape of x, also of a single number, and leaves x as it was"""
    for shape in ((2, 3), (1, 4), (3, 1), (2, 1, 3)):
        x = rng.uniform(-1, 1, size=shape)
        x.flat[0], x.flat[-1] = -0.5, 0.25
        assert_relu(student.relu(x), x)
        assert_unchanged(student, "x")
    for x in (-0.75, 0.75):
        assert_relu(student.relu(np.array(x)), x)
        assert_unchanged(student, "x")


### BEGIN HIDDEN TESTS
@pytest.mark.hint("For each element: the larger one of it and 0.")
def test_other_numbers(student, rng):
    """cuts off other numbers"""
    for x in (rng.uniform(-1, 1, size=50), rng.uniform(-9, -1, size=6), [1e-9, -1e-9, 0.0, -0.3]):
        assert_relu(student.relu(np.array(x)), x)


@pytest.mark.hint("Elements above 0 come back exactly as they were.")
def test_other_large_numbers(student, rng):
    """lets other large numbers through"""
    x = np.append(rng.normal(scale=1e5, size=20), [-1e20, 1e20, 2.5])
    assert_relu(student.relu(x), x)
    x = np.array([[70, -3], [-900, 81]])
    assert_relu(student.relu(x), x)


@pytest.mark.hint("The answer has the shape of x, whatever that is.")
def test_other_shapes(student, rng):
    """makes a new array for other shapes, too"""
    for shape in ((3, 3), (1, 1), (5, 2), (3, 2, 2), (1,)):
        x = rng.choice([-1, 1], size=shape) * rng.uniform(0.1, 0.9, size=shape)
        assert_relu(student.relu(x), x)
        assert_unchanged(student, "x")
        assert_relu(student.relu(-x), -x)
        assert_unchanged(student, "x")
    for x in (-0.125, 0.6):
        assert_relu(student.relu(np.array(x)), x)
        assert_unchanged(student, "x")


### END HIDDEN TESTS
