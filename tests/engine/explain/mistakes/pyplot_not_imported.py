# ch03_neural_network: plot_sigmoid
# no `import matplotlib.pyplot as plt`
import numpy as np


def plot_sigmoid():
    x = np.arange(-5.0, 5.0, 0.1)
    plt.plot(x, 1 / (1 + np.exp(-x)))
    plt.ylim(-0.1, 1.1)
