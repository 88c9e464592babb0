# ch03_neural_network: softmax
# a list minus a number
import numpy as np


def softmax(a):
    a = list(a)
    exp_a = np.exp(a - max(a))
    return exp_a / np.sum(exp_a)
