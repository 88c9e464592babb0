# ch03_neural_network: relu
# adds decimals to an array of whole numbers in place
import numpy as np


def relu(x):
    y = np.zeros(x.shape, dtype=int)
    y += x * (x > 0)
    return y
