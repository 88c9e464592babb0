"""Checks of `perceptron`: weighted sum, bias, threshold at 0. Each asks for both answers, so that no constant passes."""

import numpy as np
import pytest

from autograder.testing import assert_bit


def assert_decides(student, rng, size, distance, bias=0.0):
    """With `size` random inputs and fitting weights, the answer is right for a sum that is `distance` on either side of 0."""
    for total, answer in ((distance, 1), (-distance, 0)):
        x, w = rng.uniform(0.5, 2, size=size) * rng.choice([-1, 1], size=size), rng.normal(size=size)
        others = sum(float(x[i]) * float(w[i]) for i in range(1, size))
        w[0] = (total - bias - others) / x[0]
        assert_bit(student.perceptron(x, w, bias), answer)


@pytest.mark.hint("0 * 0.5 + 1 * 0.5 - 0.7 is -0.2: is that above 0? Then do the same with two inputs of 1.")
def test_book_example(student, rng):
    """weighs two inputs, as in the book"""
    w, b = np.array([0.5, 0.5]), -0.7
    assert_bit(student.perceptron(np.array([1.0, 1.0]), w, b), 1)
    assert_bit(student.perceptron(np.array([0.0, 1.0]), w, b), 0)
    assert_decides(student, rng, 2, 0.5, bias=1.0)
    assert_decides(student, rng, 2, 0.01, bias=-2.0)


@pytest.mark.hint("With inputs of 0 the weights have no say: the bias decides alone, however small it is.")
def test_bias_alone(student):
    """lets the bias decide when all inputs are 0"""
    for bias in (0.1, 0.001, 5.0):
        assert_bit(student.perceptron(np.zeros(2), np.array([1.0, -2.0]), bias), 1)
        assert_bit(student.perceptron(np.zeros(2), np.array([1.0, -2.0]), -bias), 0)


@pytest.mark.hint("The rule is strict: a sum of exactly 0 is not above 0. A sum of 0.01 is.")
def test_exactly_zero(student):
    """answers 0 when the sum is exactly 0, and 1 when it is just above"""
    # Halves and quarters are exact in binary, so every order of adding gives exactly 0.
    x = np.array([1.0, -2.0])
    assert_bit(student.perceptron(x, np.array([0.5, 0.25]), 0.0), 0)
    assert_bit(student.perceptron(x, np.array([0.52, 0.25]), 0.0), 1)
    assert_bit(student.perceptron(np.zeros(2), np.array([0.5, 0.25]), 0.0), 0)


@pytest.mark.hint("Nothing in the rule says two: sum over all the products, however many there are.")
def test_any_number_of_inputs(student, rng):
    """takes one, three or a hundred inputs"""
    for size in (1, 3, 100):
        assert_decides(student, rng, size, 0.01)
        assert_decides(student, rng, size, 0.5)


### BEGIN HIDDEN TESTS
@pytest.mark.hint("Multiply each input by its own weight, add everything up, add the bias; only then compare with 0.")
def test_other_weights(student, rng):
    """weighs two inputs with other weights"""
    for distance, bias in ((0.5, -0.75), (0.05, 2.0), (3.0, 0.2), (0.02, -1.0)):
        assert_decides(student, rng, 2, distance, bias)


@pytest.mark.hint("A bias above 0 fires by itself, one below 0 does not.")
def test_other_bias_alone(student, rng):
    """lets another bias decide when all inputs are 0"""
    for bias in rng.uniform(0.002, 4, size=3):
        assert_bit(student.perceptron(np.zeros(2), rng.normal(size=2), float(bias)), 1)
        assert_bit(student.perceptron(np.zeros(2), rng.normal(size=2), -float(bias)), 0)


@pytest.mark.hint("Greater than 0, not greater or equal.")
def test_other_sums_of_zero(student):
    """is as strict with other inputs"""
    x = np.array([3.0, 1.5])
    assert_bit(student.perceptron(x, np.array([-0.25, 0.5]), 0.0), 0)
    assert_bit(student.perceptron(x, np.array([-0.25, 0.51]), 0.0), 1)
    assert_bit(student.perceptron(np.array([2.0, 4.0]), np.array([1.0, -0.5]), 0.0), 0)


@pytest.mark.hint("One number comes out, however many went in.")
def test_other_numbers_of_inputs(student, rng):
    """takes other numbers of inputs"""
    for size in (4, 1, 5, 31):
        assert_decides(student, rng, size, 0.02)
        assert_decides(student, rng, size, 0.8)


### END HIDDEN TESTS
