# ch02_perceptron: AND
# `and_gate`
import numpy as np


def and_gate(x1, x2):
    return int(0.5 * x1 + 0.5 * x2 > 0.7)
