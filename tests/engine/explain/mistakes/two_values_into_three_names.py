# ch02_perceptron: NAND
# two values unpacked into three names
import numpy as np


def NAND(x1, x2):
    w1, w2, theta = -0.5, -0.5
    return int(w1 * x1 + w2 * x2 > theta)
