# ch03_neural_network: step_function
# `.astpye`
import numpy as np


def step_function(x):
    return (x > 0).astpye(int)
