# ch03_neural_network: step_function
# `np.int` at module level: the file plots while it loads
import numpy as np


def step_function(x):
    return np.array(x > 0, dtype=np.int)


x = np.arange(-5.0, 5.0, 0.1)
y = step_function(x)
