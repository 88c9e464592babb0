# ch02_perceptron: AND
# `np.array(x1, x2)`
import numpy as np


def AND(x1, x2):
    x = np.array(x1, x2)
    w = np.array([0.5, 0.5])
    return 1 if np.sum(w * x) - 0.7 > 0 else 0
