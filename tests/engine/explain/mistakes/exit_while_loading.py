# ch02_perceptron: AND
# `exit()` between the functions
import numpy as np


import sys

sys.exit()


def AND(x1, x2):
    return int(x1 + x2 > 0)
