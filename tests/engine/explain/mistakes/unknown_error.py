# ch02_perceptron: AND
# an error that no phrase knows
import numpy as np


def AND(x1, x2):
    assert x1 + x2 > 5, "the sum must be above 5"
    return 0
