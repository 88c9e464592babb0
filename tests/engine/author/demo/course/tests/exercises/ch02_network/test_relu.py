"""Checks of `relu`."""

import numpy as np
import pytest

from autograder.testing import assert_close


def test_example(student):
    """lets a positive number pass and stops a negative one"""
    assert_close(student.relu(np.array([-1.5, 0.0, 2.5])), [0.0, 0.0, 2.5])


### BEGIN HIDDEN TESTS
@pytest.mark.hint("Each element is compared with 0 by itself.")
def test_table(student):
    """works on a table element by element"""
    x = np.array([[-3.5, 0.25, 8.0], [4.75, -0.125, -6.0]])
    assert_close(student.relu(x), [[0.0, 0.25, 8.0], [4.75, 0.0, 0.0]])


def test_random(student, rng):
    """is right for random numbers"""
    x = rng.normal(size=12)
    assert_close(student.relu(x), [max(0.0, float(value)) for value in x])
### END HIDDEN TESTS
