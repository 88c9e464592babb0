# ch03_neural_network: sigmoid
# an `if` on an array, in a function without a known wrong answer for it
import numpy as np


def sigmoid(x):
    if x < -700:
        return 0.0
    return 1 / (1 + np.exp(-x))
