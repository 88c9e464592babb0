# ch01_numpy: scale_columns
# shapes that do not broadcast
import numpy as np


def scale_columns(A, factors):
    return A * np.append(factors, 1.0)
