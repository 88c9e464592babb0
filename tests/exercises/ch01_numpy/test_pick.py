"""Checks of `pick`: one element of a table."""

import numpy as np
import pytest

from autograder.testing import assert_close


@pytest.mark.hint("Row first, column second, both counted from 0.")
def test_book_example(student):
    """finds the book's element in row 0, column 1"""
    X = np.array([[51, 55], [14, 19], [0, 4]], dtype=np.int64)
    assert_close(student.pick(X, 0, 1), 55)


### BEGIN HIDDEN TESTS
@pytest.mark.hint("Try a table such as [[1, 2], [3, 4]] by hand: which element is in row 1, column 0?")
def test_square_table(student, rng):
    """does not mix up row and column"""
    X = rng.normal(size=(3, 3))
    assert_close(student.pick(X, 2, 0), X.tolist()[2][0])
    assert_close(student.pick(X, 1, 2), X.tolist()[1][2])


@pytest.mark.hint("Counting starts at 0, so the last of n rows is row n - 1.")
def test_four_corners(student):
    """reaches all four corners"""
    X = np.arange(15.0).reshape(3, 5)
    for i, j, corner in ((0, 0, 0.0), (0, 4, 4.0), (2, 0, 10.0), (2, 4, 14.0)):
        assert_close(student.pick(X, i, j), corner)
### END HIDDEN TESTS
