# %% plot 4
import matplotlib.pyplot as plt

# %% plot 96

# %% perceptron
def perceptron(x, w, b):
    tmp = np.sum(w * x) + b
    if tmp <= 0:
        return 0
    else:
        return 1

# %% perceptron
def perceptron(x, w, b):
    return 1 if np.dot(w, x) + b > 0 else 0

# %% perceptron
def perceptron(x, w, b):
    total = b
    for i in range(len(x)):
        total += w[i] * x[i]
    return int(total > 0)

# %% perceptron wrong
def perceptron(x, w, b):
    tmp = np.sum(w * x) + b
    if tmp < 0:
        return 0
    else:
        return 1

# %% perceptron wrong
def perceptron(x, w, b):
    return np.sum(w * x) + b

# %% AND
def AND(x1, x2):
    w1, w2, theta = 0.5, 0.5, 0.7
    tmp = x1*w1 + x2*w2
    if tmp <= theta:
        return 0
    elif tmp > theta:
        return 1

# %% AND
def AND(x1, x2):
    x = np.array([x1, x2])
    w = np.array([0.5, 0.5])
    b = -0.7
    tmp = np.sum(w*x) + b
    if tmp <= 0:
        return 0
    else:
        return 1

# %% AND
def AND(x1, x2):
    return perceptron(np.array([x1, x2]), np.array([0.5, 0.5]), -0.7DIGIT)

# %% AND wrong
def AND(x1, x2):
    x = np.array([x1, x2])
    w = np.array([0.5, 0.5])
    b = -0.2
    tmp = np.sum(w*x) + b
    if tmp <= 0:
        return 0
    else:
        return 1

# %% AND wrong
def AND(x1, x2):
    x = np.array(x1, x2)
    w = np.array([0.5, 0.5])
    return 1 if np.sum(w*x) - 0.7 > 0 else 0

# %% NAND
def NAND(x1, x2):
    x = np.array([x1, x2])
    w = np.array([-0.5, -0.5]) # only the weights and the bias differ from AND
    b = 0.7
    tmp = np.sum(w*x) + b
    if tmp <= 0:
        return 0
    else:
        return 1

# %% NAND
def NAND(x1, x2):
    w1, w2, theta = -0.5, -0.5, -0.7
    tmp = x1*w1 + x2*w2
    if tmp <= theta:
        return 0
    else:
        return 1

# %% NAND wrong
def NAND(x1, x2):
    x = np.array([x1, x2])
    w = np.array([0.5, 0.5])
    b = 0.7
    tmp = np.sum(w*x) + b
    if tmp <= 0:
        return 0
    else:
        return 1

# %% OR
def OR(x1, x2):
    x = np.array([x1, x2])
    w = np.array([0.5, 0.5])
    b = -0.2
    tmp = np.sum(w*x) + b
    if tmp <= 0:
        return 0
    else:
        return 1

# %% OR
def OR(x1, x2):
    return perceptron(np.array([x1, x2]), np.array([1.0, 1.0]), -0.DIGIT)

# %% OR wrong
def OR(x1, x2):
    x = np.array([x1, x2])
    w = np.array([0.5, 0.5])
    b = -0.7
    tmp = np.sum(w*x) + b
    if tmp <= 0:
        return 0
    else:
        return 1

# %% XOR
def XOR(x1, x2):
    s1 = NAND(x1, x2)
    s2 = OR(x1, x2)
    y = AND(s1, s2)
    return y

# %% XOR
def XOR(x1, x2):
    return AND(NAND(x1, x2), OR(x1, x2))

# %% XOR wrong
def XOR(x1, x2):
    s1 = NAND(x1, x2)
    s2 = OR(x1, x2)
    return OR(s1, s2)

# %% after 35
if __name__ == '__main__':
    for xs in [(0, 0), (1, 0), (0, 1), (1, 1)]:
        y = XOR(xs[0], xs[1])
        print(str(xs) + " -> " + str(y))

# %% after 15
print(AND(0, 0))
print(AND(1, 0))
print(AND(0, 1))
print(AND(1, 1))

# %% after 8
x = np.array([0, 1])
w = np.array([0.5, 0.5])
b = -0.7
print(w*x)
print(np.sum(w*x))
print(np.sum(w*x) + b)
