# ch03_neural_network: softmax
# a module of the book's own files
import sys, os
sys.path.append(os.pardir)
import numpy as np
from common.functions import sigmoid
from dataset.mnist import load_mnist


def softmax(a):
    return np.exp(a) / np.sum(np.exp(a), axis=-1, keepdims=True)
