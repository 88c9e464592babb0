"""Checks of `XOR`: the rows of its truth table."""

import pytest

from autograder.testing import assert_bit


@pytest.mark.hint("Work through the two layers by hand for 0 and 0: what are s1 and s2, and what must y be?")
def test_both_off(student):
    """is 0 when both inputs are 0"""
    assert_bit(student.XOR(0, 0), 0)


@pytest.mark.hint("Exactly one input is on, so both gates of the first layer say 1.")
def test_one_on(student):
    """is 1 when only one input is 1"""
    assert_bit(student.XOR(1, 0), 1)
    assert_bit(student.XOR(0, 1), 1)


@pytest.mark.hint("This is the row where XOR and OR differ: the other gate of the first layer has to object.")
def test_both_on(student):
    """is 0 when both inputs are 1"""
    assert_bit(student.XOR(1, 1), 0)


### BEGIN HIDDEN TESTS
# Double weight: an answer that is always 0 or always 1 must not collect most of the points row by row.
@pytest.mark.weight(2)
@pytest.mark.hint("One perceptron cannot do it. Fill in s1 and s2 for all four rows, then find the gate that gives y.")
def test_shuffled_table(student, rng):
    """gets all four rows right, in whatever order they are asked"""
    for row in rng.permutation(4):
        x1, x2 = int(row) // 2, int(row) % 2
        assert_bit(student.XOR(x1, x2), int((x1 == 1) != (x2 == 1)))


@pytest.mark.hint("1.0 is as good an input as 1: arithmetic treats them alike, the bit operators (&, |, ^) do not.")
def test_inputs_as_floats(student):
    """takes floats, and a float beside an int"""
    for x1, x2 in ((0.0, 0.0), (1.0, 0.0), (0.0, 1), (1, 1.0)):
        assert_bit(student.XOR(x1, x2), int((x1 == 1) != (x2 == 1)))
### END HIDDEN TESTS
