# ch03_neural_network: relu
# `print` of Python 2
import numpy as np


def relu(x):
    y = np.maximum(0, x)
    print "relu of", x
    return y
