"""Wrong answers worth recognising in the chapter on neural networks."""

import numpy as np

from autograder.testing import misconception


@misconception(
    "step_function",
    fails=[
        "test_book_example",
        "test_integers",
        "test_zero",
        "test_random_numbers",
        "test_two_dimensions",
        "test_integer_input",
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
        "test_book_example",
        "test_integers",
        "test_zero",
        "test_random_numbers",
        "test_two_dimensions",
        "test_integer_input",
    ],
)
def int_of_an_array(x):
    """One number was needed here, as by `int(...)`, and there were several; an array has a method that converts all
    its elements."""
    return int(x > 0)


@misconception("step_function", fails=["test_integers"])
def truth_values(x):
    """These are True and False, as a comparison gives them; they still have to be turned into the integers 1 and 0."""
    return x > 0


@misconception(
    "step_function",
    fails=[
        "test_book_example",
        "test_integers",
        "test_zero",
        "test_random_numbers",
        "test_two_dimensions",
        "test_integer_input",
    ],
)
def steps_in_a_list(x):
    """A list is made here, not an array, and a loop meets whole rows as soon as `x` is 2-D: let NumPy do all of `x`
    at once."""
    return [1 if value > 0 else 0 for value in x]


@misconception(
    "sigmoid",
    fails=[
        "test_book_example",
        "test_middle",
        "test_random_numbers",
        "test_two_dimensions",
        "test_symmetry",
        "test_far_out",
        "test_integer_input",
    ],
)
def exp_for_one_number(x):
    """One number was needed here, as by `math.exp`, and `x` is an array; NumPy has an `exp` of its own that works on
    every element."""
    import math

    return 1 / (1 + math.exp(-x))


@misconception(
    "relu",
    fails=["test_example", "test_random_numbers", "test_two_dimensions", "test_all_negative", "test_integer_input"],
)
def largest_of_one_array(x):
    """An array stands where a whole number belongs, as for the axis in `np.max(0, x)`. To compare two things element
    by element there is another function."""
    return np.max(0, x)


@misconception(
    "relu",
    fails=["test_example", "test_random_numbers", "test_two_dimensions", "test_all_negative", "test_integer_input"],
)
def max_of_python(x):
    """A single yes or no was needed here, as by Python's own `max`, which asks once whether the array is larger than
    0; an array has no single answer to that."""
    return max(0, x)


@misconception(
    "relu",
    fails=["test_example", "test_random_numbers", "test_two_dimensions", "test_all_negative", "test_integer_input"],
)
def absolute_value(x):
    """This folds negative numbers up to positive ones; ReLU cuts them off at 0."""
    return np.abs(x)


@misconception(
    "layer_output",
    fails=["test_book_example", "test_random_weights", "test_square_weights", "test_small_layers", "test_proportional"],
)
def weights_first(X, W):
    """The shapes do not fit, or the rows of W are taken for its columns, as when the product is the wrong way round:
    (n,) fits in front of (n, m), not behind it."""
    return np.dot(W, X)


@misconception(
    "init_network",
    fails=["test_names", "test_shapes", "test_first_layer", "test_second_layer", "test_third_layer"],
)
def pickle_of_later():
    """A file is opened here that does not exist, as in the book's later `init_network`, which reads learned weights.
    The one asked for has its few numbers typed in."""
    raise FileNotFoundError("sample_weight.pkl")  # opening whatever lies in the grader's folder would be unwise


@misconception(
    "init_network",
    fails=["test_names", "test_shapes", "test_first_layer", "test_second_layer", "test_third_layer"],
)
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


@misconception("init_network", fails=["test_shapes", "test_first_layer", "test_second_layer", "test_third_layer"])
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
    fails=["test_names", "test_shapes", "test_first_layer", "test_second_layer", "test_third_layer"],
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


@misconception(
    "forward",
    fails=[
        "test_book_example",
        "test_other_inputs",
        "test_integer_input",
        "test_other_weights",
        "test_other_sizes",
        "test_output_layer",
        "test_batch",
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
        "test_other_inputs",
        "test_integer_input",
        "test_other_weights",
        "test_other_sizes",
        "test_batch",
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
        "test_other_inputs",
        "test_integer_input",
        "test_other_weights",
        "test_other_sizes",
        "test_output_layer",
        "test_batch",
    ],
)
def arrays_do_not_fit(network, x):
    """Two arrays in a layer do not fit together, as when the factors of the product are swapped, or an array of
    another layer stands there: x comes first, then W1, then b1."""
    z1 = 1 / (1 + np.exp(-(np.dot(network["W1"], x) + network["b1"])))
    z2 = 1 / (1 + np.exp(-(np.dot(network["W2"], z1) + network["b2"])))
    return np.dot(network["W3"], z2) + network["b3"]


@misconception("softmax", fails=["test_large_scores", "test_large_scores_in_a_batch"])
def no_max_shift(a):
    """exp overflows for large scores: subtract the largest score first, which changes nothing else."""
    exp_a = np.exp(a)
    return exp_a / np.sum(exp_a, axis=-1, keepdims=True)


@misconception("softmax", fails=["test_large_scores", "test_batch", "test_large_scores_in_a_batch"])
def no_shift_and_batch_as_a_whole(a):
    """As in the book's first version, large scores overflow, and in a batch all rows together sum to 1 instead of
    each."""
    exp_a = np.exp(a)
    return exp_a / np.sum(exp_a)


@misconception(
    "softmax",
    fails=[
        "test_book_example",
        "test_sum",
        "test_random_scores",
        "test_shift",
        "test_integer_input",
        "test_large_scores",
    ],
)
def batches_only(a):
    """One sample has a single axis, and another is asked for here, as with `axis=1`; the last axis, -1, is there in
    a sample and in a batch."""
    exp_a = np.exp(a - np.max(a, axis=1, keepdims=True))
    return exp_a / np.sum(exp_a, axis=1, keepdims=True)

