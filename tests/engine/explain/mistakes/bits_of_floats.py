# ch02_perceptron: AND
# `&` takes no decimal numbers
def AND(x1, x2):
    return x1 & x2
