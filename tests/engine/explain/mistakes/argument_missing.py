# ch02_perceptron: perceptron
# one argument more than the exercise hands in
import numpy as np


def perceptron(x, w, b, theta):
    return int(np.sum(x * w) + b > theta)
