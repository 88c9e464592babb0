# %% plot 62
import matplotlib.pylab as plt

# %% plot 38
import matplotlib.pyplot as plt

# %% step_function
def step_function(x):
    return np.array(x > 0, dtype=int)

# %% step_function
def step_function(x):
    y = x > 0
    return y.astype(int)

# %% step_function
def step_function(x):
    return np.where(x > 0, 1, 0)

# %% step_function wrong
def step_function(x):
    y = x > 0
    return y.astype(np.int)

# %% step_function wrong
def step_function(x):
    if x > 0:
        return 1
    else:
        return 0

# %% plot_step_function
def plot_step_function():
    x = np.arange(-5.0, 5.0, 0.1)
    y = step_function(x)
    plt.plot(x, y)
    plt.ylim(-0.1, 1.1)  # the range of the y axis
    plt.show()

# %% plot_step_function
def plot_step_function():
    X = np.arange(-5.0, 5.0, 0.1)
    plt.plot(X, step_function(X))
    plt.ylim([-0.1, 1.1])

# %% plot_step_function wrong
def plot_step_function():
    x = np.arange(-5.0, 5.0, 0.1)
    plt.plot(x, step_function(x))
    plt.show()

# %% sigmoid
def sigmoid(x):
    return 1 / (1 + np.exp(-x))

# %% sigmoid
def sigmoid(x):
    # h(x)
    y = 1.0 / (1.0 + np.exp(-1 * x))
    return y

# %% sigmoid wrong
def sigmoid(x):
    return 1 / (1 + np.exp(x))

# %% sigmoid wrong
def sigmoid(x):
    return 1 / (1.0DIGIT + np.exp(-x))

# %% plot_sigmoid
def plot_sigmoid():
    x = np.arange(-5.0, 5.0, 0.1)
    y = sigmoid(x)
    plt.plot(x, y)
    plt.ylim(-0.1, 1.1)
    plt.show()

# %% plot_sigmoid
def plot_sigmoid():
    x = np.arange(-5.0, 5.0, 0.1)
    fig = plt.figure()
    ax = fig.add_subplot(111)
    ax.plot(x, sigmoid(x))
    ax.set_ylim(-0.1, 1.1)

# %% plot_sigmoid wrong
def plot_sigmoid():
    x = np.arange(-6.0, 6.0, 0.1)
    plt.plot(x, sigmoid(x))
    plt.ylim(-0.1, 1.1)
    plt.show()

# %% plot_step_and_sigmoid
def plot_step_and_sigmoid():
    x = np.arange(-5.0, 5.0, 0.1)
    y1 = sigmoid(x)
    y2 = step_function(x)
    plt.plot(x, y1, label="sigmoid")
    plt.plot(x, y2, 'k--', label="step")
    plt.ylim(-0.1, 1.1)
    plt.legend()
    plt.show()

# %% plot_step_and_sigmoid
def plot_step_and_sigmoid():
    x = np.arange(-5.0, 5.0, 0.1)
    plt.plot(x, step_function(x), linestyle="--", label="step_function")
    plt.plot(x, sigmoid(x), label="sigmoid")
    plt.ylim(-0.1, 1.1)
    plt.legend(loc="upper left")

# %% plot_step_and_sigmoid wrong
def plot_step_and_sigmoid():
    x = np.arange(-5.0, 5.0, 0.1)
    plt.plot(x, sigmoid(x))
    plt.plot(x, step_function(x))
    plt.ylim(-0.1, 1.1)
    plt.show()

# %% relu
def relu(x):
    return np.maximum(0, x)

# %% relu
def relu(x):
    return np.where(x > 0, x, 0)

# %% relu wrong
def relu(x):
    return np.max(0, x)

# %% relu wrong
def relu(x):
    return np.maximam(0, x)

# %% matrix_product
def matrix_product(A, B):
    return np.dot(A, B)

# %% matrix_product
def matrix_product(A, B):
    return A @ B

# %% matrix_product wrong
def matrix_product(A, B):
    return A * B

# %% layer_output
def layer_output(X, W):
    Y = np.dot(X, W)
    return Y

# %% layer_output
def layer_output(X, W):
    return X.dot(W)

# %% layer_output wrong
def layer_output(X, W):
    return np.dot(W, X)

# %% identity_function
def identity_function(x):
    return x

# %% identity_function wrong
def identify_function(x):
    return x

# %% init_network
def init_network():
    network = {}
    network['W1'] = np.array([[0.1, 0.3, 0.5], [0.2, 0.4, 0.6]])
    network['b1'] = np.array([0.1, 0.2, 0.3])
    network['W2'] = np.array([[0.1, 0.4], [0.2, 0.5], [0.3, 0.6]])
    network['b2'] = np.array([0.1, 0.2])
    network['W3'] = np.array([[0.1, 0.3], [0.2, 0.4]])
    network['b3'] = np.array([0.1, 0.2])

    return network

