"""Checks of `layer_output`: its values against plain loops, one neuron at a time."""

import numpy as np
import pytest

from autograder.testing import assert_close


def slow_layer(X, W):
    """One sum per neuron in plain loops."""
    return [sum(float(x) * float(w) for x, w in zip(X, column, strict=True)) for column in W.T]


@pytest.mark.hint("Each column of W is one neuron: multiply it by X in pairs and add up. Nothing comes after that.")
def test_book_example(student, rng):
    """gives one weighted sum per neuron, as in the book"""
    assert_close(student.layer_output(np.array([1, 2]), np.array([[1, 3, 5], [2, 4, 6]])), [5.0, 11.0, 17.0])
    X, W = rng.normal(size=4), rng.normal(size=(4, 6))
    assert_close(student.layer_output(X, W), slow_layer(X, W))


@pytest.mark.hint("With a square W both orders exist, but only one adds up the columns of W. Where does X stand?")
def test_square_weights(student, rng):
    """adds up columns, not rows, when there are as many neurons as inputs"""
    for n in (2, 3):
        X, W = rng.normal(size=n), rng.normal(size=(n, n))
        assert_close(student.layer_output(X, W), slow_layer(X, W))


@pytest.mark.hint("One neuron gives an array with one element; one input gives each neuron one product.")
def test_small_layers(student, rng):
    """works with one neuron, and with one input"""
    for n, m in ((5, 1), (1, 4)):
        X, W = rng.normal(size=n), rng.normal(size=(n, m))
        assert_close(student.layer_output(X, W), slow_layer(X, W))


### BEGIN HIDDEN TESTS
@pytest.mark.hint("No bias and no activation here: only the weighted sums.")
def test_other_weights(student, rng):
    """is right for layers of other sizes"""
    for n, m in ((2, 3), (3, 2), (6, 10)):
        X, W = rng.normal(size=n), rng.normal(size=(n, m))
        assert_close(student.layer_output(X, W), slow_layer(X, W))


@pytest.mark.hint("Write down (n,) and (n, m), and put the two n next to each other.")
def test_other_square_weights(student, rng):
    """adds up the columns of other square weights"""
    for n in (2, 5):
        X, W = rng.normal(size=n), rng.normal(size=(n, n))
        assert_close(student.layer_output(X, W), slow_layer(X, W))


@pytest.mark.hint("The answer has one axis, with one element for each column of W.")
def test_other_small_layers(student, rng):
    """works with other small layers"""
    for n, m in ((2, 1), (1, 3), (1, 1)):
        X, W = rng.normal(size=n), rng.normal(size=(n, m))
        assert_close(student.layer_output(X, W), slow_layer(X, W))


### END HIDDEN TESTS
