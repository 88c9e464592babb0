# ch02_perceptron: NAND
# `np.array([...], [...])`
import numpy as np


def NAND(x1, x2):
    x = np.array([x1, x2])
    w = np.array([-0.5], [-0.5])
    return 1 if np.sum(w * x) + 0.7 > 0 else 0
