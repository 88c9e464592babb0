# ch02_perceptron: perceptron
# divides by zero
import numpy as np


def perceptron(x, w, b):
    return int((np.sum(x * w) + b) / 0 > 0) if len(x) > 100 else 1 // 0
