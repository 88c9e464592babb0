# ch03_neural_network: softmax
# two indices for one axis
import numpy as np


def softmax(a):
    exp_a = np.exp(a - a[0, :].max())
    return exp_a / exp_a.sum()
