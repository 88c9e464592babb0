# ch02_perceptron: perceptron
# counts from 1
import numpy as np


def perceptron(x, w, b):
    total = b
    for i in range(1, len(x) + 1):
        total += x[i] * w[i]
    return int(total > 0)
