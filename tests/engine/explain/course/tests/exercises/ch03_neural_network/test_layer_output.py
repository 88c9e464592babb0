"""Checks of `layer_output`: its values against plain loops, one neuron at a time."""

import numpy as np
import pytest

from autograder.testing import assert_array, assert_close


def slow_layer(X, W):
    """One sum per neuron in plain loops."""
    return [sum(float(x) * float(w) for x, w in zip(X, column, strict=True)) for column in W.T]


def test_book_example(student):
    """reproduces the book's example"""
    assert_close(student.layer_output(np.array([1, 2]), np.array([[1, 3, 5], [2, 4, 6]])), [5.0, 11.0, 17.0])


### BEGIN HIDDEN TESTS
@pytest.mark.hint("Each column of W is one neuron: multiply it by X in pairs and add up.")
def test_random_weights(student, rng):
    """is right for every neuron of a larger layer"""
    X, W = rng.normal(size=4), rng.normal(size=(4, 6))
    assert_close(student.layer_output(X, W), slow_layer(X, W))


@pytest.mark.hint("With a square W both orders exist, but only one adds up the columns of W. Where does X stand?")
def test_square_weights(student, rng):
    """adds up columns, not rows, when there are as many neurons as inputs"""
    X, W = rng.normal(size=3), rng.normal(size=(3, 3))
    assert_close(student.layer_output(X, W), slow_layer(X, W))


@pytest.mark.hint("One neuron gives an array with one element; one input gives each neuron one product.")
def test_small_layers(student, rng):
    """works with one neuron, and with one input"""
    X, W = rng.normal(size=5), rng.normal(size=(5, 1))
    assert_close(student.layer_output(X, W), slow_layer(X, W))
    X, W = rng.normal(size=1), rng.normal(size=(1, 4))
    assert_close(student.layer_output(X, W), slow_layer(X, W))


@pytest.mark.hint("No bias and no activation here: only the weighted sums.")
def test_proportional(student, rng):
    """doubles its output when the inputs double"""
    X, W = rng.normal(size=3), rng.normal(size=(3, 2))
    assert_close(student.layer_output(2 * X, W), 2 * assert_array(student.layer_output(X, W), (2,)))
### END HIDDEN TESTS
