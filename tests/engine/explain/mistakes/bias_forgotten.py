# ch03_neural_network: forward
# forgets `+ b2`
import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))



def forward(network, x):
    z1 = sigmoid(np.dot(x, network["W1"]) + network["b1"])
    z2 = sigmoid(np.dot(z1, network["W2"]))
    return np.dot(z2, network["W3"]) + network["b3"]
