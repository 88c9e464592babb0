"""Checks of `softmax`: rows of a batch, each against the formula in plain Python."""

import math

import numpy as np
import pytest

from autograder.testing import assert_close


def slow_softmax(scores):
    """The formula for one sample in plain loops, with scores that cannot overflow."""
    largest = max(float(score) for score in scores)
    exponentials = [math.exp(float(score) - largest) for score in scores]
    return [exponential / sum(exponentials) for exponential in exponentials]


@pytest.mark.hint("Add up along the last axis only, and keep that axis so that the totals fit beside the rows.")
def test_batch(student, rng):
    """gives each row of a batch its own probabilities"""
    for shape in ((3, 3), (2, 4), (5, 2), (1, 4), (8, 3)):
        a = rng.uniform(-5, 5, size=shape)
        assert_close(student.softmax(a), [slow_softmax(row) for row in a])


@pytest.mark.hint("Each row needs its own shift: the largest score of another row does not help it.")
def test_large_scores_in_a_batch(student):
    """stays right when one row's scores are large and another's small"""
    for a in (
        [[1000.0, 999.0], [-1000.0, -1002.0], [0.0, 1.0]],
        [[-1000.0, 1000.0, -1000.0], [-1000.0, -999.0, -998.0]],
    ):
        assert_close(student.softmax(np.array(a)), [slow_softmax(row) for row in a])


@pytest.mark.hint("One sample has a single axis. The last axis, -1, is there in a sample and in a batch.")
def test_one_sample(student, rng):
    """takes a single sample as well, with small scores and with large ones"""
    assert_close(student.softmax(np.array([0.3, 2.9, 4.0])), [0.01821127, 0.24519181, 0.73659691])
    for a in (rng.uniform(-5, 5, size=6), np.array([1000.0, 999.0, -1000.0]), np.array([2, 0, -1, 2])):
        assert_close(student.softmax(a), slow_softmax(a))


### BEGIN HIDDEN TESTS
@pytest.mark.hint("Each row is a sample of its own: it has its own total, and sums to 1.")
def test_other_batches(student, rng):
    """gives each row of other batches its own probabilities"""
    for shape in ((4, 4), (3, 2), (1, 5), (20, 3)):
        a = rng.uniform(-6, 6, size=shape)
        assert_close(student.softmax(a), [slow_softmax(row) for row in a])


@pytest.mark.hint("Take the largest score along the last axis, one for each row.")
def test_other_large_scores_in_a_batch(student, rng):
    """stays right for other batches with large scores"""
    a = np.array([[-950.0], [1000.0], [0.0], [-1000.0]]) + rng.uniform(-3, 3, size=(4, 3))
    assert_close(student.softmax(a), [slow_softmax(row) for row in a])
    a = rng.uniform(-1000, 1000, size=(6, 5))
    assert_close(student.softmax(a), [slow_softmax(row) for row in a])


@pytest.mark.hint("With keepdims=True and axis=-1 the same line serves one sample and a batch.")
def test_other_samples(student, rng):
    """takes other single samples"""
    for a in (rng.uniform(-8, 8, size=4), rng.uniform(-1000, 1000, size=5), np.array([-1, 3, 3])):
        assert_close(student.softmax(a), slow_softmax(a))


### END HIDDEN TESTS
