# ch03_neural_network: step_function
# `x(0)`
import numpy as np


def step_function(x):
    return (x(0) > 0).astype(int)
