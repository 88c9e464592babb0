"""Wrong answers worth recognising in the chapter on perceptrons."""

import numpy as np

from autograder.testing import misconception


@misconception("AND", fails=["test_one_on", "test_shuffled_table", "test_inputs_as_floats"])
def and_is_or(x1, x2):
    """x1 alone is already enough, as for OR. Make the threshold higher (the bias lower) than one weight can reach."""
    return 1 if 0.5 * x1 + 0.5 * x2 - 0.2 > 0 else 0


@misconception(
    "AND",
    fails=["test_both_off", "test_one_on", "test_both_on", "test_shuffled_table", "test_inputs_as_floats"],
)
def and_two_arguments_to_array(x1, x2):
    """A number is read as a dtype here, as in `np.array(x1, x2)`: `np.array` takes one list. Put both numbers into
    brackets."""
    x = np.array(x1, x2)
    return 1 if np.sum(np.array([0.5, 0.5]) * x) - 0.7 > 0 else 0


@misconception(
    "AND",
    fails=["test_both_off", "test_one_on", "test_both_on", "test_shuffled_table", "test_inputs_as_floats"],
)
def and_products_not_summed(x1, x2):
    """An array has no single truth value, as when the two products in `w * x` are not added up: make one number of
    them with `np.sum`."""
    x = np.array([x1, x2])
    return 1 if np.array([0.5, 0.5]) * x - 0.7 > 0 else 0

