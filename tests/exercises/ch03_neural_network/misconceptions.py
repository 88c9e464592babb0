"""Wrong answers worth recognising in the chapter on neural networks."""

import matplotlib.pyplot as plt
import numpy as np

from autograder.testing import misconception


@misconception(
    "step_function",
    fails=[
        "test_jump",
        "test_any_shape",
        "test_integers",
        "test_other_numbers",
        "test_other_shapes",
        "test_other_integers",
    ],
)
def one_number_only(x):
    """A single yes or no was needed here, as by `if`, but comparing an array gives one per element: work with that
    whole array of answers."""
    if x > 0:
        return 1
    else:
        return 0


@misconception(
    "step_function",
    fails=[
        "test_jump",
        "test_any_shape",
        "test_integers",
        "test_other_numbers",
        "test_other_shapes",
        "test_other_integers",
    ],
)
def int_of_an_array(x):
    """One number was needed here, as by `int(...)`, and there were several; an array has a method that converts all
    its elements."""
    return int(x > 0)


@misconception("step_function", fails=["test_integers", "test_other_integers"])
def truth_values(x):
    """These are True and False, as a comparison gives them; they still have to be turned into the integers 1 and 0."""
    return x > 0


@misconception(
    "step_function",
    fails=[
        "test_jump",
        "test_any_shape",
        "test_integers",
        "test_other_numbers",
        "test_other_shapes",
        "test_other_integers",
    ],
)
def steps_in_a_list(x):
    """A list is made here, not an array, and a loop meets whole rows as soon as `x` is 2-D: let NumPy do all of `x`
    at once."""
    return [1 if value > 0 else 0 for value in x]


@misconception("step_function", fails=["test_integers", "test_other_integers"])
def steps_as_floats(x):
    """The steps are decimal numbers, 0.0 and 1.0: the answer should hold integers."""
    return np.where(x > 0, 1.0, 0.0)


@misconception("step_function", fails=["test_jump", "test_other_numbers"])
def fires_at_zero(x):
    """0 counts as above 0 here, as with `>=`; the step function is still 0 there."""
    return (x >= 0).astype(int)


@misconception(
    "step_function",
    fails=[
        "test_jump",
        "test_any_shape",
        "test_integers",
        "test_other_numbers",
        "test_other_shapes",
        "test_other_integers",
    ],
)
def sign(x):
    """This is -1 for negative numbers, as the sign is; the step function is 0 there."""
    return np.sign(x).astype(int)


@misconception(
    "step_function",
    fails=[
        "test_jump",
        "test_any_shape",
        "test_integers",
        "test_other_numbers",
        "test_other_shapes",
        "test_other_integers",
    ],
)
def not_returned(x):
    """The answer is None, as when the result is computed and then forgotten: only `return` hands it to the caller
    (`print` merely shows it)."""
    y = (x > 0).astype(int)  # noqa: F841 - the mistake


@misconception(
    "step_function",
    fails=[
        "test_jump",
        "test_any_shape",
        "test_integers",
        "test_other_numbers",
        "test_other_shapes",
        "test_other_integers",
    ],
)
def signs_as_floats(x):
    """These are the signs, as decimal numbers: the step function is 0 for negative numbers, and its values are
    integers."""
    return np.sign(x)


@misconception(
    "sigmoid",
    fails=[
        "test_book_example",
        "test_any_shape",
        "test_far_out",
        "test_other_numbers",
        "test_other_shapes",
        "test_farther_out",
    ],
)
def minus_forgotten(x):
    """The curve falls from 1 to 0 instead of rising, as when the minus sign in the exponent is missing."""
    return 1 / (1 + np.exp(x))


@misconception(
    "sigmoid",
    fails=[
        "test_book_example",
        "test_any_shape",
        "test_far_out",
        "test_other_numbers",
        "test_other_shapes",
        "test_farther_out",
    ],
)
def brackets_forgotten(x):
    """This is 1 plus an exponential, as when the denominator has no brackets: Python divides before it adds."""
    return 1 / 1 + np.exp(-x)


@misconception("sigmoid", fails=["test_far_out", "test_farther_out"])
def infinity_over_infinity(x):
    """This form is right on paper, but for large x both parts of the fraction overflow, and inf / inf is nan."""
    return np.exp(x) / (1 + np.exp(x))


@misconception(
    "sigmoid",
    fails=[
        "test_book_example",
        "test_any_shape",
        "test_far_out",
        "test_other_numbers",
        "test_other_shapes",
        "test_farther_out",
    ],
)
def exp_for_one_number(x):
    """One number was needed here, as by `math.exp`, and `x` is an array; NumPy has an `exp` of its own that works on
    every element."""
    import math

    return 1 / (1 + math.exp(-x))


@misconception(
    "sigmoid",
    fails=[
        "test_book_example",
        "test_any_shape",
        "test_far_out",
        "test_other_numbers",
        "test_other_shapes",
        "test_farther_out",
    ],
)
def tanh(x):
    """This is tanh, another S-shaped curve: it runs from -1 to 1, the sigmoid from 0 to 1."""
    return np.tanh(x)


@misconception("sigmoid", fails=["test_book_example", "test_any_shape", "test_other_numbers", "test_other_shapes"])
def two_decimals(x):
    """The values are rounded to two decimals: later calculations need all of them."""
    return np.round(1 / (1 + np.exp(-x)), 2)


@misconception("sigmoid", fails=["test_book_example", "test_any_shape", "test_other_numbers", "test_other_shapes"])
def four_decimals(x):
    """The values are rounded to four decimals: later calculations need all of them."""
    return np.round(1 / (1 + np.exp(-x)), 4)


@misconception(
    "sigmoid",
    fails=[
        "test_book_example",
        "test_any_shape",
        "test_far_out",
        "test_other_numbers",
        "test_other_shapes",
        "test_farther_out",
    ],
)
def exponential_only(x):
    """This is the exponential of -x alone: the sigmoid is 1 divided by (1 plus that)."""
    return np.exp(-x)


@misconception(
    "relu",
    fails=[
        "test_example",
        "test_large_numbers",
        "test_any_shape",
        "test_other_numbers",
        "test_other_large_numbers",
        "test_other_shapes",
    ],
)
def largest_of_one_array(x):
    """An array stands where a whole number belongs, as for the axis in `np.max(0, x)`. To compare two things element
    by element there is another function."""
    return np.max(0, x)


