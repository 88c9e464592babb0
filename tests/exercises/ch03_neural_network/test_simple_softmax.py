"""Checks of `simple_softmax`: its values against the formula in plain Python."""

import math

import numpy as np
import pytest

from autograder.testing import assert_close


def slow_softmax(scores):
    """The formula for one sample in plain loops, with scores that cannot overflow."""
    largest = max(float(score) for score in scores)
    exponentials = [math.exp(float(score) - largest) for score in scores]
    return [exponential / sum(exponentials) for exponential in exponentials]


@pytest.mark.hint("Work through the formula with two scores by hand, and compare each step.")
def test_book_example(student):
    """follows the formula, as in the book"""
    assert_close(student.simple_softmax(np.array([0.3, 2.9, 4.0])), [0.01821127, 0.24519181, 0.73659691])
    for a in ([1.0, 2.0, 3.0], [-1.5, 0.0, 4.5]):
        assert_close(student.simple_softmax(np.array(a)), slow_softmax(a))


@pytest.mark.hint("Every class gets its probability, and the total runs over all of them, however many there are.")
def test_any_scores(student, rng):
    """gives positive numbers that sum to 1, for any number of scores"""
    for size in (2, 6, 10):
        a = rng.uniform(-9, 9, size=size)
        assert_close(student.simple_softmax(a), slow_softmax(a))
    assert_close(student.simple_softmax(np.array([2, 0, -1, 2])), slow_softmax([2, 0, -1, 2]))


### BEGIN HIDDEN TESTS
@pytest.mark.hint("e to the power of each score, divided by the total of these powers.")
def test_other_scores(student, rng):
    """follows the formula for three other scores"""
    for _ in range(3):
        a = rng.uniform(-4, 4, size=3)
        assert_close(student.simple_softmax(a), slow_softmax(a))


@pytest.mark.hint("Scores may be whole numbers, or below 0; probabilities are neither.")
def test_other_numbers_of_scores(student, rng):
    """is right for other numbers of scores"""
    for size in (2, 4, 20):
        a = rng.uniform(-10, 10, size=size)
        assert_close(student.simple_softmax(a), slow_softmax(a))
    assert_close(student.simple_softmax(np.array([3, -3, 0, 1])), slow_softmax([3, -3, 0, 1]))


### END HIDDEN TESTS
