"""Checks of `identity_function`: nothing changes."""

import numpy as np
import pytest

from autograder.testing import assert_close


def test_example(student):
    """gives back the numbers it got"""
    assert_close(student.identity_function(np.array([57.3, -12.0, 0.0])), [57.3, -12.0, 0.0])


### BEGIN HIDDEN TESTS
@pytest.mark.hint("The identity changes nothing at all, whatever the numbers are.")
def test_random_numbers(student, rng):
    """changes none of many numbers"""
    x = np.append(rng.normal(scale=10, size=20), [-1e300, 1e300])
    assert_close(student.identity_function(x), x)


@pytest.mark.hint("The shape stays as it is, too.")
def test_two_dimensions(student, rng):
    """keeps the shape of a 2-D array"""
    x = rng.normal(size=(2, 3))
    assert_close(student.identity_function(x), x)


@pytest.mark.hint("Whole numbers stay what they are.")
def test_integer_input(student):
    """takes whole numbers too"""
    assert_close(student.identity_function(np.array([3, 0, -2])), [3.0, 0.0, -2.0])
### END HIDDEN TESTS