@misconception(
    "relu",
    fails=[
        "test_example",
        "test_large_numbers",
        "test_any_shape",
        "test_other_numbers",
        "test_other_large_numbers",
        "test_other_shapes",
    ],
)
def max_of_python(x):
    """A single yes or no was needed here, as by Python's own `max`, which asks once whether the array is larger than
    0; an array has no single answer to that."""
    return max(0, x)


@misconception(
    "relu",
    fails=[
        "test_example",
        "test_large_numbers",
        "test_any_shape",
        "test_other_numbers",
        "test_other_large_numbers",
        "test_other_shapes",
    ],
)
def absolute_value(x):
    """This folds negative numbers up to positive ones; ReLU cuts them off at 0."""
    return np.abs(x)


@misconception(
    "relu",
    fails=[
        "test_example",
        "test_large_numbers",
        "test_any_shape",
        "test_other_numbers",
        "test_other_large_numbers",
        "test_other_shapes",
    ],
)
def leaky(x):
    """This lets a little of the negative side through (a "leaky" ReLU); the plain one gives exactly 0 there."""
    return np.where(x > 0, x, 0.01 * x)


@misconception(
    "relu",
    fails=[
        "test_example",
        "test_large_numbers",
        "test_any_shape",
        "test_other_numbers",
        "test_other_large_numbers",
        "test_other_shapes",
    ],
)
def step_for_relu(x):
    """This is the step function: it gives 1 for whatever is above 0, where ReLU gives the number itself."""
    return (x > 0) * 1.0


@misconception("relu", fails=["test_large_numbers", "test_other_large_numbers"])
def capped_at_one(x):
    """Only the negative side is cut off: above 0, ReLU has no upper end."""
    return np.clip(x, 0, 1)


@misconception(
    "relu",
    fails=[
        "test_example",
        "test_large_numbers",
        "test_any_shape",
        "test_other_numbers",
        "test_other_large_numbers",
        "test_other_shapes",
    ],
)
def largest_element(x):
    """One number comes back, the largest of the array. To compare two things element by element there is another
    function."""
    return np.max(x)


@misconception(
    "relu",
    fails=[
        "test_example",
        "test_large_numbers",
        "test_any_shape",
        "test_other_numbers",
        "test_other_large_numbers",
        "test_other_shapes",
    ],
)
def smaller_of_the_two(x):
    """This keeps what is below 0 and cuts off the rest: ReLU takes the larger of 0 and x."""
    return np.minimum(0, x)


@misconception(
    "relu",
    fails=[
        "test_example",
        "test_large_numbers",
        "test_any_shape",
        "test_other_numbers",
        "test_other_large_numbers",
        "test_other_shapes",
    ],
)
def negative_left_out(x):
    """What is not above 0 is left out, so the result is shorter than `x`; ReLU puts a 0 in its place."""
    return x[x > 0]


@misconception(
    "relu",
    fails=[
        "test_example",
        "test_large_numbers",
        "test_any_shape",
        "test_other_numbers",
        "test_other_large_numbers",
        "test_other_shapes",
    ],
)
def nothing_cut_off(x):
    """This is `x` itself, negative numbers too: ReLU gives 0 for them."""
    return x


@misconception(
    "relu",
    fails=[
        "test_example",
        "test_large_numbers",
        "test_any_shape",
        "test_other_numbers",
        "test_other_large_numbers",
        "test_other_shapes",
    ],
)
def mask_only(x):
    """This is True and False, the answers to "above 0 or not?"; ReLU gives the numbers themselves."""
    return x > 0


@misconception("identity_function", fails=["test_example", "test_other_arrays"])
def identity_matrix(x):
    """This makes the identity *matrix*; the identity *function* just gives back what it got."""
    return np.eye(len(x))


@misconception("identity_function", fails=["test_example", "test_other_arrays"])
def nothing_returned(x):
    """The answer is None, as where `return` is missing or has nothing behind it: hand x back, though there is nothing to calculate."""


@misconception(
    "matrix_product",
    fails=[
        "test_book_example",
        "test_other_shapes",
        "test_row_and_column",
        "test_other_square_matrices",
        "test_more_shapes",
        "test_other_rows_and_columns",
    ],
)
def element_by_element(A, B):
    """`*` multiplies elements at the same place; the matrix product takes rows against columns and adds up."""
    return A * B


@misconception(
    "matrix_product",
    fails=[
        "test_book_example",
        "test_other_shapes",
        "test_row_and_column",
        "test_other_square_matrices",
        "test_more_shapes",
        "test_other_rows_and_columns",
    ],
)
def factors_swapped(A, B):
    """The factors are swapped: B · A is another matrix than A · B, often of another shape."""
    return np.dot(B, A)


@misconception(
    "matrix_product",
    fails=[
        "test_book_example",
        "test_other_shapes",
        "test_row_and_column",
        "test_other_square_matrices",
        "test_more_shapes",
        "test_other_rows_and_columns",
    ],
)
def rows_against_rows(A, B):
    """This takes rows against rows, as when B is transposed; the matrix product takes rows of A against columns of B
    by itself."""
    return np.dot(A, B.T)


@misconception(
    "matrix_product",
    fails=[
        "test_book_example",
        "test_other_shapes",
        "test_row_and_column",
        "test_other_square_matrices",
        "test_more_shapes",
        "test_other_rows_and_columns",
    ],
)
def all_pairs(A, B):
    """The outer product multiplies everything with everything and adds nothing up."""
    return np.outer(A, B)


@misconception(
    "layer_output",
    fails=[
        "test_book_example",
        "test_square_weights",
        "test_small_layers",
        "test_other_weights",
        "test_other_square_weights",
        "test_other_small_layers",
    ],
)
def weights_first(X, W):
    """The shapes do not fit, or the rows of W are taken for its columns, as when the product is the wrong way round:
    (n,) fits in front of (n, m), not behind it."""
    return np.dot(W, X)


