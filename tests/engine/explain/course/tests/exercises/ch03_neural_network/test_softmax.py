"""Checks of `softmax`: its values against the formula in plain Python, and its properties."""

import math

import numpy as np
import pytest

from autograder.testing import assert_array, assert_close, assert_true


def test_book_example(student):
    """reproduces the book's example"""
    assert_close(student.softmax(np.array([0.3, 2.9, 4.0])), [0.01821127, 0.24519181, 0.73659691])


def test_sum(student, rng):
    """gives positive numbers that sum to 1"""
    y = assert_array(student.softmax(rng.uniform(-5, 5, size=6)), (6,))
    assert_true(np.all(y > 0), "every probability must be above 0")
    assert_close(np.sum(y), 1.0)


### BEGIN HIDDEN TESTS
def slow_softmax(scores):
    """The formula for one sample in plain loops, with scores that cannot overflow."""
    largest = max(float(score) for score in scores)
    exponentials = [math.exp(float(score) - largest) for score in scores]
    return [exponential / sum(exponentials) for exponential in exponentials]


@pytest.mark.hint("Work through the formula with two scores by hand, and compare each step.")
def test_random_scores(student, rng):
    """is right for each of many scores"""
    for size in (1, 2, 10):
        a = rng.uniform(-10, 10, size=size)
        assert_close(student.softmax(a), slow_softmax(a))


@pytest.mark.hint("Adding the same number to every score multiplies numerator and total alike, and cancels.")
def test_shift(student, rng):
    """is unchanged when every score grows by the same amount"""
    a = rng.uniform(-3, 3, size=5)
    assert_close(student.softmax(a + 20), slow_softmax(a))


@pytest.mark.hint("Scores may be whole numbers; probabilities never are.")
def test_integer_input(student):
    """takes whole numbers too"""
    assert_close(student.softmax(np.array([2, 0, -1, 2])), slow_softmax([2, 0, -1, 2]))


@pytest.mark.weight(2)
@pytest.mark.hint("exp(1000) is infinite, exp(-1000) is 0. Shift the scores first, so that the largest becomes 0.")
def test_large_scores(student):
    """stays finite for large scores"""
    for a in (np.array([1000.0, 999.0, -1000.0]), np.array([-1000.0, -1001.0]), np.array([1000.0, 1000.0])):
        assert_close(student.softmax(a), slow_softmax(a))


@pytest.mark.hint("Add up along the last axis only, and keep that axis so that the totals fit beside the rows.")
def test_batch(student, rng):
    """gives each row of a batch its own probabilities"""
    for shape in ((1, 4), (3, 3), (5, 2)):
        a = rng.uniform(-5, 5, size=shape)
        assert_close(student.softmax(a), [slow_softmax(row) for row in a])


@pytest.mark.hint("Each row needs its own shift: the largest score of another row does not help it.")
def test_large_scores_in_a_batch(student):
    """stays finite when one row's scores are large and another's small"""
    a = np.array([[1000.0, 999.0], [-1000.0, -1002.0], [0.0, 1.0]])
    assert_close(student.softmax(a), [slow_softmax(row) for row in a])
### END HIDDEN TESTS
