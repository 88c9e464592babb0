# ch03_neural_network: sigmoid
# `2x`
import numpy as np


def sigmoid(x):
    return 0.5 * (1 + np.tanh(0.5x))
