"""Checks of `init_network`: names and shapes, then the numbers a layer at a time. It takes no input, so nothing is left to hide."""

import numpy as np
import pytest

from autograder.testing import assert_array, assert_close, assert_true

SHAPES = (("W1", (2, 3)), ("b1", (3,)), ("W2", (3, 2)), ("b2", (2,)), ("W3", (2, 2)), ("b3", (2,)))


def dictionary(network):
    """What `init_network` returned, if it is a dictionary."""
    assert_true(isinstance(network, dict), "init_network must return a dictionary")
    return network


def assert_numbers(network, key, expected):
    """Some entry has the expected numbers, row by row: the one of that name, where there is one.

    Whether the names and the shapes are right is a check of its own, and a mistake there costs no more than that.
    """
    entries = [network[key]] if key in network else list(network.values())
    rows = [np.ravel(entry) for entry in entries if isinstance(entry, (np.ndarray, list))]
    numbers = [row for row in rows if row.dtype.kind in "if" and row.size == expected.size]
    found = any(np.allclose(row, expected.ravel(), rtol=0, atol=1e-6) for row in numbers)
    if not found and key in network:
        assert_close(network[key], expected)
    assert_true(found, f"the numbers of {key} are not those of the table")


@pytest.mark.hint("Weights: a row per neuron they come from, a column per neuron they go to. Biases: one axis only.")
def test_names_and_shapes(student):
    """returns a dictionary with the six names, and arrays of the right shapes"""
    network = dictionary(student.init_network())
    for key, _ in SHAPES:
        assert_true(key in network, f"the dictionary has no key '{key}'")
    for key, shape in SHAPES:
        assert_array(network[key], shape)


@pytest.mark.hint("Compare the first layer with the table, number by number.")
def test_first_layer(student, reference):
    """has the numbers of the table in layer 1"""
    network, expected = dictionary(student.init_network()), reference.init_network()
    assert_numbers(network, "W1", expected["W1"])
    assert_numbers(network, "b1", expected["b1"])


@pytest.mark.hint("Compare the second layer with the table, number by number.")
def test_second_layer(student, reference):
    """has the numbers of the table in layer 2"""
    network, expected = dictionary(student.init_network()), reference.init_network()
    assert_numbers(network, "W2", expected["W2"])
    assert_numbers(network, "b2", expected["b2"])


@pytest.mark.hint("Compare the third layer with the table, number by number.")
def test_third_layer(student, reference):
    """has the numbers of the table in layer 3"""
    network, expected = dictionary(student.init_network()), reference.init_network()
    assert_numbers(network, "W3", expected["W3"])
    assert_numbers(network, "b3", expected["b3"])
