# ch03_neural_network: forward
# `forword`
import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))



def forword(network, x):
    z1 = sigmoid(np.dot(x, network["W1"]) + network["b1"])
    return z1
