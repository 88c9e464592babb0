# ch02_perceptron: AND
# no colon after `if`
import numpy as np


def AND(x1, x2):
    if x1 + x2 > 1
        return 1
    return 0
