# ch02_perceptron: OR
# `astype` on an int
import numpy as np


def OR(x1, x2):
    total = x1 + x2
    return total.astype(bool)
