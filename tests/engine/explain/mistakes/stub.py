# ch03_neural_network: relu
# the stub as it was handed out
import numpy as np


def relu(x):
    """max(0, x), element by element."""
    # YOUR CODE HERE
    raise NotImplementedError()
