# ch03_neural_network: relu
# a full-width space as an indent
import numpy as np


def relu(x):
　　return np.maximum(0, x)
