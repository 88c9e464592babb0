"""Checks of `double`."""

import numpy as np
import pytest

from autograder.testing import assert_close


def test_example(student):
    """doubles three numbers"""
    assert_close(student.double(np.array([1.0, 2.0, 3.0])), [2.0, 4.0, 6.0])


### BEGIN HIDDEN TESTS
@pytest.mark.weight(2)
@pytest.mark.hint("The sign is part of the number.")
def test_table(student):
    """doubles a table with negative numbers"""
    x = np.array([[-1.25, 0.5, 7.75], [3.5, -8.25, 0.0]])
    assert_close(student.double(x), [[-2.5, 1.0, 15.5], [7.0, -16.5, 0.0]])


def test_random(student, reference, rng):
    """doubles random numbers"""
    x = rng.normal(size=(4, 3))
    assert_close(student.double(x), reference.double(x))
### END HIDDEN TESTS
