# ch03_neural_network: sigmoid
# calculates with a list
import numpy as np


def sigmoid(x):
    x = x.tolist()
    return 1 / (1 + np.exp(-1.0 * x))
