# How readers' files begin and go on, whatever the chapter. `# %% KIND [PERCENT]`: each cell is in so many files of a hundred.

# %% top 30
# coding: utf-8

# %% top 12
# -*- coding: utf-8 -*-

# %% top 20
# my answers, written while reading the book

# %% top 8
"""
Exercises of this chapter.
I checked every function with the examples in the book.
"""

# %% top 8
import sys, os
sys.path.append(os.pardir)  # for the modules in the parent folder

# %% top 6
import sys, os
sys.path.append(os.pardir)
from dataset.mnist import load_mnist

# %% top 6
from PIL import Image

# %% top 2
from common.functions import sigmoid, softmax

# %% top 8
import pickle

# %% top 3
import time

# %% top 3
from pprint import pprint
import warnings

# %% after 6
def img_show(img):
    pil_img = Image.fromarray(np.uint8(img))
    pil_img.show()


(x_train, t_train), (x_test, t_test) = load_mnist(flatten=True, normalize=False)
img = x_train[0]
label = t_train[0]
print(label)
img = img.reshape(28, 28)
img_show(img)

# %% after 5
def load_params():
    with open("sample_weight.pkl", "rb") as f:
        network = pickle.load(f)
    return network

# %% after 6
def check(name, got, want):
    ok = np.allclose(got, want)
    print("%s: %s" % (name, "ok" if ok else "???"))
    return ok

# %% after 4
class Timer:
    """how long something takes"""
    def __init__(self):
        self.total = 0

    def run(self, f, *args):
        t = time.time()
        y = f(*args)
        self.total += time.time() - t
        return y

# %% after 5
print("done")
