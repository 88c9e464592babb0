# ch03_neural_network: softmax
# `.ndim` of a list
import numpy as np


def softmax(a):
    a = a.tolist()
    if a.ndim == 2:
        a = a - np.max(a, axis=1, keepdims=True)
    return np.exp(a) / np.sum(np.exp(a))
