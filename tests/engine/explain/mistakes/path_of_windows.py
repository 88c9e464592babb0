# ch03_neural_network: init_network
# a path with backslashes
import numpy as np


def init_network():
    return np.load("C:\Users\ada\weights.npy")
