# ch01_numpy: rows
# an index past the end of a list
import numpy as np


def rows(X):
    found = []
    for i in range(len(X)):
        found[i] = X[i]
    return found
