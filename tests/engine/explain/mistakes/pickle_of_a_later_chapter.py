# ch03_neural_network: init_network
# the book's later `init_network`
import pickle


def init_network():
    with open("sample_weight.pkl", "rb") as f:
        network = pickle.load(f)
    return network
