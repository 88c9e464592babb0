# ch03_neural_network: sigmoid
# calls itself without end
import numpy as np


def sigmoid(x):
    return 1 / (1 + sigmoid(-x))
