# ch03_neural_network: init_network
# no `import numpy as np`, and the weights stand at module level


W1 = np.array([[0.1, 0.3, 0.5], [0.2, 0.4, 0.6]])


def init_network():
    return {"W1": W1}
