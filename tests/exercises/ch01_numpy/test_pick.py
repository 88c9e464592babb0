"""Checks of `pick`: one element of a table."""

import numpy as np
import pytest

from autograder.testing import assert_close


@pytest.mark.hint("Row first, column second, both counted from 0.")
def test_book_example(student):
    """finds elements of the book's table"""
    X = np.array([[51, 55], [14, 19], [0, 4]], dtype=np.int64)
    assert_close(student.pick(X, 0, 1), 55)
    assert_close(student.pick(X, 2, 1), 4)
    assert_close(student.pick(X, 1, 0), 14)


@pytest.mark.hint("Counting starts at 0: the first place is 0, and the last of n places is n - 1.")
def test_corners(student, rng):
    """reaches every corner, and places in between"""
    X = rng.normal(size=(3, 4))
    for i, j in ((0, 3), (2, 0), (2, 3), (0, 0), (1, 2)):
        assert_close(student.pick(X, i, j), X.tolist()[i][j])


### BEGIN HIDDEN TESTS
@pytest.mark.hint("Try a table such as [[1, 2], [3, 4]] by hand: which element is in row 1, column 0?")
def test_square_table(student, rng):
    """finds elements of other tables"""
    X = rng.normal(size=(3, 3))
    for i, j in ((2, 0), (1, 2), (0, 1)):
        assert_close(student.pick(X, i, j), X.tolist()[i][j])


@pytest.mark.hint("Nothing has to be added to a place or taken from it.")
def test_other_corners(student, rng):
    """reaches every corner of another table"""
    X = rng.normal(size=(4, 5))
    for i, j in ((3, 0), (0, 4), (3, 4), (0, 0), (2, 1)):
        assert_close(student.pick(X, i, j), X.tolist()[i][j])


### END HIDDEN TESTS
