"""Checks of `perceptron`: weighted sum, bias, threshold at 0."""

import numpy as np
import pytest

from autograder.testing import assert_bit


@pytest.mark.hint("0 * 0.5 + 1 * 0.5 - 0.7 is -0.2: is that above 0? Then do the same with two inputs of 1.")
def test_book_example(student):
    """decides the book's example both ways"""
    w, b = np.array([0.5, 0.5]), -0.7
    assert_bit(student.perceptron(np.array([0.0, 1.0]), w, b), 0)
    assert_bit(student.perceptron(np.array([1.0, 1.0]), w, b), 1)


@pytest.mark.hint("With inputs of 0 the weights have no say: the bias decides alone.")
def test_bias_alone(student):
    """lets the bias decide when all inputs are 0"""
    x, w = np.zeros(3), np.array([1.0, -2.0, 3.0])
    assert_bit(student.perceptron(x, w, 0.1), 1)
    assert_bit(student.perceptron(x, w, -0.1), 0)


### BEGIN HIDDEN TESTS
@pytest.mark.hint("The rule is strict: a sum of exactly 0 is not above 0.")
def test_sum_of_nothing(student):
    """answers 0 when weighted sum and bias cancel exactly"""
    # Halves and quarters are exact in binary, so every order of adding gives exactly 0.
    assert_bit(student.perceptron(np.array([1.0, 0.0]), np.array([0.5, 0.25]), -0.5), 0)
    assert_bit(student.perceptron(np.array([0.0, 0.0]), np.array([0.5, 0.25]), 0.0), 0)


@pytest.mark.hint("Nothing in the rule says two: sum over all the products, however many there are.")
def test_any_number_of_inputs(student):
    """takes one, three or a hundred inputs"""
    assert_bit(student.perceptron(np.array([2.0]), np.array([0.5]), -0.75), 1)
    assert_bit(student.perceptron(np.array([1.0, 1.0, 1.0]), np.array([0.25, 0.25, -1.0]), 0.25), 0)
    assert_bit(student.perceptron(np.ones(100), np.full(100, 0.25), -24.0), 1)


@pytest.mark.weight(2)
@pytest.mark.hint("Multiply each input by its own weight, add everything up, add the bias; only then compare with 0.")
def test_against_a_loop(student, rng):
    """agrees with a slow loop on random inputs, weights and biases"""
    for wanted in (0, 1, 1, 0, 1, 0):
        x, w = rng.normal(size=4), rng.normal(size=4)
        total = 0.0
        for i in range(4):
            total += x[i] * w[i]
        # This bias puts the sum half a unit on the wanted side of 0, far from any rounding.
        b = float(-total + (0.5 if wanted else -0.5))
        assert_bit(student.perceptron(x, w, b), wanted)
### END HIDDEN TESTS
