# %% [markdown] lang="en"
# # Chapter 3: Neural networks

# %%
import matplotlib.pyplot as plt
import numpy as np


# %% exercise="step_function" points=3 show="curve"
def step_function(x):
    """1 where x is above 0, else 0 (so 0 at 0).

    Args:
        x: array of any shape.
    Returns:
        Integer array of the same shape.
    """
    ### BEGIN SOLUTION
    # True and False turn into 1 and 0, for any shape at once.
    return (x > 0).astype(int)
    ### END SOLUTION


# %% exercise="sigmoid" points=3 show="curve"
def sigmoid(x):
    """The sigmoid 1 / (1 + e^(-x)) of each element.

    Args:
        x: array of any shape.
    Returns:
        Float array of the same shape, values between 0 and 1.
    """
    ### BEGIN SOLUTION
    # Far left exp(-x) overflows to infinity, and 1 / infinity is the 0 that we want.
    return 1 / (1 + np.exp(-x))
    ### END SOLUTION


# %% exercise="plot_sigmoid" points=3 uses="sigmoid"
def plot_sigmoid():
    """Draw the sigmoid on the current figure.

    x runs over [-5, 5) in steps of 0.1; the y-axis reaches from -0.1 to 1.1.
    """
    ### BEGIN SOLUTION
    x = np.arange(-5.0, 5.0, 0.1)
    plt.plot(x, sigmoid(x))
    # The same limits as for the step, so that the two pictures can be compared.
    plt.ylim(-0.1, 1.1)
    ### END SOLUTION


# %% exercise="relu" points=3 show="curve"
def relu(x):
    """The larger of 0 and x, element by element.

    Args:
        x: array of any shape.
    Returns:
        Array of the same shape; no element below 0.
    """
    ### BEGIN SOLUTION
    # maximum compares element by element; max would look for the largest of one array.
    return np.maximum(0, x)
    ### END SOLUTION


# %% exercise="layer_output" points=3
def layer_output(X, W):
    """The weighted sums of one layer, without bias and activation.

    Args:
        X: inputs, shape (n,).
        W: weights, shape (n, m): one row per input, one column per neuron.
    Returns:
        Array of shape (m,), one sum per neuron.
    """
    ### BEGIN SOLUTION
    # (n,) · (n, m) → (m,): every column of W is one neuron.
    return np.dot(X, W)
    ### END SOLUTION


# %% exercise="identity_function" points=1 show="curve"
def identity_function(x):
    """x itself: the output activation for regression.

    Args:
        x: array of any shape.
    Returns:
        The same values in the same shape.
    """
    ### BEGIN SOLUTION
    # Nothing to do, and that is the point: every layer is "sum, then activation".
    return x
    ### END SOLUTION


# %% exercise="init_network" points=4
def init_network():
    """The weights and biases of the three-layer network in the table above.

    Returns:
        Dict of float arrays: "W1" (2, 3), "b1" (3,), "W2" (3, 2), "b2" (2,), "W3" (2, 2), "b3" (2,).
    """
    ### BEGIN SOLUTION
    # One row per neuron a weight comes from, one column per neuron it goes to.
    return {
        "W1": np.array([[0.1, 0.3, 0.5], [0.2, 0.4, 0.6]]),
        "b1": np.array([0.1, 0.2, 0.3]),
        "W2": np.array([[0.1, 0.4], [0.2, 0.5], [0.3, 0.6]]),
        "b2": np.array([0.1, 0.2]),
        "W3": np.array([[0.1, 0.3], [0.2, 0.4]]),
        "b3": np.array([0.1, 0.2]),
    }
    ### END SOLUTION


# %% exercise="forward" points=6 uses="sigmoid identity_function" show="layers"
def forward(network, x):
    """Send x through a network of three layers: sigmoid, sigmoid, identity.

    Args:
        network: dict with "W1", "b1", "W2", "b2", "W3", "b3" of any shapes that fit together.
        x: one sample, shape (n,), or a batch of N samples, shape (N, n); n = 2 for the network above.
    Returns:
        The output layer's values, shape (m,) or (N, m); m = 2 for the network above.
    """
    ### BEGIN SOLUTION
    # A batch needs nothing special: rows stay rows in every product, and biases are broadcast to each row.
    z1 = sigmoid(np.dot(x, network["W1"]) + network["b1"])
    z2 = sigmoid(np.dot(z1, network["W2"]) + network["b2"])
    return identity_function(np.dot(z2, network["W3"]) + network["b3"])
    ### END SOLUTION


# %% exercise="softmax" points=4
def softmax(a):
    """Probabilities from scores; right for scores as large as 1000 and as low as -1000.

    Args:
        a: scores, shape (n,) for one sample or (N, n) for a batch.
    Returns:
        Probabilities, same shape; each sample's sum to 1.
    """
    ### BEGIN SOLUTION
    # Softmax is unchanged by subtracting a constant per sample, and exp(0) cannot overflow.
    exp_a = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return exp_a / np.sum(exp_a, axis=-1, keepdims=True)
    ### END SOLUTION
