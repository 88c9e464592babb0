# ch02_perceptron: AND
# weights in quotes
import numpy as np


def AND(x1, x2):
    w = np.array(["0.5", "0.5"])
    x = np.array([x1, x2])
    return int(np.sum(w * x) > 0.7)
