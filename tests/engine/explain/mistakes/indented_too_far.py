# ch02_perceptron: OR
# an indent for no reason
import numpy as np


def OR(x1, x2):
    total = x1 + x2
        return int(total > 0)
