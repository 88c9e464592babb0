# %% [markdown] lang="en"
# # Chapter 2: Perceptrons and logic gates

# %%
import numpy as np


# %% exercise="perceptron" points=4
def perceptron(x, w, b):
    """1 if the weighted sum of the inputs plus the bias is greater than 0, else 0.

    Args:
        x: inputs, shape (n,).
        w: weights, shape (n,).
        b: bias, a float.
    Returns:
        1 or 0, a single number.
    """
    ### BEGIN SOLUTION
    return 1 if np.sum(w * x) + b > 0 else 0
    ### END SOLUTION


# %% exercise="AND" points=4 uses="perceptron" show="plane"
def AND(x1, x2):
    """The AND gate: 1 when both inputs are 1, else 0.

    Args:
        x1, x2: 0 or 1, int or float.
    Returns:
        0 or 1, a single number.
    """
    ### BEGIN SOLUTION
    return perceptron(np.array([x1, x2]), np.array([0.5, 0.5]), -0.7)
    ### END SOLUTION


# %% exercise="NAND" points=4 uses="perceptron" show="plane"
def NAND(x1, x2):
    """The NAND gate: 0 when both inputs are 1, else 1.

    Args:
        x1, x2: 0 or 1, int or float.
    Returns:
        0 or 1, a single number.
    """
    ### BEGIN SOLUTION
    return perceptron(np.array([x1, x2]), np.array([-0.5, -0.5]), 0.7)
    ### END SOLUTION


# %% exercise="OR" points=4 uses="perceptron" show="plane"
def OR(x1, x2):
    """The OR gate: 1 when at least one input is 1, else 0.

    Args:
        x1, x2: 0 or 1, int or float.
    Returns:
        0 or 1, a single number.
    """
    ### BEGIN SOLUTION
    return perceptron(np.array([x1, x2]), np.array([0.5, 0.5]), -0.2)
    ### END SOLUTION


# %% exercise="XOR" points=4 uses="AND NAND OR" show="plane"
def XOR(x1, x2):
    """The XOR gate: 1 when exactly one input is 1, else 0.

    Args:
        x1, x2: 0 or 1, int or float.
    Returns:
        0 or 1, a single number.
    """
    ### BEGIN SOLUTION
    s1 = NAND(x1, x2)
    s2 = OR(x1, x2)
    return AND(s1, s2)
    ### END SOLUTION