@misconception(
    "layer_output",
    fails=[
        "test_book_example",
        "test_square_weights",
        "test_small_layers",
        "test_other_weights",
        "test_other_square_weights",
        "test_other_small_layers",
    ],
)
def products_not_added(X, W):
    """`*` pairs X with the columns' places and adds nothing up; a neuron needs the sum of its products."""
    return X * W


@misconception(
    "layer_output",
    fails=[
        "test_book_example",
        "test_square_weights",
        "test_small_layers",
        "test_other_weights",
        "test_other_square_weights",
        "test_other_small_layers",
    ],
)
def row_matrix(X, W):
    """The numbers are right, but in a matrix with one row: X need not be reshaped, NumPy takes it for a row anyway."""
    return np.dot(X.reshape(1, -1), W)


@misconception(
    "layer_output",
    fails=[
        "test_book_example",
        "test_square_weights",
        "test_small_layers",
        "test_other_weights",
        "test_other_square_weights",
        "test_other_small_layers",
    ],
)
def activation_too_early(X, W):
    """The sigmoid is not part of this exercise: only the weighted sums are asked for."""
    return 1 / (1 + np.exp(-np.dot(X, W)))


@misconception(
    "init_network",
    fails=[
        "test_names_and_shapes",
        "test_first_layer",
        "test_second_layer",
        "test_third_layer",
    ],
)
def pickle_of_later():
    """A file is opened here that does not exist, as in the book's later `init_network`, which reads learned weights.
    The one asked for has its few numbers typed in."""
    raise FileNotFoundError("sample_weight.pkl")  # opening whatever lies in the grader's folder would be unwise


@misconception("init_network", fails=["test_names_and_shapes"])
def small_letters():
    """Python tells capital from small letters: the weights are called W1, W2 and W3."""
    return {
        "w1": np.array([[0.1, 0.3, 0.5], [0.2, 0.4, 0.6]]),
        "b1": np.array([0.1, 0.2, 0.3]),
        "w2": np.array([[0.1, 0.4], [0.2, 0.5], [0.3, 0.6]]),
        "b2": np.array([0.1, 0.2]),
        "w3": np.array([[0.1, 0.3], [0.2, 0.4]]),
        "b3": np.array([0.1, 0.2]),
    }


@misconception("init_network", fails=["test_names_and_shapes"])
def capital_biases():
    """Python tells capital from small letters: the biases are called b1, b2 and b3."""
    return {
        "W1": np.array([[0.1, 0.3, 0.5], [0.2, 0.4, 0.6]]),
        "B1": np.array([0.1, 0.2, 0.3]),
        "W2": np.array([[0.1, 0.4], [0.2, 0.5], [0.3, 0.6]]),
        "B2": np.array([0.1, 0.2]),
        "W3": np.array([[0.1, 0.3], [0.2, 0.4]]),
        "B3": np.array([0.1, 0.2]),
    }


@misconception(
    "init_network",
    fails=[
        "test_names_and_shapes",
        "test_first_layer",
        "test_second_layer",
        "test_third_layer",
    ],
)
def rows_and_columns_swapped():
    """The matrices are lying on their side: a row holds the weights from one neuron, a column those to one neuron."""
    return {
        "W1": np.array([[0.1, 0.2], [0.3, 0.4], [0.5, 0.6]]),
        "b1": np.array([0.1, 0.2, 0.3]),
        "W2": np.array([[0.1, 0.2, 0.3], [0.4, 0.5, 0.6]]),
        "b2": np.array([0.1, 0.2]),
        "W3": np.array([[0.1, 0.2], [0.3, 0.4]]),
        "b3": np.array([0.1, 0.2]),
    }


@misconception("init_network", fails=["test_names_and_shapes"])
def biases_as_rows():
    """Double brackets make a matrix with one row; the biases are plain 1-D arrays, one number per neuron."""
    return {
        "W1": np.array([[0.1, 0.3, 0.5], [0.2, 0.4, 0.6]]),
        "b1": np.array([[0.1, 0.2, 0.3]]),
        "W2": np.array([[0.1, 0.4], [0.2, 0.5], [0.3, 0.6]]),
        "b2": np.array([[0.1, 0.2]]),
        "W3": np.array([[0.1, 0.3], [0.2, 0.4]]),
        "b3": np.array([[0.1, 0.2]]),
    }


@misconception(
    "init_network",
    fails=[
        "test_names_and_shapes",
        "test_first_layer",
        "test_second_layer",
        "test_third_layer",
    ],
)
def comma_for_point_in_weights():
    """Not every row of an array holds equally many numbers, as when `0,4` stands for 0.4: a comma separates numbers,
    so this is 0 and 4. Decimal numbers need a point."""
    return {
        "W1": np.array([[0.1, 0.3, 0.5], [0.2, 0,4, 0.6]]),
        "b1": np.array([0.1, 0.2, 0.3]),
        "W2": np.array([[0.1, 0.4], [0.2, 0.5], [0.3, 0.6]]),
        "b2": np.array([0.1, 0.2]),
        "W3": np.array([[0.1, 0.3], [0.2, 0.4]]),
        "b3": np.array([0.1, 0.2]),
    }


@misconception("init_network", fails=["test_names_and_shapes", "test_second_layer"])
def comma_for_point_in_biases():
    """A comma separates numbers, so `0,2` is the two numbers 0 and 2, and b2 has three elements.
    Decimal numbers need a point."""
    return {
        "W1": np.array([[0.1, 0.3, 0.5], [0.2, 0.4, 0.6]]),
        "b1": np.array([0.1, 0.2, 0.3]),
        "W2": np.array([[0.1, 0.4], [0.2, 0.5], [0.3, 0.6]]),
        "b2": np.array([0.1, 0,2]),
        "W3": np.array([[0.1, 0.3], [0.2, 0.4]]),
        "b3": np.array([0.1, 0.2]),
    }


@misconception("init_network", fails=["test_second_layer"])
def row_mistyped():
    """The second row of W2 differs from the table: compare it number by number."""
    return {
        "W1": np.array([[0.1, 0.3, 0.5], [0.2, 0.4, 0.6]]),
        "b1": np.array([0.1, 0.2, 0.3]),
        "W2": np.array([[0.1, 0.4], [0.2, 0.4], [0.3, 0.6]]),
        "b2": np.array([0.1, 0.2]),
        "W3": np.array([[0.1, 0.3], [0.2, 0.4]]),
        "b3": np.array([0.1, 0.2]),
    }


