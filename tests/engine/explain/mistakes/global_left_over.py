# ch03_neural_network: softmax
# a global that stood in another cell
import numpy as np


def softmax(a):
    exp_a = np.exp(a - np.max(a))
    return exp_a / sum_exp_a
