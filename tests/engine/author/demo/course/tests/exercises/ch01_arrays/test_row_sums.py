"""Checks of `row_sums`, against a plain loop."""

import numpy as np
import pytest

from autograder.testing import assert_close


def slow_sums(X):
    """One row after another."""
    return [sum(float(value) for value in row) for row in X]


def test_example(student):
    """adds up two rows"""
    assert_close(student.row_sums(np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])), [6.0, 15.0])


### BEGIN HIDDEN TESTS
@pytest.mark.hint("As many rows as columns: which of the two does `axis` name?")
def test_square(student):
    """adds up rows, not columns, of a square table"""
    X = np.array([[1.5, -2.25, 0.125], [3.0, 0.5, -7.75], [2.0, 6.25, 1.0]])
    assert_close(student.row_sums(X), slow_sums(X))


def test_random(student, rng):
    """is right for random numbers"""
    X = rng.normal(size=(5, 4))
    assert_close(student.row_sums(X), slow_sums(X))
### END HIDDEN TESTS
