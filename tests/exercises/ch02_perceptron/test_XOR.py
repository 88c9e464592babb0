"""Checks of `XOR`: its truth table. A gate that is wrong in one row is another gate, so all four rows are one check."""

import pytest

from autograder.testing import assert_bit

# The inputs, and the answer to each.
TABLE = (((0, 0), 0), ((1, 0), 1), ((0, 1), 1), ((1, 1), 0))


def assert_gate(gate, rows):
    """`gate` gives each row its answer. All rows are asked before the first is judged: together they tell which gate it is."""
    for inputs, _ in rows:
        gate(*inputs)
    for inputs, answer in rows:
        assert_bit(gate(*inputs), answer)


@pytest.mark.weight(3)
@pytest.mark.hint("One perceptron cannot do it. Fill in s1 and s2 for all four rows, then find the gate that gives y.")
def test_table(student):
    """answers all four rows of its table"""
    assert_gate(student.XOR, TABLE)


@pytest.mark.hint("1.0 is as good an input as 1: arithmetic treats them alike, the bit operators (&, |, ^) do not.")
def test_floats(student):
    """takes floats, and a float beside an int"""
    assert_gate(student.XOR, [((float(x1), x2), answer) for (x1, x2), answer in TABLE])
    assert_gate(student.XOR, [((float(x1), float(x2)), answer) for (x1, x2), answer in TABLE])


### BEGIN HIDDEN TESTS
@pytest.mark.weight(3)
@pytest.mark.hint("Work through the two layers by hand for each row: what are s1 and s2, and what must y be?")
def test_shuffled_table(student, rng):
    """answers the rows in any order, and again"""
    for _ in range(2):
        assert_gate(student.XOR, [TABLE[row] for row in rng.permutation(4)])


@pytest.mark.hint("1.0 is as good an input as 1: arithmetic treats them alike, the bit operators (&, |, ^) do not.")
def test_shuffled_floats(student, rng):
    """takes floats in any order, and an int beside a float"""
    for row in rng.permutation(4):
        (x1, x2), answer = TABLE[row]
        assert_gate(student.XOR, [((x1, float(x2)), answer), ((float(x1), float(x2)), answer)])


### END HIDDEN TESTS
