import matplotlib.pyplot as plt
import numpy as np

A = np.array([[1, 2], [3, 4]])
B = np.array([[3, 0], [0, 6]])
print(A)
print(A.shape, A.dtype)
print(A + B, A * B, A * 10)


def describe(A):
    return A.shape, str(A.dtype)


def elementwise(A, B):
    return A + B, A * B


def scale_columns(A, factors):
    return A * factors


X = np.array([[51, 55], [14, 19], [0, 4]])
print(X[0], X[0][1])


def pick(X, i, j):
    return X[i][j]


def rows(X):
    found = []
    for row in X:
        found.append(row)
    return found


def flatten(X):
    return X.flatten()


def above(X, threshold):
    X = X.flatten()
    return X[threshold < X]


x = np.arange(0, 6, 0.1)
y = np.sin(x)
plt.plot(x, y)
plt.show()


def plot_sin():
    x = np.arange(0, 6, 0.1)
    y = np.sin(x)
    plt.plot(x, y)
    plt.show()


def plot_sin_cos():
    x = np.arange(0, 6, 0.1)
    y1 = np.sin(x)
    y2 = np.cos(x)
    plt.plot(x, y1, label="sin")
    plt.plot(x, y2, linestyle="--", label="cos")
    plt.xlabel("x")
    plt.ylabel("y")
    plt.title("sin & cos")
    plt.legend()
    plt.show()


plot_sin_cos()
