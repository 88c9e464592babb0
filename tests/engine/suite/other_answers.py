"""Right answers written otherwise than ours, as students write them: read as text, to be mutated."""
# ruff: noqa: F811, F821 - one name for each exercise; other functions and NumPy are the reference's


def describe(A):
    shape = A.shape
    name = str(A.dtype)
    return shape, name


def elementwise(A, B):
    total = np.add(A, B)
    product = np.multiply(A, B)
    return total, product


def scale_columns(A, factors):
    result = np.zeros(A.shape)
    for i in range(A.shape[0]):
        for j in range(A.shape[1]):
            result[i, j] = A[i, j] * factors[j]
    return result


def pick(X, i, j):
    row = X[i]
    return row[j]


def rows(X):
    result = []
    for row in X:
        result.append(row)
    return result


def flatten(X):
    return X.reshape(-1)


def above(X, threshold):
    flat = X.flatten()
    mask = flat > threshold
    return flat[mask]


def above(X, threshold):
    found = []
    for row in X:
        for value in row:
            if value > threshold:
                found.append(value)
    return np.array(found)


def perceptron(x, w, b):
    total = 0
    for i in range(len(x)):
        total += w[i] * x[i]
    if total + b > 0:
        return 1
    else:
        return 0


def perceptron(x, w, b):
    tmp = np.sum(w * x) + b
    if tmp <= 0:
        return 0
    else:
        return 1


def perceptron(x, w, b):
    return int(np.dot(x, w) + b > 0)


def AND(x1, x2):
    w1, w2, theta = 0.5, 0.5, 0.7
    tmp = x1 * w1 + x2 * w2
    if tmp <= theta:
        return 0
    elif tmp > theta:
        return 1


def AND(x1, x2):
    x = np.array([x1, x2])
    w = np.array([0.5, 0.5])
    b = -0.7
    tmp = np.sum(w * x) + b
    if tmp <= 0:
        return 0
    else:
        return 1


def AND(x1, x2):
    return 1 if x1 == 1 and x2 == 1 else 0


def NAND(x1, x2):
    w1, w2, theta = -0.5, -0.5, -0.7
    tmp = x1 * w1 + x2 * w2
    if tmp <= theta:
        return 0
    elif tmp > theta:
        return 1


def NAND(x1, x2):
    x = np.array([x1, x2])
    w = np.array([-0.5, -0.5])
    b = 0.7
    tmp = np.sum(w * x) + b
    if tmp <= 0:
        return 0
    else:
        return 1


def NAND(x1, x2):
    return 1 - AND(x1, x2)


def OR(x1, x2):
    w1, w2, theta = 0.5, 0.5, 0.2
    tmp = x1 * w1 + x2 * w2
    if tmp <= theta:
        return 0
    elif tmp > theta:
        return 1


def OR(x1, x2):
    x = np.array([x1, x2])
    w = np.array([0.5, 0.5])
    b = -0.2
    tmp = np.sum(w * x) + b
    if tmp <= 0:
        return 0
    else:
        return 1


def OR(x1, x2):
    return 1 if x1 == 1 or x2 == 1 else 0


def XOR(x1, x2):
    if x1 == x2:
        return 0
    return 1


def XOR(x1, x2):
    return OR(AND(x1, 1 - x2), AND(1 - x1, x2))


def step_function(x):
    y = x > 0
    return y.astype(int)


def step_function(x):
    return np.where(x > 0, 1, 0)


def step_function(x):
    return np.array(x > 0, dtype=int)


def sigmoid(x):
    e = np.exp(-x)
    return 1 / (1 + e)


def sigmoid(x):
    return np.power(1 + np.exp(-x), -1)


def relu(x):
    return np.where(x > 0, x, 0)


def relu(x):
    return x * (x > 0)


def relu(x):
    y = x.copy()
    y[y < 0] = 0
    return y


def matrix_product(A, B):
    return A @ B


def matrix_product(A, B):
    result = np.zeros((A.shape[0], B.shape[1]))
    for i in range(A.shape[0]):
        for j in range(B.shape[1]):
            for k in range(A.shape[1]):
                result[i, j] += A[i, k] * B[k, j]
    return result


def layer_output(X, W):
    return X @ W


def layer_output(X, W):
    result = []
    for j in range(W.shape[1]):
        total = 0
        for i in range(len(X)):
            total += X[i] * W[i, j]
        result.append(total)
    return np.array(result)


def init_network():
    network = {}
    network["W1"] = np.array([[0.1, 0.3, 0.5], [0.2, 0.4, 0.6]])
    network["b1"] = np.array([0.1, 0.2, 0.3])
    network["W2"] = np.array([[0.1, 0.4], [0.2, 0.5], [0.3, 0.6]])
    network["b2"] = np.array([0.1, 0.2])
    network["W3"] = np.array([[0.1, 0.3], [0.2, 0.4]])
    network["b3"] = np.array([0.1, 0.2])
    return network


def forward(network, x):
    W1, W2, W3 = network["W1"], network["W2"], network["W3"]
    b1, b2, b3 = network["b1"], network["b2"], network["b3"]
    a1 = np.dot(x, W1) + b1
    z1 = sigmoid(a1)
    a2 = np.dot(z1, W2) + b2
    z2 = sigmoid(a2)
    a3 = np.dot(z2, W3) + b3
    y = identity_function(a3)
    return y


def forward(network, x):
    z = x
    for layer in ("1", "2"):
        z = sigmoid(z @ network["W" + layer] + network["b" + layer])
    return z @ network["W3"] + network["b3"]


def softmax(a):
    c = np.max(a)
    exp_a = np.exp(a - c)
    sum_exp_a = np.sum(exp_a)
    y = exp_a / sum_exp_a
    return y


def softmax(a):
    if a.ndim == 2:
        a = a.T
        a = a - np.max(a, axis=0)
        y = np.exp(a) / np.sum(np.exp(a), axis=0)
        return y.T
    a = a - np.max(a)
    return np.exp(a) / np.sum(np.exp(a))


def softmax(a):
    exp_a = np.exp(a)
    return exp_a / np.sum(exp_a)


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


def plot_sigmoid():
    x = np.linspace(-5.0, 4.9, 100)
    y = 1 / (1 + np.exp(-x))
    plt.plot(x, y)
    plt.ylim(-0.1, 1.1)


def plot_step_and_sigmoid():
    x = np.arange(-5.0, 5.0, 0.1)
    y1 = sigmoid(x)
    y2 = step_function(x)
    plt.plot(x, y1)
    plt.plot(x, y2, "k--")
    plt.ylim(-0.1, 1.1)
    plt.legend(["sigmoid", "step"])
