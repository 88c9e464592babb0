# ch03_neural_network: relu
# `np.float` is gone from NumPy
import numpy as np


def relu(x):
    return np.maximum(0, x).astype(np.float)
