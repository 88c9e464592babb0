# ch02_perceptron: AND
# `np.sum` is missing
import numpy as np


def AND(x1, x2):
    x = np.array([x1, x2])
    w = np.array([0.5, 0.5])
    tmp = w * x - 0.7
    if tmp <= 0:
        return 0
    else:
        return 1
