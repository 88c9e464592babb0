# ch02_perceptron: OR
# an indent that matches nothing
import numpy as np


def OR(x1, x2):
    if x1 + x2 > 0:
        return 1
      return 0
