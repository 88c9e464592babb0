"""Checks of `stable_softmax`: its values against the formula in plain Python, with scores that overflow unless they are shifted."""

import math

import numpy as np
import pytest

from autograder.testing import assert_close


def slow_softmax(scores):
    """The formula for one sample in plain loops, with scores that cannot overflow."""
    largest = max(float(score) for score in scores)
    exponentials = [math.exp(float(score) - largest) for score in scores]
    return [exponential / sum(exponentials) for exponential in exponentials]


@pytest.mark.hint("Shifted or not, the probabilities are those of the formula.")
def test_small_scores(student, rng):
    """gives the same as the formula for small scores"""
    assert_close(student.stable_softmax(np.array([0.3, 2.9, 4.0])), [0.01821127, 0.24519181, 0.73659691])
    for size in (2, 5, 10):
        a = np.append(rng.uniform(-5, 5, size=size), 8.5)
        assert_close(student.stable_softmax(a), slow_softmax(a))


@pytest.mark.hint("exp(1000) is infinite, exp(-1000) is 0. Shift the scores first, so that the largest becomes 0.")
def test_large_scores(student):
    """stays right for scores of 1000 and of -1000"""
    # In some the mean, the median, the first or the smallest score is far from the largest: no shift by these will do.
    for a in ([-1000.0, -1001.0], [1000.0, 999.0, -1000.0], [-1000.0, 1000.0, -1000.0, -1000.0], [1000.0, 1000.0]):
        assert_close(student.stable_softmax(np.array(a)), slow_softmax(a))
    assert_close(student.stable_softmax(np.array([1010, 1000, 990])), slow_softmax([1010, 1000, 990]))


### BEGIN HIDDEN TESTS
@pytest.mark.hint("Adding the same number to every score multiplies numerator and total alike, and cancels.")
def test_other_small_scores(student, rng):
    """gives the same as the formula for other small scores"""
    for size in (3, 4, 12):
        a = np.append(9.5, rng.uniform(-8, 8, size=size))
        assert_close(student.stable_softmax(a), slow_softmax(a))
    assert_close(student.stable_softmax(np.array([1, 0, -2])), slow_softmax([1, 0, -2]))


@pytest.mark.hint("Which of the scores, taken away from all, leaves no exponent above 0 and one that is exactly 0?")
def test_other_large_scores(student, rng):
    """stays right for other scores as large"""
    for size in (2, 5, 8):
        a = rng.uniform(-1000, 1000, size=size)
        assert_close(student.stable_softmax(a), slow_softmax(a))
    for a in ([-990.0, -995.0, 1000.0, -1000.0, -985.0], [-999.5, -1000.0, -998.0], [998.0, 1000.0, 999.5]):
        assert_close(student.stable_softmax(np.array(a)), slow_softmax(a))


### END HIDDEN TESTS
