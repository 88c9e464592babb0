# ch02_perceptron: OR
# a weight in quotes
import numpy as np


def OR(x1, x2):
    return int("0.5" * float(x1) + 0.5 * x2 > 0.2)
