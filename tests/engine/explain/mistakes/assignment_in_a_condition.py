# ch02_perceptron: AND
# `=` in a condition
import numpy as np


def AND(x1, x2):
    if x1 + x2 = 2:
        return 1
    return 0
