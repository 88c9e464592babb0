"""Checks of `forward`: networks of ours sent through the student's function, against plain loops.

One slip costs half. Each bias has a check in which the others are 0, so that one that is forgotten costs no more than its own check and those
of whole networks. The checks of single biases and of batches are about sums: there, one layer may have another activation.
"""

import math

import numpy as np
import pytest

from autograder.testing import Mistake, assert_close


RIGHT = ("sigmoid", "sigmoid", "identity")
OTHERS = (("identity", "step", "relu", "tanh"), ("identity", "step", "relu", "tanh"), ("sigmoid", "softmax", "step", "relu", "tanh"))


def activated(name, sums):
    """The activation of that name for all sums of a layer."""
    if name == "softmax":
        return [math.exp(a) / sum(math.exp(b) for b in sums) for a in sums]
    if name == "sigmoid":
        return [1 / (1 + math.exp(-a)) for a in sums]
    if name == "tanh":
        return [math.tanh(a) for a in sums]
    if name == "step":
        return [1.0 if a > 0 else 0.0 for a in sums]
    return [max(0.0, a) for a in sums] if name == "relu" else sums


def with_one_other():
    """The right activations but for one layer, where there is another or none."""
    for layer, others in enumerate(OTHERS):
        for other in others:
            yield (*RIGHT[:layer], other, *RIGHT[layer + 1 :])


def random_network(rng, sizes, biases=(1, 2, 3)):
    """Weights of a network with `sizes` neurons from layer 0 to layer 3, and biases in the layers `biases`; 0 in the others."""
    network = {}
    for layer in (3, 1, 2):
        network[f"W{layer}"] = rng.normal(size=(sizes[layer - 1], sizes[layer]))
        network[f"b{layer}"] = rng.normal(size=sizes[layer]) if layer in biases else np.zeros(sizes[layer])
    return network


def in_both_spellings(network):
    """The network with each name in capital and in small letters: a misspelt one is charged by the checks of whole networks."""
    return {**{key.swapcase(): value for key, value in network.items()}, **network}


def slow_forward(network, x, activations=RIGHT):
    """The three layers in plain loops, for one sample or for each row of a batch."""
    if np.ndim(x) == 2:
        return [slow_forward(network, row, activations) for row in x]
    z = [float(value) for value in x]
    for layer, activation in enumerate(activations, 1):
        columns = zip(network[f"W{layer}"].T, network[f"b{layer}"], strict=True)
        sums = [sum(float(w) * value for w, value in zip(column, z, strict=True)) + float(b) for column, b in columns]
        z = activated(activation, sums)
    return z


def assert_sums(student, network, x):
    """Each layer's sums are right: the results are, or would be if one layer had another activation."""
    got = student.forward(in_both_spellings(network), x)
    if not any(agrees(got, slow_forward(network, x, activations)) for activations in (RIGHT, *with_one_other())):
        assert_close(got, slow_forward(network, x))


def agrees(got, expected):
    """Whether `got` is `expected`."""
    try:
        assert_close(got, expected)
    except Mistake:
        return False
    return True


@pytest.mark.hint("Print the values after each layer and compare them with a calculation by hand.")
def test_book_example(student, reference, rng):
    """sends samples through the network of the table, as in the book"""
    network = reference.init_network()
    assert_close(student.forward(network, np.array([1.0, 0.5])), [0.31682708, 0.69627909])
    for x in (np.zeros(2), np.array([3, -1]), rng.uniform(-9, 9, size=2)):
        assert_close(student.forward(network, x), slow_forward(network, x))


@pytest.mark.hint(
    "Take every weight and bias from the network you are given, by its name; no size belongs in your code."
)
def test_any_network(student, rng):
    """uses the weights and biases of any network it is given, of any sizes"""
    for sizes in ((2, 3, 2, 2), (3, 5, 4, 1), (1, 2, 4, 3)):
        network, x = random_network(rng, sizes), rng.normal(size=sizes[0])
        assert_close(student.forward(network, x), slow_forward(network, x))


