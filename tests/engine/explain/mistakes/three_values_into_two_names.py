# ch02_perceptron: AND
# three values unpacked into two names
import numpy as np


def AND(x1, x2):
    w1, w2 = 0.5, 0.5, 0.7
    return int(w1 * x1 + w2 * x2 > 0.7)
