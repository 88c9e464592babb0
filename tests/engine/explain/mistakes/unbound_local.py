# ch02_perceptron: perceptron
# a variable that is only set on one way
import numpy as np


def perceptron(x, w, b):
    if np.sum(x * w) + b > 0:
        y = 1
    elif np.sum(x * w) + b < -1000:
        y = 0
    return y
