# ch03_neural_network: init_network
# a comma is missing
import numpy as np


def init_network():
    return {"b1": np.array([0.1 0.2, 0.3])}