@misconception("init_network", fails=["test_names_and_shapes"])
def lists_for_arrays():
    """Lists only hold numbers, and `*` and `+` mean something else for them: make arrays, to be calculated with."""
    return {
        "W1": [[0.1, 0.3, 0.5], [0.2, 0.4, 0.6]],
        "b1": [0.1, 0.2, 0.3],
        "W2": [[0.1, 0.4], [0.2, 0.5], [0.3, 0.6]],
        "b2": [0.1, 0.2],
        "W3": [[0.1, 0.3], [0.2, 0.4]],
        "b3": [0.1, 0.2],
    }


@misconception("init_network", fails=["test_first_layer", "test_second_layer", "test_third_layer"])
def typed_in_counting_order():
    """The numbers of each matrix count upwards along its rows; in the table the first row of W1 is 0.1, 0.3, 0.5,
    and so on."""
    return {
        "W1": np.array([[0.1, 0.2, 0.3], [0.4, 0.5, 0.6]]),
        "b1": np.array([0.1, 0.2, 0.3]),
        "W2": np.array([[0.1, 0.2], [0.3, 0.4], [0.5, 0.6]]),
        "b2": np.array([0.1, 0.2]),
        "W3": np.array([[0.1, 0.2], [0.3, 0.4]]),
        "b3": np.array([0.1, 0.2]),
    }


@misconception("init_network", fails=["test_second_layer"])
def second_layer_in_counting_order():
    """W2 differs from the table: its numbers count upwards along its rows, and in the table down its columns."""
    return {
        "W1": np.array([[0.1, 0.3, 0.5], [0.2, 0.4, 0.6]]),
        "b1": np.array([0.1, 0.2, 0.3]),
        "W2": np.array([[0.1, 0.2], [0.3, 0.4], [0.5, 0.6]]),
        "b2": np.array([0.1, 0.2]),
        "W3": np.array([[0.1, 0.3], [0.2, 0.4]]),
        "b3": np.array([0.1, 0.2]),
    }


@misconception("init_network", fails=["test_names_and_shapes", "test_second_layer"])
def second_layer_on_its_side():
    """W2 is lying on its side: it has one row for each of the three neurons before it, and a column for each of its
    own two."""
    return {
        "W1": np.array([[0.1, 0.3, 0.5], [0.2, 0.4, 0.6]]),
        "b1": np.array([0.1, 0.2, 0.3]),
        "W2": np.array([[0.1, 0.2, 0.3], [0.4, 0.5, 0.6]]),
        "b2": np.array([0.1, 0.2]),
        "W3": np.array([[0.1, 0.3], [0.2, 0.4]]),
        "b3": np.array([0.1, 0.2]),
    }


@misconception(
    "forward",
    fails=[
        "test_book_example",
        "test_any_network",
        "test_without_biases",
        "test_other_inputs",
        "test_other_networks",
        "test_others_without_biases",
    ],
)
def softmax_at_the_output(network, x):
    """The output layer of this network is the identity: softmax belongs to a classifier, as its own function."""
    z1 = 1 / (1 + np.exp(-(np.dot(x, network["W1"]) + network["b1"])))
    z2 = 1 / (1 + np.exp(-(np.dot(z1, network["W2"]) + network["b2"])))
    a3 = np.dot(z2, network["W3"]) + network["b3"]
    exp_a = np.exp(a3 - np.max(a3, axis=-1, keepdims=True))
    return exp_a / np.sum(exp_a, axis=-1, keepdims=True)


@misconception(
    "forward",
    fails=[
        "test_book_example",
        "test_any_network",
        "test_without_biases",
        "test_other_inputs",
        "test_other_networks",
        "test_others_without_biases",
    ],
)
def sigmoid_at_the_output(network, x):
    """The output layer of this network is the identity: a sigmoid there squeezes every result between 0 and 1."""
    z = x
    for layer in "123":
        z = 1 / (1 + np.exp(-(np.dot(z, network["W" + layer]) + network["b" + layer])))
    return z


@misconception(
    "forward",
    fails=[
        "test_book_example",
        "test_any_network",
        "test_second_bias",
        "test_other_inputs",
        "test_other_networks",
        "test_other_second_bias",
    ],
)
def second_bias_forgotten(network, x):
    """The bias of layer 2 is missing: every layer adds its own."""
    z1 = 1 / (1 + np.exp(-(np.dot(x, network["W1"]) + network["b1"])))
    z2 = 1 / (1 + np.exp(-np.dot(z1, network["W2"])))
    return np.dot(z2, network["W3"]) + network["b3"]


@misconception(
    "forward",
    fails=[
        "test_book_example",
        "test_any_network",
        "test_without_biases",
        "test_other_inputs",
        "test_other_networks",
        "test_others_without_biases",
    ],
)
def second_activation_forgotten(network, x):
    """The sums of layer 2 go on unchanged, as when its activation is forgotten: both hidden layers need one."""
    z1 = 1 / (1 + np.exp(-(np.dot(x, network["W1"]) + network["b1"])))
    a2 = np.dot(z1, network["W2"]) + network["b2"]
    return np.dot(a2, network["W3"]) + network["b3"]


@misconception(
    "forward",
    fails=[
        "test_book_example",
        "test_any_network",
        "test_without_biases",
        "test_first_bias",
        "test_second_bias",
        "test_batch",
        "test_other_inputs",
        "test_other_networks",
        "test_others_without_biases",
        "test_other_first_bias",
        "test_other_second_bias",
        "test_other_batches",
    ],
)
def no_activation(network, x):
    """Without activations three layers are no more than one, since straight after straight is straight."""
    z = x
    for layer in "123":
        z = np.dot(z, network["W" + layer]) + network["b" + layer]
    return z


@misconception(
    "forward",
    fails=[
        "test_book_example",
        "test_any_network",
        "test_first_bias",
        "test_second_bias",
        "test_other_inputs",
        "test_other_networks",
        "test_other_first_bias",
        "test_other_second_bias",
    ],
)
def bias_after_activation(network, x):
    """The bias came too late: it is part of the sum, and the activation is applied to the whole sum."""
    z1 = 1 / (1 + np.exp(-np.dot(x, network["W1"]))) + network["b1"]
    z2 = 1 / (1 + np.exp(-np.dot(z1, network["W2"]))) + network["b2"]
    return np.dot(z2, network["W3"]) + network["b3"]


