# ch03_neural_network: softmax
# no maximum subtracted, and a batch as a whole
import numpy as np


def softmax(a):
    exp_a = np.exp(a)
    return exp_a / np.sum(exp_a)
