# ch02_perceptron: perceptron
# `astype` on a float
import numpy as np


def perceptron(x, w, b):
    total = float(np.sum(x * w)) + b
    return total.astype(int)
