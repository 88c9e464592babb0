# ch03_neural_network: relu
# full-width brackets and colon
import numpy as np


def relu（x）：
    return np.maximum（0, x）
