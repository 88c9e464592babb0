# ch03_neural_network: layer_output
# the same with `@`
import numpy as np


def layer_output(X, W):
    return W.T.T @ X
