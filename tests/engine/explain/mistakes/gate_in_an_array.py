# ch02_perceptron: OR
# an array of one element
import numpy as np


def OR(x1, x2):
    return (np.array([x1 + x2]) > 0).astype(int)
