# ch02_perceptron: AND
# an empty file



