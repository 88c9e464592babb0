"""Checks of `forward`: networks of ours sent through the student's function, against plain loops."""

import math

import numpy as np
import pytest

from autograder.testing import assert_close


def test_book_example(student, reference):
    """reproduces the book's example"""
    assert_close(student.forward(reference.init_network(), np.array([1.0, 0.5])), [0.31682708, 0.69627909])


### BEGIN HIDDEN TESTS
def random_network(rng, sizes):
    """Weights and biases of a network with `sizes` neurons from layer 0 to layer 3."""
    network = {}
    for layer in (1, 2, 3):
        network[f"W{layer}"] = rng.normal(size=(sizes[layer - 1], sizes[layer]))
        network[f"b{layer}"] = rng.normal(size=sizes[layer])
    return network


def slow_forward(network, x):
    """The three layers in plain loops, for one sample."""
    z = [float(value) for value in x]
    for layer in (1, 2, 3):
        columns = zip(network[f"W{layer}"].T, network[f"b{layer}"], strict=True)
        a = [sum(float(w) * value for w, value in zip(column, z, strict=True)) + float(b) for column, b in columns]
        z = a if layer == 3 else [1 / (1 + math.exp(-value)) for value in a]
    return z


@pytest.mark.hint("Print the values after each layer and compare them with a calculation by hand.")
def test_other_inputs(student, reference, rng):
    """is right for other inputs to the same network"""
    network = reference.init_network()
    for x in (np.zeros(2), rng.normal(size=2), rng.uniform(-50, 50, size=2)):
        assert_close(student.forward(network, x), slow_forward(network, x))


@pytest.mark.hint("The inputs may be whole numbers.")
def test_integer_input(student, reference):
    """takes whole numbers too"""
    network = reference.init_network()
    assert_close(student.forward(network, np.array([3, -1])), slow_forward(network, [3, -1]))


@pytest.mark.hint("Take every weight and bias from the network you are given.")
def test_other_weights(student, rng):
    """uses the weights of the network it is given"""
    network, x = random_network(rng, (2, 3, 2, 2)), rng.normal(size=2)
    assert_close(student.forward(network, x), slow_forward(network, x))


@pytest.mark.hint("Let the products find the sizes: no number of neurons should stand in your code.")
def test_other_sizes(student, rng):
    """works for layers of other sizes"""
    network, x = random_network(rng, (3, 5, 4, 1)), rng.normal(size=3)
    assert_close(student.forward(network, x), slow_forward(network, x))


@pytest.mark.hint("The output layer passes its sums on unchanged: they may be any numbers.")
def test_output_layer(student, rng):
    """does not squeeze the output into a range"""
    network = random_network(rng, (2, 3, 2, 2))
    network["W3"], network["b3"] = np.zeros((2, 2)), np.array([-7.5, 40.0])
    assert_close(student.forward(network, rng.normal(size=2)), [-7.5, 40.0])


@pytest.mark.hint("Write the product with x on the left: then every row of a batch is a sample of its own.")
def test_batch(student, reference, rng):
    """gives a batch one row of results per sample"""
    network = reference.init_network()
    for samples in (1, 2, 5):
        x = rng.normal(size=(samples, 2))
        assert_close(student.forward(network, x), [slow_forward(network, row) for row in x])
### END HIDDEN TESTS
