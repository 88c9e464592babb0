"""Checks of `relu`: its values against a comparison in plain Python."""

import numpy as np
import pytest

from autograder.testing import assert_close


def test_example(student):
    """cuts off what is below 0"""
    assert_close(student.relu(np.array([-3.0, -0.5, 0.0, 0.5, 4.0])), [0.0, 0.0, 0.0, 0.5, 4.0])


### BEGIN HIDDEN TESTS
@pytest.mark.hint("Elements above 0 come back exactly as they were, all others as 0.")
def test_random_numbers(student, rng):
    """is right for each of many numbers, small and large"""
    x = np.append(rng.normal(scale=10, size=50), [-1e300, -1e-9, -0.0, 1e-9, 1e300])
    assert_close(student.relu(x), [float(value) if value > 0 else 0.0 for value in x], atol=0)


@pytest.mark.hint("Look for a function that compares element by element; a loop over x sees only its rows.")
def test_two_dimensions(student, rng):
    """keeps the shape of a 2-D array"""
    x = rng.normal(size=(3, 4))
    assert_close(student.relu(x), [[float(value) if value > 0 else 0.0 for value in row] for row in x])


@pytest.mark.hint("Nothing is above 0 here, so nothing is let through.")
def test_all_negative(student, rng):
    """gives 0 everywhere when nothing is above 0"""
    assert_close(student.relu(rng.uniform(-9, -1, size=6)), np.zeros(6))


@pytest.mark.hint("Whole numbers are compared with 0 like any others.")
def test_integer_input(student):
    """takes whole numbers too"""
    assert_close(student.relu(np.array([[5, 0], [-4, 2]])), [[5.0, 0.0], [0.0, 2.0]])
### END HIDDEN TESTS
