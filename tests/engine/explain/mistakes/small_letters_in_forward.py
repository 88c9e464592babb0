# ch03_neural_network: forward
# asks for the key `w1`
import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def forward(network, x):
    z1 = sigmoid(np.dot(x, network["w1"]) + network["b1"])
    z2 = sigmoid(np.dot(z1, network["w2"]) + network["b2"])
    return np.dot(z2, network["w3"]) + network["b3"]
