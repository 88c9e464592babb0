# ch03_neural_network: step_function
# `int` takes one number
import numpy as np


def step_function(x):
    return int(x > 0)
