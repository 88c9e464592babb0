# ch03_neural_network: step_function
# `np.array[...]`
import numpy as np


def step_function(x):
    return np.array[x > 0].astype(int)
