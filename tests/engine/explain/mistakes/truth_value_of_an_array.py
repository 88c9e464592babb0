# ch03_neural_network: step_function
# written for one number
import numpy as np


def step_function(x):
    if x > 0:
        return 1
    else:
        return 0
