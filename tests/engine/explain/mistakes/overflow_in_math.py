# ch03_neural_network: softmax
# `math.exp` of a large number
import math

import numpy as np


def softmax(a):
    rows = np.atleast_2d(a)
    exps = np.array([[math.exp(value) for value in row] for row in rows])
    return (exps / exps.sum(axis=1, keepdims=True)).reshape(a.shape)
