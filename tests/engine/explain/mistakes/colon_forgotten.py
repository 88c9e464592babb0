# ch02_perceptron: AND
# no colon after `def`
import numpy as np


def AND(x1, x2)
    return int(x1 + x2 > 1)