@misconception(
    "forward",
    fails=[
        "test_book_example",
        "test_any_network",
        "test_without_biases",
        "test_first_bias",
        "test_second_bias",
        "test_batch",
        "test_other_inputs",
        "test_other_networks",
        "test_others_without_biases",
        "test_other_first_bias",
        "test_other_second_bias",
        "test_other_batches",
    ],
)
def relu_in_hidden_layers(network, x):
    """ReLU would be a good choice too, but this network uses the sigmoid in its hidden layers."""
    z1 = np.maximum(0, np.dot(x, network["W1"]) + network["b1"])
    z2 = np.maximum(0, np.dot(z1, network["W2"]) + network["b2"])
    return np.dot(z2, network["W3"]) + network["b3"]


@misconception(
    "forward",
    fails=[
        "test_any_network",
        "test_without_biases",
        "test_first_bias",
        "test_second_bias",
        "test_batch",
        "test_other_networks",
        "test_others_without_biases",
        "test_other_first_bias",
        "test_other_second_bias",
        "test_other_batches",
    ],
)
def network_ignored(network, x):
    """This computes with weights of its own; take them from the `network` that is handed in."""
    z1 = 1 / (1 + np.exp(-(np.dot(x, np.array([[0.1, 0.3, 0.5], [0.2, 0.4, 0.6]])) + np.array([0.1, 0.2, 0.3]))))
    z2 = 1 / (1 + np.exp(-(np.dot(z1, np.array([[0.1, 0.4], [0.2, 0.5], [0.3, 0.6]])) + np.array([0.1, 0.2]))))
    return np.dot(z2, np.array([[0.1, 0.3], [0.2, 0.4]])) + np.array([0.1, 0.2])


@misconception(
    "forward",
    fails=[
        "test_book_example",
        "test_any_network",
        "test_without_biases",
        "test_first_bias",
        "test_second_bias",
        "test_batch",
        "test_other_inputs",
        "test_other_networks",
        "test_others_without_biases",
        "test_other_first_bias",
        "test_other_second_bias",
        "test_other_batches",
    ],
)
def arrays_do_not_fit(network, x):
    """Two arrays in a layer do not fit together, as when the factors of the product are swapped, or an array of
    another layer stands there: x comes first, then W1, then b1."""
    z1 = 1 / (1 + np.exp(-(np.dot(network["W1"], x) + network["b1"])))
    z2 = 1 / (1 + np.exp(-(np.dot(network["W2"], z1) + network["b2"])))
    return np.dot(network["W3"], z2) + network["b3"]


@misconception("forward", fails=["test_batch", "test_other_batches"])
def one_sample_only(network, x):
    """This works for one sample only, as when sums are added up by hand or the weights stand in front; in x · W
    every row of a batch is a sample of its own."""
    z = x
    for layer in "123":
        a = np.sum(z[:, np.newaxis] * network["W" + layer], axis=0) + network["b" + layer]
        z = a if layer == "3" else 1 / (1 + np.exp(-a))
    return z


@misconception(
    "forward",
    fails=[
        "test_book_example",
        "test_any_network",
        "test_without_biases",
        "test_first_bias",
        "test_second_bias",
        "test_batch",
        "test_other_inputs",
        "test_other_networks",
        "test_others_without_biases",
        "test_other_first_bias",
        "test_other_second_bias",
        "test_other_batches",
    ],
)
def result_not_returned(network, x):
    """The answer is None, as when everything is computed and then forgotten: only `return` hands it back."""
    z = x
    for layer in "123":
        z = 1 / (1 + np.exp(-(np.dot(z, network["W" + layer]) + network["b" + layer])))


@misconception(
    "forward",
    fails=[
        "test_book_example",
        "test_any_network",
        "test_first_bias",
        "test_other_inputs",
        "test_other_networks",
        "test_other_first_bias",
    ],
)
def first_bias_forgotten(network, x):
    """The bias of layer 1 is missing: every layer adds its own."""
    z1 = 1 / (1 + np.exp(-np.dot(x, network["W1"])))
    z2 = 1 / (1 + np.exp(-(np.dot(z1, network["W2"]) + network["b2"])))
    return np.dot(z2, network["W3"]) + network["b3"]


@misconception(
    "forward",
    fails=[
        "test_book_example",
        "test_any_network",
        "test_batch",
        "test_other_inputs",
        "test_other_networks",
        "test_other_batches",
    ],
)
def third_bias_forgotten(network, x):
    """The bias of layer 3 is missing: every layer adds its own."""
    z1 = 1 / (1 + np.exp(-(np.dot(x, network["W1"]) + network["b1"])))
    z2 = 1 / (1 + np.exp(-(np.dot(z1, network["W2"]) + network["b2"])))
    return np.dot(z2, network["W3"])


@misconception(
    "forward",
    fails=[
        "test_book_example",
        "test_any_network",
        "test_first_bias",
        "test_second_bias",
        "test_batch",
        "test_other_inputs",
        "test_other_networks",
        "test_other_first_bias",
        "test_other_second_bias",
        "test_other_batches",
    ],
)
def biases_forgotten(network, x):
    """No layer adds its bias: the sum of a layer is its product plus its bias."""
    z1 = 1 / (1 + np.exp(-np.dot(x, network["W1"])))
    z2 = 1 / (1 + np.exp(-np.dot(z1, network["W2"])))
    return np.dot(z2, network["W3"])


@misconception(
    "forward",
    fails=[
        "test_book_example",
        "test_any_network",
        "test_without_biases",
        "test_other_inputs",
        "test_other_networks",
        "test_others_without_biases",
    ],
)
def first_activation_forgotten(network, x):
    """The sums of layer 1 go on unchanged, as when its activation is forgotten: both hidden layers need one."""
    z1 = np.dot(x, network["W1"]) + network["b1"]
    z2 = 1 / (1 + np.exp(-(np.dot(z1, network["W2"]) + network["b2"])))
    return np.dot(z2, network["W3"]) + network["b3"]


