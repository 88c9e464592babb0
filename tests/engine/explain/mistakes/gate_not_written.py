# ch02_perceptron: NAND
# only AND is there, which is no misspelling of NAND
import numpy as np


def AND(x1, x2):
    return int(0.5 * x1 + 0.5 * x2 > 0.7)
