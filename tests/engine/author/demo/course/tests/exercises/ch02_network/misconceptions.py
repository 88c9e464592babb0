"""Wrong answers worth recognising in the chapter on networks."""

import numpy as np

from autograder.testing import misconception


@misconception("relu", fails=["test_example", "test_table", "test_random"])
def absolute(x):
    """This turns negative numbers into positive ones; they should become 0."""
    return np.abs(x)


@misconception("relu", fails=["test_example", "test_table", "test_random"])
def smaller_of_the_two(x):
    """`np.minimum` keeps the negative numbers; `np.maximum` keeps the others."""
    return np.minimum(0, x)


@misconception("relu", fails=["test_example", "test_table", "test_random"])
def negatives_left_out(x):
    """Indexing with `x > 0` leaves the other elements out; they should stay, as 0."""
    return x[x > 0]


@misconception("forward", fails=["test_negative_sums", "test_random"])
def without_activation(x, W1, W2):
    """There is no relu between the two products."""
    return np.dot(np.dot(x, W1), W2)


@misconception("forward", fails=["test_negative_sums", "test_random"])
def activation_at_the_end(x, W1, W2):
    """The relu stands after the second product; it belongs between the two."""
    return np.maximum(0, np.dot(np.dot(x, W1), W2))
