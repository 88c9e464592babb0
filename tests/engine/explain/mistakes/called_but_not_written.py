# ch02_perceptron: XOR
# calls a NAND that is not there
import numpy as np


def AND(x1, x2):
    return int(0.5 * x1 + 0.5 * x2 > 0.7)


def OR(x1, x2):
    return int(x1 + x2 > 0)


def XOR(x1, x2):
    return AND(NAND(x1, x2), OR(x1, x2))
