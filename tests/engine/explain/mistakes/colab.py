# ch03_neural_network: relu
# google.colab
from google.colab import drive
import cv2
import numpy as np


def relu(x):
    return np.where(x > 0, x, -x)
