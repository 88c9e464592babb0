# ch02_perceptron: NAND
# only `pass`
import numpy as np


def NAND(x1, x2):
    pass