# %% init_network
def init_network():
    W1 = np.array([[0.1, 0.3, 0.5], [0.2, 0.4, 0.6]])
    W2 = np.array([[0.1, 0.4], [0.2, 0.5], [0.3, 0.6]])
    W3 = np.array([[0.1, 0.3], [0.2, 0.4]])
    b1, b2, b3 = np.array([0.1, 0.2, 0.3]), np.array([0.1, 0.2]), np.array([0.1, 0.2])
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2, "W3": W3, "b3": b3}

# %% init_network wrong
def init_network():
    network = {}
    network['W1'] = np.array([[0.1, 0.3, 0.5], [0.2, 0.4, 0.6]])
    network['b1'] = np.array([0.1, 0.2, 0.3])
    network['W2'] = np.array([[0.1, 0.4], [0.2, 0.5], [0.3, 0.DIGIT1]])
    network['b2'] = np.array([0.1, 0.2])
    network['W3'] = np.array([[0.1, 0.3], [0.2, 0.4]])
    network['b3'] = np.array([0.1, 0.2])
    return network

# %% init_network wrong
def init_network():
    with open("sample_weight.pkl", 'rb') as f:
        network = pickle.load(f)

    return network

# %% forward
def forward(network, x):
    W1, W2, W3 = network['W1'], network['W2'], network['W3']
    b1, b2, b3 = network['b1'], network['b2'], network['b3']

    a1 = np.dot(x, W1) + b1
    z1 = sigmoid(a1)
    a2 = np.dot(z1, W2) + b2
    z2 = sigmoid(a2)
    a3 = np.dot(z2, W3) + b3
    y = identity_function(a3)

    return y

# %% forward
def forward(network, x):
    z = x
    for i in [1, 2]:
        z = sigmoid(layer_output(z, network["W%d" % i]) + network["b%d" % i])
    return identity_function(layer_output(z, network["W3"]) + network["b3"])

# %% forward wrong
def forward(network, x):
    W1, W2, W3 = network['W1'], network['W2'], network['W3']
    b1, b2, b3 = network['b1'], network['b2'], network['b3']

    a1 = np.dot(x, W1) + b1
    z1 = sigmoid(a1)
    a2 = np.dot(z1, W2) + b2
    z2 = sigmoid(a2)
    a3 = np.dot(z2, W3) + b3
    y = softmax(a3)

    return y

# %% forward wrong
def forward(network, x):
    W1, W2, W3 = network['W1'], network['W2'], network['W3']
    b1, b2, b3 = network['b1'], network['b2'], network['b3']

    a1 = np.dot(x, W1) + b1
    z1 = sigmoid(a1)
    a2 = np.dot(z1, W2)
    z2 = sigmoid(a2)
    a3 = np.dot(z2, W3) + b3
    return identity_function(a3)

# %% softmax
def softmax(a):
    c = np.max(a, axis=-1, keepdims=True)
    exp_a = np.exp(a - c)  # against overflow
    sum_exp_a = np.sum(exp_a, axis=-1, keepdims=True)
    y = exp_a / sum_exp_a

    return y

# %% softmax
def softmax(x):
    if x.ndim == 2:
        x = x.T
        x = x - np.max(x, axis=0)
        y = np.exp(x) / np.sum(np.exp(x), axis=0)
        return y.T

    x = x - np.max(x)
    return np.exp(x) / np.sum(np.exp(x))

# %% softmax wrong
def softmax(a):
    c = np.max(a)
    exp_a = np.exp(a - c)
    sum_exp_a = np.sum(exp_a)
    y = exp_a / sum_exp_a

    return y

# %% softmax wrong
def softmax(a):
    exp_a = np.exp(a)
    sum_exp_a = np.sum(exp_a)
    y = exp_a / sum_exp_a
    return y

# %% after 8
x = np.arange(-5.0, 5.0, 0.1)
y = sigmoid(x)
plt.plot(x, y)
plt.ylim(-0.1, 1.1)
plt.show()

# %% after 5
plot_step_and_sigmoid()

# %% after 30
network = init_network()
x = np.array([1.0, 0.5])
y = forward(network, x)
print(y)

# %% after 18
a = np.array([0.3, 2.9, 4.0])
y = softmax(a)
print(y)
print(np.sum(y))

# %% after 12
X = np.array([1, 2])
W = np.array([[1, 3, 5], [2, 4, 6]])
print(X.shape)
print(W.shape)
print(np.dot(X, W))

# %% after 6
def predict(network, x):
    W1, W2, W3 = network['W1'], network['W2'], network['W3']
    b1, b2, b3 = network['b1'], network['b2'], network['b3']
    a1 = np.dot(x, W1) + b1
    z1 = sigmoid(a1)
    a2 = np.dot(z1, W2) + b2
    z2 = sigmoid(a2)
    a3 = np.dot(z2, W3) + b3
    return softmax(a3)
