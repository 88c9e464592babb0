# ch02_perceptron: AND
# an exception of its own kind
import numpy as np


class Sorry(Exception):
    pass


def AND(x1, x2):
    raise Sorry(f"no idea for {x1} and {x2}")
