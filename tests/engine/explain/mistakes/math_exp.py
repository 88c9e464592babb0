# ch03_neural_network: sigmoid
# `math.exp` takes one number
import math

import numpy as np


def sigmoid(x):
    return 1 / (1 + math.exp(-x))
