# ch03_neural_network: step_function
# `step_funtion`
import numpy as np


def step_funtion(x):
    return (x > 0).astype(int)
