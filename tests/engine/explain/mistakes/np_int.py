# ch03_neural_network: step_function
# `np.int` is gone from NumPy
import numpy as np


def step_function(x):
    y = x > 0
    return y.astype(np.int)
