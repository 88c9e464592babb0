"""Checks of `sigmoid`: its values against the formula in plain Python, and its properties."""

import math

import numpy as np
import pytest

from autograder.testing import assert_array, assert_close, assert_true


def test_book_example(student):
    """reproduces the book's example"""
    assert_close(student.sigmoid(np.array([-1.0, 1.0, 2.0])), [0.26894142, 0.73105858, 0.88079708])


def test_middle(student):
    """gives one half at 0"""
    assert_close(student.sigmoid(np.array([0.0, -0.0])), [0.5, 0.5])


### BEGIN HIDDEN TESTS
@pytest.mark.hint("Write the formula down with all its brackets, and work through one element by hand.")
def test_random_numbers(student, rng):
    """is right for each of many numbers"""
    x = rng.uniform(-20, 20, size=50)
    assert_close(student.sigmoid(x), [1 / (1 + math.exp(-value)) for value in x])


@pytest.mark.hint("np.exp and arithmetic work on arrays of every shape; a loop over x sees only its rows.")
def test_two_dimensions(student, rng):
    """keeps the shape of a 2-D array"""
    x = rng.normal(scale=3, size=(3, 4))
    assert_close(student.sigmoid(x), [[1 / (1 + math.exp(-value)) for value in row] for row in x])


@pytest.mark.hint("The sigmoid rises from 0 to 1, and its value at -x is 1 minus its value at x.")
def test_symmetry(student, rng):
    """rises, and is as far above 0 at -x as it is below 1 at x"""
    x = np.sort(rng.uniform(-5, 5, size=30))
    y = assert_array(student.sigmoid(x), (30,))
    assert_close(student.sigmoid(-x), 1 - y)
    assert_true(np.all(np.diff(y) > 0), "a larger x must give a larger result")


@pytest.mark.hint("Infinity divided by infinity is no number. Keep the exponential below the line only.")
def test_far_out(student):
    """reaches 0 and 1 far away from 0"""
    assert_close(student.sigmoid(np.array([-1000.0, -100.0, 100.0, 1000.0])), [0.0, 0.0, 1.0, 1.0])


@pytest.mark.hint("The result holds decimal numbers even when x holds whole ones.")
def test_integer_input(student):
    """takes whole numbers too"""
    assert_close(student.sigmoid(np.array([-2, 0, 3])), [1 / (1 + math.exp(-value)) for value in (-2, 0, 3)])
### END HIDDEN TESTS
