# ch02_perceptron: XOR
# calls `NADN`
import numpy as np


def AND(x1, x2):
    return int(0.5 * x1 + 0.5 * x2 > 0.7)


def NAND(x1, x2):
    return 1 - AND(x1, x2)


def OR(x1, x2):
    return int(x1 + x2 > 0)


def XOR(x1, x2):
    return AND(NADN(x1, x2), OR(x1, x2))
