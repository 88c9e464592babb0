# ch03_neural_network: relu
# `ReLU`
import numpy as np


def ReLU(x):
    return np.maximum(0, x)
