# ch03_neural_network: forward
# softmax at the output
import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))



def forward(network, x):
    z1 = sigmoid(np.dot(x, network["W1"]) + network["b1"])
    z2 = sigmoid(np.dot(z1, network["W2"]) + network["b2"])
    a3 = np.dot(z2, network["W3"]) + network["b3"]
    return np.exp(a3) / np.sum(np.exp(a3))
