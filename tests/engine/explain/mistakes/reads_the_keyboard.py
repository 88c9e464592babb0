# ch02_perceptron: AND
# `input`
import numpy as np


def AND(x1, x2):
    x1 = int(input("x1: "))
    return int(x1 + x2 > 1)
