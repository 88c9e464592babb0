# ch02_perceptron: AND
# `astype` on the bool that plain numbers give
import numpy as np


def AND(x1, x2):
    return (0.5 * x1 + 0.5 * x2 > 0.7).astype(int)
