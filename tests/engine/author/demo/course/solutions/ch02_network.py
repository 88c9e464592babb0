# %% [markdown] lang="en"
# # Chapter 2: A small network
#
# One activation, and two layers of it.

# %%
import numpy as np


# %% exercise="relu" points=2
def relu(x):
    """x where it is above 0, else 0; any shape."""
    ### BEGIN SOLUTION
    return np.maximum(0, x)
    ### END SOLUTION


# %% exercise="forward" points=4 uses="relu"
def forward(x, W1, W2):
    """Two layers, shape (n,) · (n, m) · (m, k) → (k,): products with W1 and W2, and relu between them."""
    ### BEGIN SOLUTION
    hidden = relu(np.dot(x, W1))
    return np.dot(hidden, W2)
    ### END SOLUTION
