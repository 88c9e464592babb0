"""Checks of `OR`: the rows of its truth table."""

import pytest

from autograder.testing import assert_bit


@pytest.mark.hint("With no input the sum is b alone: it must not be above 0.")
def test_both_off(student):
    """is 0 when both inputs are 0"""
    assert_bit(student.OR(0, 0), 0)


@pytest.mark.hint("One vote must be enough: w1 + b and w2 + b must be above 0.")
def test_one_on(student):
    """is 1 when only one input is 1"""
    assert_bit(student.OR(1, 0), 1)
    assert_bit(student.OR(0, 1), 1)


@pytest.mark.hint("Two votes must do at least as well as one.")
def test_both_on(student):
    """is 1 when both inputs are 1"""
    assert_bit(student.OR(1, 1), 1)


### BEGIN HIDDEN TESTS
# Double weight: an answer that is always 0 or always 1 must not collect most of the points row by row.
@pytest.mark.weight(2)
@pytest.mark.hint("Write down the four sums: all but the first, b, must be above 0.")
def test_shuffled_table(student, rng):
    """gets all four rows right, in whatever order they are asked"""
    for row in rng.permutation(4):
        x1, x2 = int(row) // 2, int(row) % 2
        assert_bit(student.OR(x1, x2), int(x1 == 1 or x2 == 1))


@pytest.mark.hint("1.0 is as good an input as 1: arithmetic treats them alike, the bit operators (&, |, ^) do not.")
def test_inputs_as_floats(student):
    """takes floats, and a float beside an int"""
    for x1, x2 in ((0.0, 0.0), (1.0, 0.0), (0.0, 1), (1, 1.0)):
        assert_bit(student.OR(x1, x2), int(x1 == 1 or x2 == 1))
### END HIDDEN TESTS
