# ch01_numpy: plot_sin
# `range` with a step of 0.1
import numpy as np


import matplotlib.pyplot as plt


def plot_sin():
    x = range(0, 6, 0.1)
    plt.plot(x, np.sin(x))