@misconception(
    "forward",
    fails=[
        "test_any_network",
        "test_second_bias",
        "test_batch",
        "test_other_networks",
        "test_other_second_bias",
        "test_other_batches",
    ],
)
def third_bias_in_layer_two(network, x):
    """Layer 2 adds the bias of layer 3; in the book's network the two are equal by chance. Every layer adds its own."""
    z1 = 1 / (1 + np.exp(-(np.dot(x, network["W1"]) + network["b1"])))
    z2 = 1 / (1 + np.exp(-(np.dot(z1, network["W2"]) + network["b3"])))
    return np.dot(z2, network["W3"]) + network["b3"]


@misconception(
    "forward",
    fails=[
        "test_any_network",
        "test_second_bias",
        "test_batch",
        "test_other_networks",
        "test_other_second_bias",
        "test_other_batches",
    ],
)
def second_bias_in_layer_three(network, x):
    """Layer 3 adds the bias of layer 2; in the book's network the two are equal by chance. Every layer adds its own."""
    z1 = 1 / (1 + np.exp(-(np.dot(x, network["W1"]) + network["b1"])))
    z2 = 1 / (1 + np.exp(-(np.dot(z1, network["W2"]) + network["b2"])))
    return np.dot(z2, network["W3"]) + network["b2"]


@misconception(
    "forward",
    fails=[
        "test_book_example",
        "test_any_network",
        "test_without_biases",
        "test_first_bias",
        "test_second_bias",
        "test_batch",
        "test_other_inputs",
        "test_other_networks",
        "test_others_without_biases",
        "test_other_first_bias",
        "test_other_second_bias",
        "test_other_batches",
    ],
)
def outputs_to_two_decimals(network, x):
    """The values are rounded to two decimals: round only what you print."""
    z1 = 1 / (1 + np.exp(-(np.dot(x, network["W1"]) + network["b1"])))
    z2 = 1 / (1 + np.exp(-(np.dot(z1, network["W2"]) + network["b2"])))
    return np.round(np.dot(z2, network["W3"]) + network["b3"], 2)


@misconception(
    "simple_softmax",
    fails=[
        "test_book_example",
        "test_any_scores",
        "test_other_scores",
        "test_other_numbers_of_scores",
    ],
)
def total_of_scores(a):
    """The denominator adds up the scores themselves; it must add up their exponentials."""
    return np.exp(a) / np.sum(a)


@misconception(
    "simple_softmax",
    fails=[
        "test_book_example",
        "test_any_scores",
        "test_other_scores",
        "test_other_numbers_of_scores",
    ],
)
def shares_of_scores(a):
    """These are plain shares of the total, which fail for negative scores: raise e to the scores first."""
    return a / np.sum(a)


@misconception(
    "simple_softmax",
    fails=[
        "test_book_example",
        "test_any_scores",
        "test_other_scores",
        "test_other_numbers_of_scores",
    ],
)
def sigmoid_of_each_score(a):
    """This looks at each score alone; in softmax each output depends on all the scores, so that they sum to 1."""
    return 1 / (1 + np.exp(-a))


@misconception(
    "simple_softmax",
    fails=[
        "test_book_example",
        "test_any_scores",
        "test_other_scores",
        "test_other_numbers_of_scores",
    ],
)
def winner_takes_all(a):
    """This only marks the winner; softmax gives every class its probability, the small ones too."""
    return (a == np.max(a)) * 1.0


@misconception(
    "simple_softmax",
    fails=[
        "test_book_example",
        "test_any_scores",
        "test_other_scores",
        "test_other_numbers_of_scores",
    ],
)
def exponentials_only(a):
    """These are the exponentials; divided by their total they would be probabilities."""
    return np.exp(a)


@misconception(
    "simple_softmax",
    fails=[
        "test_book_example",
        "test_any_scores",
        "test_other_scores",
        "test_other_numbers_of_scores",
    ],
)
def exponential_of_total(a):
    """The denominator is the exponential of the scores' total; it must be the total of their exponentials."""
    return np.exp(a) / np.exp(np.sum(a))


@misconception(
    "simple_softmax",
    fails=[
        "test_book_example",
        "test_any_scores",
        "test_other_scores",
        "test_other_numbers_of_scores",
    ],
)
def largest_is_one(a):
    """The largest of the results is 1, and it is their sum that has to be 1: divide the exponentials by their total."""
    exp_a = np.exp(a - np.max(a))
    return exp_a / np.max(exp_a)


@misconception(
    "simple_softmax",
    fails=[
        "test_book_example",
        "test_any_scores",
        "test_other_scores",
        "test_other_numbers_of_scores",
    ],
)
def divided_by_the_mean(a):
    """The exponentials are divided by their mean; it is their total that makes them sum to 1."""
    exp_a = np.exp(a - np.max(a))
    return exp_a / np.mean(exp_a)


@misconception(
    "simple_softmax",
    fails=[
        "test_book_example",
        "test_any_scores",
        "test_other_scores",
        "test_other_numbers_of_scores",
    ],
)
def total_of_the_example(a):
    """The total is the one of the book's example, whatever `a` is, as when a variable from outside the function is
    used."""
    return np.exp(a) / np.sum(np.exp(np.array([0.3, 2.9, 4.0])))


@misconception(
    "simple_softmax",
    fails=[
        "test_book_example",
        "test_any_scores",
        "test_other_scores",
        "test_other_numbers_of_scores",
    ],
)
def scores_of_the_example(a):
    """The answer is the one to the book's example, whatever `a` is, as when a variable from outside the function is
    used."""
    scores = np.array([0.3, 2.9, 4.0])
    return np.exp(scores) / np.sum(np.exp(scores))


@misconception(
    "simple_softmax",
    fails=[
        "test_book_example",
        "test_any_scores",
        "test_other_scores",
        "test_other_numbers_of_scores",
    ],
)
def softmax_twice(a):
    """This is the softmax of the softmax: the result has been put through the same steps once more."""
    exp_a = np.exp(a - np.max(a))
    y = exp_a / np.sum(exp_a)
    exp_y = np.exp(y - np.max(y))
    return exp_y / np.sum(exp_y)


