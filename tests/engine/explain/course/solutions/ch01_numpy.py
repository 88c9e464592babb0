# %% [markdown] lang="en"
# # Chapter 1: NumPy and Matplotlib

# %%
import matplotlib.pyplot as plt
import numpy as np


# %% exercise="scale_columns" points=2
def scale_columns(A, factors):
    """A with each column multiplied by its own factor.

    Args:
        A: shape (n, m).
        factors: shape (m,), one number per column.
    Returns:
        Array of shape (n, m): column j of A times factors[j].
    """
    ### BEGIN SOLUTION
    # (n, m) against (m,): the factors are repeated for each row.
    return A * factors
    ### END SOLUTION


# %% exercise="rows" points=2
def rows(X):
    """The rows of X, in order.

    Args:
        X: shape (n, m).
    Returns:
        A list of n arrays, each of shape (m,).
    """
    ### BEGIN SOLUTION
    return list(X)
    ### END SOLUTION


# %% exercise="plot_sin" points=2
def plot_sin():
    """Draw sin(x) on the current figure, for x from 0 in steps of 0.1, below 6 (60 points)."""
    ### BEGIN SOLUTION
    x = np.arange(0, 6, 0.1)
    plt.plot(x, np.sin(x))
    ### END SOLUTION
