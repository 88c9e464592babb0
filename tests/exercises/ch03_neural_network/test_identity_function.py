"""Checks of `identity_function`: nothing changes."""

import numpy as np
import pytest

from autograder.testing import assert_close


@pytest.mark.hint("The identity changes nothing at all, neither the numbers nor the shape.")
def test_example(student, rng):
    """gives back what it got, whatever the numbers and the shape"""
    for x in ([57.3, -12.0, 0.0], [3, 0, -2], [-1e30, 1e-6, 1e30]):
        assert_close(student.identity_function(np.array(x)), np.array(x))
    for shape in ((2, 3), (1, 4), (3, 1), (2, 1, 3), ()):
        x = rng.normal(size=shape)
        assert_close(student.identity_function(np.asarray(x)), x)


### BEGIN HIDDEN TESTS
@pytest.mark.hint("The identity changes nothing at all, neither the numbers nor the shape.")
def test_other_arrays(student, rng):
    """gives back other arrays"""
    for shape in ((20,), (3, 3), (1, 1), (5, 2), (3, 2, 2), ()):
        x = rng.normal(scale=10, size=shape)
        assert_close(student.identity_function(np.asarray(x)), x)
    assert_close(student.identity_function(np.array([[8], [-5]])), np.array([[8], [-5]]))


### END HIDDEN TESTS
