# ch03_neural_network: step_function
# a list instead of an array
import numpy as np


def step_function(x):
    return [1 if value > 0 else 0 for value in x]
