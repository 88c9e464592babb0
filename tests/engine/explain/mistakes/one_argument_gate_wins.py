# ch02_perceptron: OR
# a second OR of one argument overwrites the gate
import numpy as np


def OR(x1, x2):
    return int(0.5 * x1 + 0.5 * x2 - 0.2 > 0)


def OR(x):
    return int(np.sum(x) > 0)
