"""Checks of `forward`, against plain loops."""

import numpy as np
import pytest

from autograder.testing import assert_close


def slow_product(x, W):
    """One sum per column."""
    return [sum(float(a) * float(w) for a, w in zip(x, column, strict=True)) for column in W.T]


def slow_forward(x, W1, W2):
    """Both layers, one neuron at a time."""
    return slow_product([max(0.0, value) for value in slow_product(x, W1)], W2)


def test_example(student):
    """is right for two inputs and one output"""
    W1, W2 = np.array([[1.0, -1.0], [2.0, 0.5]]), np.array([[3.0], [1.0]])
    assert_close(student.forward(np.array([1.0, 2.0]), W1, W2), [15.0])


### BEGIN HIDDEN TESTS
@pytest.mark.hint("What is negative after the first layer must not reach the second.")
def test_negative_sums(student):
    """stops negative sums between the layers"""
    x, W1 = np.array([1.5, -0.25, 2.0]), np.array([[1.0, -2.0], [0.5, 4.0], [-1.0, -0.75]])
    W2 = np.array([[2.0, 0.5, 1.25], [-3.5, 1.0, 0.75]])
    assert_close(student.forward(x, W1, W2), slow_forward(x, W1, W2))


@pytest.mark.weight(2)
def test_random(student, rng):
    """is right for random weights"""
    x, W1, W2 = rng.normal(size=3), rng.normal(size=(3, 4)), rng.normal(size=(4, 2))
    assert_close(student.forward(x, W1, W2), slow_forward(x, W1, W2))
### END HIDDEN TESTS
