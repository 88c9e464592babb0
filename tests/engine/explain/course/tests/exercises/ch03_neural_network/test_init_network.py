"""Checks of `init_network`: names, shapes and numbers, a layer at a time."""

import pytest

from autograder.testing import assert_array, assert_close, assert_true

SHAPES = (("W1", (2, 3)), ("b1", (3,)), ("W2", (3, 2)), ("b2", (2,)), ("W3", (2, 2)), ("b3", (2,)))


def entry(network, key):
    """What `network` has under `key`."""
    assert_true(isinstance(network, dict), "init_network must return a dictionary")
    assert_true(key in network, f"the dictionary has no key '{key}'")
    return network[key]


def test_names(student):
    """returns a dictionary with the six names"""
    network = student.init_network()
    for key, _ in SHAPES:
        entry(network, key)


@pytest.mark.hint("Weights: a row per neuron they come from, a column per neuron they go to. Biases: one axis only.")
def test_shapes(student):
    """has arrays of the right shapes"""
    network = student.init_network()
    for key, shape in SHAPES:
        assert_array(entry(network, key), shape)


### BEGIN HIDDEN TESTS
@pytest.mark.hint("Compare the first layer with the table, number by number.")
def test_first_layer(student, reference):
    """has the numbers of the table in layer 1"""
    network, expected = student.init_network(), reference.init_network()
    assert_close(entry(network, "W1"), expected["W1"])
    assert_close(entry(network, "b1"), expected["b1"])


@pytest.mark.hint("Compare the second layer with the table, number by number.")
def test_second_layer(student, reference):
    """has the numbers of the table in layer 2"""
    network, expected = student.init_network(), reference.init_network()
    assert_close(entry(network, "W2"), expected["W2"])
    assert_close(entry(network, "b2"), expected["b2"])


@pytest.mark.hint("Compare the third layer with the table, number by number.")
def test_third_layer(student, reference):
    """has the numbers of the table in layer 3"""
    network, expected = student.init_network(), reference.init_network()
    assert_close(entry(network, "W3"), expected["W3"])
    assert_close(entry(network, "b3"), expected["b3"])
### END HIDDEN TESTS
