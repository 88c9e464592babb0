# ch02_perceptron: OR
# tabs and spaces mixed so that only some editors show it
import numpy as np


def OR(x1, x2):
        total = x1 + x2
	return int(total > 0)
