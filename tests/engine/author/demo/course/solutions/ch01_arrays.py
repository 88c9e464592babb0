# %% [markdown] lang="en"
# # Chapter 1: Arrays
#
# Numbers in rows, and a curve.

# %%
import matplotlib.pyplot as plt
import numpy as np


# %% exercise="double" points=2
def double(x):
    """Twice the values of x, an array of any shape."""
    ### BEGIN SOLUTION
    return 2 * x
    ### END SOLUTION


# %% exercise="row_sums" points=3
def row_sums(X):
    """The sum of each row of X, shape (n, m) → (n,)."""
    ### BEGIN SOLUTION
    return np.sum(X, axis=1)
    ### END SOLUTION


# %% exercise="plot_squares" points=3
def plot_squares():
    """Draw x² for x from 0 in steps of 0.5, below 4, on the current figure."""
    ### BEGIN SOLUTION
    x = np.arange(0, 4, 0.5)
    plt.plot(x, x**2)
    ### END SOLUTION