@pytest.mark.hint(
    "Each layer: the product of signal and weights, then the activation; the last layer has the identity."
)
def test_without_biases(student, rng):
    """has the right activation in each layer, also of networks whose biases are all 0"""
    for sizes in ((2, 3, 2, 2), (4, 2, 3, 3)):
        network, x = random_network(rng, sizes, ()), rng.normal(size=sizes[0])
        assert_close(student.forward(in_both_spellings(network), x), slow_forward(network, x))


@pytest.mark.hint("Add b1 to the sums of layer 1, before the sigmoid.")
def test_first_bias(student, rng):
    """adds the biases of layer 1 to its sums"""
    for sizes in ((2, 3, 2, 2), (3, 4, 2, 2)):
        assert_sums(student, random_network(rng, sizes, (1,)), rng.normal(size=sizes[0]))


@pytest.mark.hint("Add b2 to the sums of layer 2, before the sigmoid.")
def test_second_bias(student, rng):
    """adds the biases of layer 2 to its sums"""
    for sizes in ((2, 3, 2, 2), (3, 4, 2, 2)):
        assert_sums(student, random_network(rng, sizes, (2,)), rng.normal(size=sizes[0]))


@pytest.mark.hint(
    "Write the product with x on the left: then every row of a batch is a sample of its own. Add b3 at the end."
)
def test_batch(student, rng):
    """gives a batch one row of results per sample, and adds the biases of layer 3 to each row's sums"""
    network = random_network(rng, (2, 3, 2, 2), (3,))
    for samples in (1, 2, 7):
        x = rng.normal(size=(samples, 2))
        assert_sums(student, network, x)


### BEGIN HIDDEN TESTS
@pytest.mark.hint("The inputs may be any numbers, whole ones too.")
def test_other_inputs(student, reference, rng):
    """is right for other inputs to the same network"""
    network = reference.init_network()
    for x in (rng.normal(size=2), rng.uniform(-50, 50, size=2), np.array([-2, 7])):
        assert_close(student.forward(network, x), slow_forward(network, x))


@pytest.mark.hint("No number is typed in: all come from `network`.")
def test_other_networks(student, rng):
    """uses the weights and biases of other networks"""
    for sizes in ((2, 3, 2, 2), (4, 3, 5, 2), (2, 1, 3, 4)):
        network, x = random_network(rng, sizes), rng.normal(size=sizes[0])
        assert_close(student.forward(network, x), slow_forward(network, x))


@pytest.mark.hint("The sigmoid after layers 1 and 2, and nothing after layer 3.")
def test_others_without_biases(student, rng):
    """has the right activation in each layer of other networks whose biases are all 0"""
    for sizes in ((2, 4, 2, 2), (3, 2, 4, 4)):
        network, x = random_network(rng, sizes, ()), rng.normal(size=sizes[0])
        assert_close(student.forward(in_both_spellings(network), x), slow_forward(network, x))


@pytest.mark.hint("b1 is there for layer 1, and is added before its sigmoid.")
def test_other_first_bias(student, rng):
    """adds other biases to the sums of layer 1"""
    for sizes in ((2, 4, 2, 2), (3, 2, 4, 4)):
        assert_sums(student, random_network(rng, sizes, (1,)), rng.normal(size=sizes[0]))


@pytest.mark.hint("b2 is there for layer 2, and is added before its sigmoid.")
def test_other_second_bias(student, rng):
    """adds other biases to the sums of layer 2"""
    for sizes in ((2, 4, 2, 2), (3, 2, 4, 4)):
        assert_sums(student, random_network(rng, sizes, (2,)), rng.normal(size=sizes[0]))


@pytest.mark.hint("Row i of the result belongs to sample i, and is what sample i gives alone.")
def test_other_batches(student, rng):
    """gives other batches one row of results per sample"""
    network = random_network(rng, (3, 4, 2, 2), (3,))
    for samples in (3, 1, 12):
        x = rng.normal(size=(samples, 3))
        assert_sums(student, network, x)


### END HIDDEN TESTS
