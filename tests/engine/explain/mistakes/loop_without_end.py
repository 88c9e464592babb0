# ch02_perceptron: AND
# a loop that never ends
import numpy as np


def AND(x1, x2):
    while True:
        pass
