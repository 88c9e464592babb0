# ch02_perceptron: AND
# an AND that is an OR
import numpy as np


def AND(x1, x2):
    return 1 if 0.5 * x1 + 0.5 * x2 > 0.2 else 0
