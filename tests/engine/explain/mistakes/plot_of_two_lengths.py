# ch01_numpy: plot_sin
# x and y of different lengths
import numpy as np


import matplotlib.pyplot as plt


def plot_sin():
    x = np.arange(0, 6, 0.1)
    plt.plot(x, np.sin(np.arange(0, 6, 0.2)))
