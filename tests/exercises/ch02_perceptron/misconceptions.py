"""Wrong answers worth recognising in the chapter on perceptrons."""

import numpy as np

from autograder.testing import misconception


@misconception("perceptron", fails=["test_sum_of_nothing"])
def zero_counts_as_above(x, w, b):
    """With `>=` a sum of exactly 0 fires; the rule says greater than 0."""
    return 1 if np.sum(w * x) + b >= 0 else 0


@misconception(
    "perceptron",
    fails=[
        "test_book_example",
        "test_bias_alone",
        "test_sum_of_nothing",
        "test_any_number_of_inputs",
        "test_against_a_loop",
    ],
)
def products_not_summed(x, w, b):
    """`w * x` is still an array, one product per input, and has no single truth value: add the products up first."""
    return 1 if w * x + b > 0 else 0


@misconception(
    "perceptron",
    fails=["test_book_example", "test_bias_alone", "test_sum_of_nothing", "test_against_a_loop"],
)
def bias_as_threshold(x, w, b):
    """The bias is added, not compared with: moving the threshold to the other side turned its sign (b is minus θ)."""
    return 1 if np.sum(w * x) > b else 0


@misconception(
    "perceptron",
    fails=["test_book_example", "test_bias_alone", "test_sum_of_nothing", "test_against_a_loop"],
)
def bias_forgotten(x, w, b):
    """The bias takes no part here; it decides how easily the perceptron fires, so add it before you compare."""
    return 1 if np.sum(w * x) > 0 else 0


@misconception("perceptron", fails=["test_any_number_of_inputs", "test_against_a_loop"])
def two_inputs_only(x, w, b):
    """This adds up the first two products only; sum over the whole array, then any number of inputs works."""
    return 1 if w[0] * x[0] + w[1] * x[1] + b > 0 else 0


@misconception(
    "perceptron",
    fails=["test_book_example", "test_bias_alone", "test_any_number_of_inputs", "test_against_a_loop"],
)
def sum_not_decision(x, w, b):
    """This is the sum itself; a perceptron still has to decide: 1 if the sum is above 0, else 0."""
    return np.sum(w * x) + b


@misconception(
    "perceptron",
    fails=[
        "test_book_example",
        "test_bias_alone",
        "test_sum_of_nothing",
        "test_any_number_of_inputs",
        "test_against_a_loop",
    ],
)
def answers_swapped(x, w, b):
    """The two answers are swapped: above 0 the perceptron fires, which is 1."""
    return 0 if np.sum(w * x) + b > 0 else 1


@misconception("perceptron", fails=["test_book_example", "test_any_number_of_inputs", "test_against_a_loop"])
def bias_added_to_every_product(x, w, b):
    """The bias was added to each product and so counted once per input: sum up first, then add it once."""
    return 1 if np.sum(w * x + b) > 0 else 0


@misconception("AND", fails=["test_one_on", "test_shuffled_table", "test_inputs_as_floats"])
def and_is_or(x1, x2):
    """This is OR: one input is already enough. Make the threshold higher (the bias lower) than one weight can reach."""
    return 1 if 0.5 * x1 + 0.5 * x2 - 0.2 > 0 else 0


@misconception(
    "AND",
    fails=["test_both_off", "test_one_on", "test_both_on", "test_shuffled_table", "test_inputs_as_floats"],
)
def and_is_nand(x1, x2):
    """This is NAND, every answer turned round: check which side of the threshold gives 1, and the signs."""
    return 1 if 0.5 * x1 + 0.5 * x2 <= 0.7 else 0


@misconception("AND", fails=["test_both_on", "test_shuffled_table", "test_inputs_as_floats"])
def and_never_fires(x1, x2):
    """It answers 0 whatever comes in: even both weights together do not get past the threshold."""
    return 1 if 0.5 * x1 + 0.5 * x2 - 1.2 > 0 else 0


@misconception("AND", fails=["test_both_off", "test_one_on", "test_shuffled_table", "test_inputs_as_floats"])
def and_always_fires(x1, x2):
    """It answers 1 whatever comes in: the bias alone is above 0 already; AND needs a negative one."""
    return 1 if 0.5 * x1 + 0.5 * x2 + 0.7 > 0 else 0


@misconception(
    "AND",
    fails=["test_both_off", "test_one_on", "test_both_on", "test_shuffled_table", "test_inputs_as_floats"],
)
def and_two_arguments_to_array(x1, x2):
    """`np.array` takes one list: in `np.array(x1, x2)` the second number is read as a dtype. Put both into brackets."""
    x = np.array(x1, x2)
    return 1 if np.sum(np.array([0.5, 0.5]) * x) - 0.7 > 0 else 0


@misconception(
    "AND",
    fails=["test_both_off", "test_one_on", "test_both_on", "test_shuffled_table", "test_inputs_as_floats"],
)
def and_products_not_summed(x1, x2):
    """`w * x` is an array of two products, and two numbers have no single truth value: add them up with `np.sum`."""
    x = np.array([x1, x2])
    return 1 if np.array([0.5, 0.5]) * x - 0.7 > 0 else 0


