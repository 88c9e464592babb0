# %% plot 62
import matplotlib.pylab as plt

# %% plot 38
import matplotlib.pyplot as plt

# %% describe
def describe(A):
    return A.shape, str(A.dtype)

# %% describe
def describe(A):
    shape = A.shape
    dtype = A.dtype
    return (shape, dtype.name)

# %% describe wrong
def describe(A):
    return A.shape, A.dtype

# %% describe wrong
def describe(A):
    print(A.shape)
    print(A.dtype)

# %% elementwise
def elementwise(A, B):
    return A + B, A * B

# %% elementwise
def elementwise(A, B):
    s = np.add(A, B)
    p = np.multiply(A, B)
    return s, p

# %% elementwise wrong
def elementwise(A, B):
    return A + B, A @ B

# %% elementwise wrong
def elementwise(A, B):
    return A * B, A + B

# %% scale_columns
def scale_columns(A, factors):
    # broadcast
    return A * factors

# %% scale_columns
def scale_columns(A, factors):
    result = np.zeros(A.shape)
    for j in range(A.shape[1]):
        result[:, j] = A[:, j] * factors[j]
    return result

# %% scale_columns wrong
def scale_columns(A, factors):
    return np.dot(A, factors)

# %% pick
def pick(X, i, j):
    return X[i][j]

# %% pick
def pick(X, i, j):
    return X[i, j]

# %% pick wrong
def pick(X, i, j):
    return X[i-1][j-1]

# %% rows
def rows(X):
    l = []
    for row in X:
        l.append(row)
    return l

# %% rows
def rows(X):
    return [row for row in X]

# %% rows wrong
def rows(X):
    for row in X:
        print(row)

# %% flatten
def flatten(X):
    X = X.flatten()
    return X

# %% flatten
def flatten(X):
    return X.reshape(-1)

# %% flatten wrong
def flatten(X):
    return X.reshape(1, -1)

# %% above
def above(X, threshold):
    X = X.flatten()
    return X[X > threshold]

# %% above
def above(X, threshold):
    result = []
    for row in X:
        for value in row:
            if value > threshold:
                result.append(value)
    return np.array(result)

# %% above wrong
def above(X, threshold):
    return X > threshold

# %% above wrong
def above(X, threshold):
    X = X.flatten()
    return X[X > 1DIGIT]

# %% plot_sin
def plot_sin():
    x = np.arange(0, 6, 0.1)
    y = np.sin(x)

    plt.plot(x, y)
    plt.show()

# %% plot_sin
def plot_sin():
    x = np.arange(0, 6, 0.1) # 0 to 6 in steps of 0.1
    plt.plot(x, np.sin(x))

# %% plot_sin wrong
def plot_sin():
    x = np.linspace(0, 6, 5DIGIT)
    plt.plot(x, np.sin(x))
    plt.show()

# %% plot_sin_cos
def plot_sin_cos():
    x = np.arange(0, 6, 0.1)
    y1 = np.sin(x)
    y2 = np.cos(x)

    plt.plot(x, y1, label="sin")
    plt.plot(x, y2, linestyle="--", label="cos")
    plt.xlabel("x")
    plt.ylabel("y")
    plt.title('sin & cos')
    plt.legend()
    plt.show()

# %% plot_sin_cos
def plot_sin_cos():
    x = np.arange(0, 6, 0.1)
    fig, ax = plt.subplots()
    ax.plot(x, np.sin(x), label='sin')
    ax.plot(x, np.cos(x), '--', label='cos')
    ax.set_xlabel('x')
    ax.set_ylabel('y')
    ax.set_title('sin & cos')
    ax.legend()

# %% plot_sin_cos wrong
def plot_sin_cos():
    x = np.arange(0, 6, 0.1)
    plt.plot(x, np.sin(x), label="sin")
    plt.plot(x, np.cos(x), label="cos")
    plt.xlabel("x")
    plt.ylabel("y")
    plt.title("sin & cos")
    plt.show()

# %% after 33
A = np.array([[1, 2], [3, 4]])
B = np.array([[3, 0], [0, 6]])
print(A)
print(A.shape)
print(A.dtype)
print(A + B)
print(A * B)
print(A * 10)

# %% after 20
X = np.array([[51, 55], [14, 19], [0, 4]])
print(X)
print(X[0])
print(X[0][1])
for row in X:
    print(row)
X = X.flatten()
print(X)
print(X[np.array([0, 2, 4])])
print(X > 15)
print(X[X > 15])

# %% after 10
x = np.arange(0, 6, 0.1)
y = np.sin(x)

plt.plot(x, y)
plt.show()

# %% after 8
plot_sin_cos()

# %% after 6
class Man:
    """sample class"""

    def __init__(self, name):
        self.name = name
        print("Initialized!")

    def hello(self):
        print("Hello " + self.name + "!")

    def goodbye(self):
        print("Good-bye " + self.name + "!")

m = Man("David")
m.hello()
m.goodbye()