@misconception(
    "simple_softmax",
    fails=[
        "test_book_example",
        "test_any_scores",
        "test_other_scores",
        "test_other_numbers_of_scores",
    ],
)
def probabilities_to_two_decimals(a):
    """The probabilities are rounded to two decimals: small ones become 0, and the sum may miss 1."""
    exp_a = np.exp(a - np.max(a))
    return np.round(exp_a / np.sum(exp_a), 2)


@misconception(
    "simple_softmax",
    fails=[
        "test_book_example",
        "test_any_scores",
        "test_other_scores",
        "test_other_numbers_of_scores",
    ],
)
def probabilities_to_four_decimals(a):
    """The probabilities are rounded to four decimals: small ones become 0, and the sum may miss 1."""
    exp_a = np.exp(a - np.max(a))
    return np.round(exp_a / np.sum(exp_a), 4)


@misconception("stable_softmax", fails=["test_large_scores", "test_other_large_scores"])
def no_max_shift(a):
    """exp overflows for large scores: subtract the largest score first, which changes nothing else."""
    exp_a = np.exp(a)
    return exp_a / np.sum(exp_a)


@misconception(
    "stable_softmax",
    fails=[
        "test_small_scores",
        "test_large_scores",
        "test_other_small_scores",
        "test_other_large_scores",
    ],
)
def largest_exponential_subtracted(a):
    """The shift is far too large, as when an exponential is subtracted from the scores: shift them by the largest
    *score*."""
    exp_a = np.exp(a - np.max(np.exp(a)))
    return exp_a / np.sum(exp_a)


@misconception(
    "stable_softmax",
    fails=[
        "test_small_scores",
        "test_large_scores",
        "test_other_small_scores",
        "test_other_large_scores",
    ],
)
def shift_outside_the_exponential(a):
    """The shift belongs inside the exponential: subtracted outside, it changes the result and prevents nothing."""
    exp_a = np.exp(a) - np.max(a)
    return exp_a / np.sum(exp_a)


@misconception(
    "stable_softmax",
    fails=[
        "test_small_scores",
        "test_large_scores",
        "test_other_small_scores",
        "test_other_large_scores",
    ],
)
def denominator_not_shifted(a):
    """The shifted exponentials are divided by the total of the unshifted ones: both must come from the same scores."""
    return np.exp(a - np.max(a)) / np.sum(np.exp(a))


@misconception("stable_softmax", fails=["test_large_scores", "test_other_large_scores"])
def mean_subtracted(a):
    """The shift is too small, as when the mean is subtracted: only the largest score leaves no exponent above 0."""
    exp_a = np.exp(a - np.mean(a))
    return exp_a / np.sum(exp_a)


@misconception("stable_softmax", fails=["test_large_scores", "test_other_large_scores"])
def smallest_subtracted(a):
    """Large scores become larger still, as when the smallest score is subtracted: it must be the largest."""
    exp_a = np.exp(a - np.min(a))
    return exp_a / np.sum(exp_a)


@misconception(
    "softmax",
    fails=[
        "test_large_scores_in_a_batch",
        "test_one_sample",
        "test_other_large_scores_in_a_batch",
        "test_other_samples",
    ],
)
def rows_not_shifted(a):
    """exp overflows for large scores, and inf / inf is nan: the shift is needed here as well, one for each row."""
    exp_a = np.exp(a)
    return exp_a / np.sum(exp_a, axis=-1, keepdims=True)


@misconception(
    "softmax",
    fails=[
        "test_batch",
        "test_large_scores_in_a_batch",
        "test_one_sample",
        "test_other_batches",
        "test_other_large_scores_in_a_batch",
        "test_other_samples",
    ],
)
def no_shift_and_batch_as_a_whole(a):
    """As in the book's first version, large scores overflow, and in a batch all rows together sum to 1 instead of
    each."""
    exp_a = np.exp(a)
    return exp_a / np.sum(exp_a)


@misconception(
    "softmax",
    fails=[
        "test_batch",
        "test_large_scores_in_a_batch",
        "test_other_batches",
        "test_other_large_scores_in_a_batch",
    ],
)
def batch_as_a_whole(a):
    """In a batch, all rows together sum to 1 here; each row is a sample of its own and needs its own total."""
    exp_a = np.exp(a - np.max(a))
    return exp_a / np.sum(exp_a)


@misconception("softmax", fails=["test_one_sample", "test_other_samples"])
def batches_only(a):
    """One sample has a single axis, and another is asked for here, as with `axis=1`; the last axis, -1, is there in
    a sample and in a batch."""
    exp_a = np.exp(a - np.max(a, axis=1, keepdims=True))
    return exp_a / np.sum(exp_a, axis=1, keepdims=True)


@misconception(
    "softmax",
    fails=[
        "test_batch",
        "test_large_scores_in_a_batch",
        "test_other_batches",
        "test_other_large_scores_in_a_batch",
    ],
)
def columns_for_rows(a):
    """Axis 0 runs down the columns, so every column of a batch sums to 1; a sample is a row."""
    exp_a = np.exp(a - np.max(a, axis=0))
    return exp_a / np.sum(exp_a, axis=0)


@misconception("softmax", fails=["test_large_scores_in_a_batch", "test_other_large_scores_in_a_batch"])
def one_shift_for_all_rows(a):
    """All rows are shifted by the largest score of the batch, so a row far below it becomes 0 / 0: each needs its own."""
    exp_a = np.exp(a - np.max(a))
    return exp_a / np.sum(exp_a, axis=-1, keepdims=True)


@misconception(
    "softmax",
    fails=[
        "test_batch",
        "test_large_scores_in_a_batch",
        "test_other_batches",
        "test_other_large_scores_in_a_batch",
    ],
)
def totals_in_a_row(a):
    """The totals form a row and meet the columns of the batch; as a column they would stand beside their own rows."""
    exp_a = np.exp(a - np.max(a))
    return exp_a / np.sum(exp_a, axis=-1)


@misconception("plot_step_function", fails=["test_limits_of_y"])
def step_without_limits():
    """The curve is right, but Matplotlib chose the ends of the y-axis: set them yourself."""
    x = np.arange(-5.0, 5.0, 0.1)
    plt.plot(x, x > 0)