@misconception(
    "AND",
    fails=["test_both_off", "test_one_on", "test_both_on", "test_shuffled_table", "test_inputs_as_floats"],
)
def and_nothing_returned(x1, x2):
    """The function ends without a `return`, so its answer is None: the result has to be handed back."""


@misconception("AND", fails=["test_inputs_as_floats"])
def and_of_bits(x1, x2):
    """`&` works on ints only; a weighted sum takes floats as well, and it is what this chapter is about."""
    return x1 & x2


@misconception(
    "NAND",
    fails=["test_both_off", "test_one_on", "test_both_on", "test_shuffled_table", "test_inputs_as_floats"],
)
def nand_is_and(x1, x2):
    """This is AND itself: every answer has to be turned round. What happens to a sum when all its signs are flipped?"""
    return 1 if 0.5 * x1 + 0.5 * x2 - 0.7 > 0 else 0


@misconception("NAND", fails=["test_one_on", "test_shuffled_table", "test_inputs_as_floats"])
def nand_is_nor(x1, x2):
    """This is "not OR": one input silences it already. The bias must be larger, so that only both together can."""
    return 1 if -0.5 * x1 - 0.5 * x2 + 0.2 > 0 else 0


@misconception("NAND", fails=["test_both_off", "test_one_on", "test_shuffled_table", "test_inputs_as_floats"])
def nand_bias_of_and(x1, x2):
    """It answers 0 whatever comes in: the weights were turned round, but the bias is still negative."""
    return 1 if -0.5 * x1 - 0.5 * x2 - 0.7 > 0 else 0


@misconception("NAND", fails=["test_both_on", "test_shuffled_table", "test_inputs_as_floats"])
def nand_weights_of_and(x1, x2):
    """It answers 1 whatever comes in: the bias is positive, as it should be, but no weight pulls the sum down."""
    return 1 if 0.5 * x1 + 0.5 * x2 + 0.7 > 0 else 0


@misconception("OR", fails=["test_one_on", "test_shuffled_table", "test_inputs_as_floats"])
def or_is_and(x1, x2):
    """This is AND: it still takes both inputs. Raise the bias until one weight alone gets the sum above 0."""
    return 1 if 0.5 * x1 + 0.5 * x2 - 0.7 > 0 else 0


@misconception("OR", fails=["test_both_off", "test_shuffled_table", "test_inputs_as_floats"])
def or_always_fires(x1, x2):
    """It answers 1 whatever comes in: with both inputs 0 the sum is the bias alone, so that must not be above 0."""
    return 1 if 0.5 * x1 + 0.5 * x2 + 0.2 > 0 else 0


@misconception("OR", fails=["test_both_on", "test_shuffled_table", "test_inputs_as_floats"])
def or_is_xor(x1, x2):
    """This is the exclusive or, which refuses two inputs of 1; OR is content with one or more."""
    return 1 if x1 != x2 else 0


@misconception("XOR", fails=["test_both_on", "test_shuffled_table", "test_inputs_as_floats"])
def xor_is_or(x1, x2):
    """This is OR: it also says 1 for two inputs of 1. One perceptron cannot leave that row out; it takes two layers."""
    return 1 if x1 + x2 > 0 else 0


@misconception("XOR", fails=["test_both_off", "test_shuffled_table", "test_inputs_as_floats"])
def xor_is_nand(x1, x2):
    """This is NAND: it also says 1 for two inputs of 0. The second layer has to ask for "at least one" as well."""
    return 1 if x1 + x2 < 2 else 0


@misconception("XOR", fails=["test_one_on", "test_both_on", "test_shuffled_table", "test_inputs_as_floats"])
def xor_is_and(x1, x2):
    """This is AND: check what goes into the second layer. It should be the answers of NAND and OR, not x1 and x2."""
    return 1 if x1 + x2 > 1 else 0


@misconception(
    "XOR",
    fails=["test_both_off", "test_one_on", "test_both_on", "test_shuffled_table", "test_inputs_as_floats"],
)
def xor_inverted(x1, x2):
    """Every answer is turned round: this says 1 when the inputs are equal. Look at the gate of the second layer."""
    return 1 if x1 == x2 else 0


@misconception("XOR", fails=["test_both_off", "test_both_on", "test_shuffled_table", "test_inputs_as_floats"])
def xor_always_fires(x1, x2):
    """It answers 1 whatever comes in: the second layer asks whether either gate says 1, and one of them always does."""
    s1 = 1 if x1 + x2 < 2 else 0
    s2 = 1 if x1 + x2 > 0 else 0
    return 1 if s1 + s2 > 0 else 0


@misconception("XOR", fails=["test_one_on", "test_shuffled_table", "test_inputs_as_floats"])
def xor_is_difference(x1, x2):
    """A difference can be -1, which is no answer of a gate: only 0 and 1 are."""
    return x1 - x2
