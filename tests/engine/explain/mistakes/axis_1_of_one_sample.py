# ch03_neural_network: softmax
# `axis=1` on a 1-D array
import numpy as np


def softmax(a):
    exp_a = np.exp(a - np.max(a, axis=1, keepdims=True))
    return exp_a / np.sum(exp_a, axis=1, keepdims=True)
