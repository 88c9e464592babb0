# ch03_neural_network: step_function
# bools instead of integers
import numpy as np


def step_function(x):
    return x > 0