@misconception("plot_step_function", fails=["test_curve"])
def step_to_five():
    """The last x is 5 and should be 4.9. `np.arange` leaves its stop out, so a stop above 5 lets 5 itself in."""
    x = np.arange(-5.0, 5.05, 0.1)
    plt.plot(x, x > 0)
    plt.ylim(-0.1, 1.1)


@misconception("plot_step_function", fails=["test_curve", "test_limits_of_y"])
def step_over_numbers_of_points():
    """With y alone, Matplotlib counts 0, 1, 2, … along the x-axis: give it x as well."""
    x = np.arange(-5.0, 5.0, 0.1)
    plt.plot(x > 0)
    plt.ylim(-0.1, 1.1)


@misconception("plot_step_function", fails=["test_curve", "test_limits_of_y"])
def step_on_its_side():
    """The curve lies on its side: `plt.plot` takes x first, then y."""
    x = np.arange(-5.0, 5.0, 0.1)
    plt.plot(x > 0, x)
    plt.ylim(-0.1, 1.1)


@misconception("plot_sigmoid", fails=["test_limits_of_y"])
def limits_without_room():
    """The y-axis ends exactly at 0 and 1, so the flat parts lie on the frame: leave some room on both sides."""
    x = np.arange(-5.0, 5.0, 0.1)
    plt.plot(x, 1 / (1 + np.exp(-x)))
    plt.ylim(0, 1)


@misconception("plot_sigmoid", fails=["test_curve", "test_limits_of_y"])
def limits_of_x():
    """These limits belong to the y-axis; on the x-axis they cut away most of the curve."""
    x = np.arange(-5.0, 5.0, 0.1)
    plt.plot(x, 1 / (1 + np.exp(-x)))
    plt.xlim(-0.1, 1.1)


@misconception("plot_sigmoid", fails=["test_curve"])
def hundred_points_with_both_ends():
    """`np.linspace` includes the stop, so 100 points from -5 to 5 are a little more than 0.1 apart."""
    x = np.linspace(-5.0, 5.0, 100)
    plt.plot(x, 1 / (1 + np.exp(-x)))
    plt.ylim(-0.1, 1.1)


@misconception("plot_sigmoid", fails=["test_curve", "test_limits_of_y"])
def falling_curve():
    """The curve falls instead of rising, as when the minus sign in the exponent is missing."""
    x = np.arange(-5.0, 5.0, 0.1)
    plt.plot(x, 1 / (1 + np.exp(x)))
    plt.ylim(-0.1, 1.1)


@misconception("plot_sigmoid", fails=["test_curve", "test_limits_of_y"])
def sigmoid_on_its_side():
    """The curve lies on its side: `plt.plot` takes x first, then y."""
    x = np.arange(-5.0, 5.0, 0.1)
    plt.plot(1 / (1 + np.exp(-x)), x)
    plt.ylim(-0.1, 1.1)


@misconception("plot_sigmoid", fails=["test_limits_of_y"])
def sigmoid_without_limits():
    """The curve is right, but Matplotlib chose the ends of the y-axis: set them yourself."""
    x = np.arange(-5.0, 5.0, 0.1)
    plt.plot(x, 1 / (1 + np.exp(-x)))


@misconception("plot_sigmoid", fails=["test_curve", "test_limits_of_y"])
def sigmoid_over_numbers_of_points():
    """With y alone, Matplotlib counts 0, 1, 2, … along the x-axis: give it x as well."""
    x = np.arange(-5.0, 5.0, 0.1)
    plt.plot(1 / (1 + np.exp(-x)))
    plt.ylim(-0.1, 1.1)


@misconception("plot_step_and_sigmoid", fails=["test_legend"])
def no_legend():
    """Labels alone are not shown: a legend has to be asked for, after both curves have been drawn."""
    x = np.arange(-5.0, 5.0, 0.1)
    plt.plot(x, 1 / (1 + np.exp(-x)), label="sigmoid")
    plt.plot(x, x > 0, linestyle="--", label="step")
    plt.ylim(-0.1, 1.1)


@misconception("plot_step_and_sigmoid", fails=["test_legend"])
def legend_too_early():
    """The legend names the first curve only, as when it is asked for before the second is there."""
    x = np.arange(-5.0, 5.0, 0.1)
    plt.plot(x, 1 / (1 + np.exp(-x)), label="sigmoid")
    plt.legend()
    plt.plot(x, x > 0, linestyle="--", label="step")
    plt.ylim(-0.1, 1.1)


@misconception("plot_step_and_sigmoid", fails=["test_one_dashed"])
def none_dashed():
    """Both curves are solid, and in black and white nobody could tell them apart: give one another line style."""
    x = np.arange(-5.0, 5.0, 0.1)
    plt.plot(x, 1 / (1 + np.exp(-x)), label="sigmoid")
    plt.plot(x, x > 0, label="step")
    plt.ylim(-0.1, 1.1)
    plt.legend()


@misconception("plot_step_and_sigmoid", fails=["test_one_dashed"])
def both_dashed():
    """Both curves are dashed, which tells them apart no better than two solid ones: one is enough."""
    x = np.arange(-5.0, 5.0, 0.1)
    plt.plot(x, 1 / (1 + np.exp(-x)), linestyle="--", label="sigmoid")
    plt.plot(x, x > 0, linestyle="--", label="step")
    plt.ylim(-0.1, 1.1)
    plt.legend()


@misconception("plot_step_and_sigmoid", fails=["test_both_curves", "test_one_dashed", "test_legend"])
def two_pictures():
    """Only one curve is on the picture, as when a second `plt.figure()` begins a new one: draw both into the first."""
    x = np.arange(-5.0, 5.0, 0.1)
    plt.plot(x, 1 / (1 + np.exp(-x)), label="sigmoid")
    plt.legend()
    plt.figure()
    plt.plot(x, x > 0, linestyle="--", label="step")
    plt.legend()


@misconception("plot_step_and_sigmoid", fails=["test_both_curves", "test_one_dashed", "test_legend"])
def curves_on_their_sides():
    """Both curves lie on their sides: `plt.plot` takes x first, then y."""
    x = np.arange(-5.0, 5.0, 0.1)
    plt.plot(1 / (1 + np.exp(-x)), x, label="sigmoid")
    plt.plot(x > 0, x, linestyle="--", label="step")
    plt.ylim(-0.1, 1.1)
    plt.legend()
