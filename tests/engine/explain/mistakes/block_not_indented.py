# ch02_perceptron: OR
# no indent after `if`
import numpy as np


def OR(x1, x2):
    if x1 + x2 > 0:
    return 1
    return 0
