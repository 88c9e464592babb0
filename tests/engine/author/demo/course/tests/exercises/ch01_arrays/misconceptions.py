"""Wrong answers worth recognising in the chapter on arrays."""

import matplotlib.pyplot as plt
import numpy as np

from autograder.testing import misconception


@misconception("double", fails=["test_example", "test_table", "test_random"])
def squares(x):
    """This is x squared, not twice x."""
    return x * x


@misconception("double", fails=["test_table", "test_random"])
def sign_lost(x):
    """The sign of negative numbers is lost here."""
    return 2 * np.abs(x)


@misconception("row_sums", fails=["test_example", "test_square", "test_random"])
def columns(X):
    """`axis=0` adds up each column; the rows are `axis=1`."""
    return np.sum(X, axis=0)


@misconception("row_sums", fails=["test_example", "test_square", "test_random"])
def everything(X):
    """Without `axis`, all numbers of the table become one sum."""
    return np.sum(X)


@misconception("plot_squares", fails=["test_curve", "test_x_values"])
def without_x():
    """With one argument, `plt.plot` takes it for y and puts the points at x = 0, 1, 2 and so on."""
    plt.plot(np.arange(0, 4, 0.5) ** 2)


@misconception("plot_squares", fails=["test_curve", "test_x_values"])
def stop_included():
    """`np.linspace` includes the stop: the last x is 4."""
    x = np.linspace(0, 4, 8)
    plt.plot(x, x**2)
