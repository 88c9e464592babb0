"""Wrong answers worth recognising in the chapter on perceptrons."""

import numpy as np

from autograder.testing import misconception


@misconception("perceptron", fails=["test_exactly_zero", "test_other_sums_of_zero"])
def zero_counts_as_above(x, w, b):
    """A sum of exactly 0 fires here, as with `>=`; the rule says greater than 0."""
    return 1 if np.sum(w * x) + b >= 0 else 0


@misconception(
    "perceptron",
    fails=[
        "test_book_example",
        "test_bias_alone",
        "test_exactly_zero",
        "test_any_number_of_inputs",
        "test_other_weights",
        "test_other_bias_alone",
        "test_other_sums_of_zero",
        "test_other_numbers_of_inputs",
    ],
)
def products_not_summed(x, w, b):
    """What decides here is still an array, as when the products in `w * x` are not added up, and an array has no
    single truth value: make one number of it first."""
    return 1 if w * x + b > 0 else 0


@misconception(
    "perceptron",
    fails=[
        "test_book_example",
        "test_bias_alone",
        "test_other_weights",
        "test_other_bias_alone",
    ],
)
def bias_forgotten(x, w, b):
    """A negative bias does not hold it back here, nor does a positive one set it off, as when the bias is left out,
    taken away, or only compared with: add it, then compare with 0."""
    return 1 if np.sum(w * x) > 0 else 0


@misconception("perceptron", fails=["test_any_number_of_inputs", "test_other_numbers_of_inputs"])
def two_inputs_only(x, w, b):
    """This adds up the first two products only; sum over the whole array, then any number of inputs works."""
    return 1 if w[0] * x[0] + w[1] * x[1] + b > 0 else 0


@misconception(
    "perceptron",
    fails=[
        "test_book_example",
        "test_bias_alone",
        "test_exactly_zero",
        "test_any_number_of_inputs",
        "test_other_weights",
        "test_other_bias_alone",
        "test_other_sums_of_zero",
        "test_other_numbers_of_inputs",
    ],
)
def sum_not_decision(x, w, b):
    """This is the sum itself; a perceptron still has to decide: 1 if the sum is above 0, else 0."""
    return np.sum(w * x) + b


@misconception(
    "perceptron",
    fails=[
        "test_book_example",
        "test_bias_alone",
        "test_exactly_zero",
        "test_any_number_of_inputs",
        "test_other_weights",
        "test_other_bias_alone",
        "test_other_sums_of_zero",
        "test_other_numbers_of_inputs",
    ],
)
def answers_swapped(x, w, b):
    """The two answers are swapped: above 0 the perceptron fires, which is 1."""
    return 0 if np.sum(w * x) + b > 0 else 1


@misconception("perceptron", fails=["test_book_example", "test_other_weights"])
def sum_not_of_all_and_bias_once(x, w, b):
    """This decides by a wrong sum, as when the bias is added to each product, or when `return` inside the loop
    leaves only the first: add up all products, then the bias once."""
    return 1 if np.sum(w * x + b) > 0 else 0


@misconception(
    "perceptron",
    fails=[
        "test_book_example",
        "test_bias_alone",
        "test_exactly_zero",
        "test_any_number_of_inputs",
        "test_other_weights",
        "test_other_bias_alone",
        "test_other_sums_of_zero",
        "test_other_numbers_of_inputs",
    ],
)
def comparison_turned_round(x, w, b):
    """This says 1 below 0, as when the comparison points the other way: a perceptron fires above 0."""
    return 1 if np.sum(w * x) + b < 0 else 0


@misconception(
    "perceptron",
    fails=[
        "test_book_example",
        "test_exactly_zero",
        "test_any_number_of_inputs",
        "test_other_weights",
        "test_other_sums_of_zero",
        "test_other_numbers_of_inputs",
    ],
)
def weights_forgotten(x, w, b):
    """The inputs count too much here, as when their weights are forgotten: multiply each input by its own weight,
    then add up."""
    return 1 if np.sum(x) + b > 0 else 0


@misconception("AND", fails=["test_table", "test_floats", "test_shuffled_table", "test_shuffled_floats"])
def and_is_or(x1, x2):
    """x1 alone is already enough, as for OR. Make the threshold higher (the bias lower) than one weight can reach."""
    return 1 if 0.5 * x1 + 0.5 * x2 - 0.2 > 0 else 0


@misconception("AND", fails=["test_table", "test_floats", "test_shuffled_table", "test_shuffled_floats"])
def and_is_nand(x1, x2):
    """This says 1 for no input and for x1 alone, and 0 for both, as NAND does: check which side of the threshold
    gives 1, and the signs."""
    return 1 if 0.5 * x1 + 0.5 * x2 <= 0.7 else 0


@misconception("AND", fails=["test_table", "test_floats", "test_shuffled_table", "test_shuffled_floats"])
def and_never_fires(x1, x2):
    """It answers 0 whatever comes in: both weights together must get past the threshold."""
    return 1 if 0.5 * x1 + 0.5 * x2 - 1.2 > 0 else 0


@misconception("AND", fails=["test_table", "test_floats", "test_shuffled_table", "test_shuffled_floats"])
def and_always_fires(x1, x2):
    """It answers 1 to no input, to x1 alone and to both: AND needs a negative bias, which no weight alone outweighs."""
    return 1 if 0.5 * x1 + 0.5 * x2 + 0.7 > 0 else 0


@misconception("AND", fails=["test_table", "test_floats", "test_shuffled_table", "test_shuffled_floats"])
def and_two_arguments_to_array(x1, x2):
    """A number is read as a dtype here, as in `np.array(x1, x2)`: `np.array` takes one list. Put both numbers into
    brackets."""
    x = np.array(x1, x2)
    return 1 if np.sum(np.array([0.5, 0.5]) * x) - 0.7 > 0 else 0


@misconception("AND", fails=["test_table", "test_floats", "test_shuffled_table", "test_shuffled_floats"])
def and_products_not_summed(x1, x2):
    """An array has no single truth value, as when the two products in `w * x` are not added up: make one number of
    them with `np.sum`."""
    x = np.array([x1, x2])
    return 1 if np.array([0.5, 0.5]) * x - 0.7 > 0 else 0


@misconception("AND", fails=["test_table", "test_floats", "test_shuffled_table", "test_shuffled_floats"])
def and_nothing_returned(x1, x2):
    """The answer is None, as when a function ends without a `return`: the result has to be handed back."""


@misconception("AND", fails=["test_floats", "test_shuffled_floats"])
def and_of_bits(x1, x2):
    """This takes ints only, as `&` does; a weighted sum takes floats as well, and it is what this chapter is about."""
    return x1 & x2


@misconception("AND", fails=["test_table", "test_floats", "test_shuffled_table", "test_shuffled_floats"])
def and_is_xor(x1, x2):
    """This says 1 for x1 alone and 0 for both, as XOR does: for AND, one vote must not be enough, and two must be."""
    return 1 if x1 != x2 else 0


@misconception("AND", fails=["test_table", "test_floats", "test_shuffled_table", "test_shuffled_floats"])
def and_is_nor(x1, x2):
    """This is "not OR": it says 1 only when no input is 1. Check the signs, and which side of the threshold gives 1."""
    return 1 if x1 + x2 == 0 else 0


@misconception("AND", fails=["test_table", "test_floats", "test_shuffled_table", "test_shuffled_floats"])
def and_is_equality(x1, x2):
    """This says 1 whenever the inputs are equal; for two inputs of 0, AND says 0."""
    return 1 if x1 == x2 else 0


@misconception("AND", fails=["test_table", "test_floats", "test_shuffled_table", "test_shuffled_floats"])
def and_is_first_input(x1, x2):
    """This is x1 alone, whatever x2 is: both inputs need a weight, and one must not be enough."""
    return 1 if x1 > 0 else 0


@misconception("AND", fails=["test_table", "test_floats", "test_shuffled_table", "test_shuffled_floats"])
def and_is_not_second_input(x1, x2):
    """This is x2 turned round, whatever x1 is: both inputs need a positive weight."""
    return 0 if x2 > 0 else 1


@misconception("AND", fails=["test_table", "test_floats", "test_shuffled_table", "test_shuffled_floats"])
def and_is_second_input(x1, x2):
    """This is x2 alone, whatever x1 is: both inputs need a weight, and one must not be enough."""
    return 1 if x2 > 0 else 0


@misconception("AND", fails=["test_table", "test_floats", "test_shuffled_table", "test_shuffled_floats"])
def and_is_not_first_input(x1, x2):
    """This is x1 turned round, whatever x2 is: both inputs need a positive weight."""
    return 0 if x1 > 0 else 1


@misconception("NAND", fails=["test_table", "test_floats", "test_shuffled_table", "test_shuffled_floats"])
def nand_is_and(x1, x2):
    """This says 0 for no input and for x1 alone, and 1 for both, as AND does. What happens to a sum when all its
    signs are flipped?"""
    return 1 if 0.5 * x1 + 0.5 * x2 - 0.7 > 0 else 0


@misconception("NAND", fails=["test_table", "test_floats", "test_shuffled_table", "test_shuffled_floats"])
def nand_is_nor(x1, x2):
    """x1 alone silences it already, as for "not OR". The bias must be larger, so that only both together can."""
    return 1 if -0.5 * x1 - 0.5 * x2 + 0.2 > 0 else 0


@misconception("NAND", fails=["test_table", "test_floats", "test_shuffled_table", "test_shuffled_floats"])
def nand_bias_of_and(x1, x2):
    """It answers 0 to no input, to x1 alone and to both, as when only the weights are turned round and the bias is
    still negative."""
    return 1 if -0.5 * x1 - 0.5 * x2 - 0.7 > 0 else 0


@misconception("NAND", fails=["test_table", "test_floats", "test_shuffled_table", "test_shuffled_floats"])
def nand_weights_of_and(x1, x2):
    """It answers 1 whatever comes in: the weights have to pull the sum down, far enough when both inputs are 1."""
    return 1 if 0.5 * x1 + 0.5 * x2 + 0.7 > 0 else 0


@misconception("NAND", fails=["test_table", "test_floats", "test_shuffled_table", "test_shuffled_floats"])
def nand_is_equality(x1, x2):
    """This says 0 for x1 alone and 1 for both: for NAND it is the other way round."""
    return 1 if x1 == x2 else 0


@misconception("NAND", fails=["test_table", "test_floats", "test_shuffled_table", "test_shuffled_floats"])
def nand_is_or(x1, x2):
    """This is OR: check the signs of the weights and of the bias, since NAND says 1 when no input is 1, and 0 for
    both."""
    return 1 if x1 + x2 > 0 else 0


@misconception("NAND", fails=["test_table", "test_floats", "test_shuffled_table", "test_shuffled_floats"])
def nand_is_xor(x1, x2):
    """This is the exclusive or: it says 0 for two inputs of 0, where NAND says 1."""
    return 1 if x1 != x2 else 0


@misconception("NAND", fails=["test_table", "test_floats", "test_shuffled_table", "test_shuffled_floats"])
def nand_is_second_input(x1, x2):
    """This is x2 alone, whatever x1 is: NAND says 0 only when both are 1."""
    return 1 if x2 > 0 else 0


@misconception("NAND", fails=["test_table", "test_floats", "test_shuffled_table", "test_shuffled_floats"])
def nand_is_not_first_input(x1, x2):
    """This is x1 turned round, whatever x2 is: x1 alone must not be enough to silence it."""
    return 0 if x1 > 0 else 1


@misconception("NAND", fails=["test_table", "test_floats", "test_shuffled_table", "test_shuffled_floats"])
def nand_is_first_input(x1, x2):
    """This is x1 alone, whatever x2 is: NAND says 0 only when both are 1."""
    return 1 if x1 > 0 else 0


@misconception("NAND", fails=["test_table", "test_floats", "test_shuffled_table", "test_shuffled_floats"])
def nand_is_not_second_input(x1, x2):
    """This is x2 turned round, whatever x1 is: x2 alone must not be enough to silence it."""
    return 0 if x2 > 0 else 1


@misconception("OR", fails=["test_table", "test_floats", "test_shuffled_table", "test_shuffled_floats"])
def or_is_and(x1, x2):
    """x1 alone is not enough here, as for AND. Raise the bias until one weight alone gets the sum above 0."""
    return 1 if 0.5 * x1 + 0.5 * x2 - 0.7 > 0 else 0


@misconception("OR", fails=["test_table", "test_floats", "test_shuffled_table", "test_shuffled_floats"])
def or_always_fires(x1, x2):
    """It answers 1 whatever comes in: with both inputs 0 the sum is the bias alone, and that must not be above 0."""
    return 1 if 0.5 * x1 + 0.5 * x2 + 0.2 > 0 else 0


@misconception("OR", fails=["test_table", "test_floats", "test_shuffled_table", "test_shuffled_floats"])
def or_is_xor(x1, x2):
    """This is the exclusive or, which refuses two inputs of 1; OR is content with one or more."""
    return 1 if x1 != x2 else 0


@misconception("OR", fails=["test_table", "test_floats", "test_shuffled_table", "test_shuffled_floats"])
def or_never_fires(x1, x2):
    """It answers 0 to no input, to x1 alone and to both: the bias must be so near 0 that one weight gets past it."""
    return 0


@misconception("OR", fails=["test_table", "test_floats", "test_shuffled_table", "test_shuffled_floats"])
def or_is_nor(x1, x2):
    """This says 1 for no input, and 0 for x1 alone and for both, as "not OR" does: check the signs."""
    return 1 if x1 + x2 == 0 else 0


@misconception("OR", fails=["test_table", "test_floats", "test_shuffled_table", "test_shuffled_floats"])
def or_is_equality(x1, x2):
    """This says 1 for no input and for both, but 0 for x1 alone: OR takes one or more."""
    return 1 if x1 == x2 else 0


@misconception("OR", fails=["test_table", "test_floats", "test_shuffled_table", "test_shuffled_floats"])
def or_is_nand(x1, x2):
    """This is NAND: it says 1 for no input, and 0 for both. Check the signs of the weights and of the bias."""
    return 1 if x1 + x2 < 2 else 0


@misconception("OR", fails=["test_table", "test_floats", "test_shuffled_table", "test_shuffled_floats"])
def or_is_second_input(x1, x2):
    """This is x2 alone, whatever x1 is: x1 needs a weight of its own that gets past the threshold."""
    return 1 if x2 > 0 else 0


@misconception("OR", fails=["test_table", "test_floats", "test_shuffled_table", "test_shuffled_floats"])
def or_is_not_first_input(x1, x2):
    """This is x1 turned round, whatever x2 is: check the signs, since for OR both weights push the sum up."""
    return 0 if x1 > 0 else 1


@misconception("OR", fails=["test_table", "test_floats", "test_shuffled_table", "test_shuffled_floats"])
def or_is_first_input(x1, x2):
    """This is x1 alone, whatever x2 is: x2 needs a weight of its own that gets past the threshold."""
    return 1 if x1 > 0 else 0


@misconception("OR", fails=["test_table", "test_floats", "test_shuffled_table", "test_shuffled_floats"])
def or_is_not_second_input(x1, x2):
    """This is x2 turned round, whatever x1 is: check the signs, since for OR both weights push the sum up."""
    return 0 if x2 > 0 else 1


@misconception("OR", fails=["test_table", "test_floats", "test_shuffled_table", "test_shuffled_floats"])
def or_is_sum(x1, x2):
    """This gives 2 for two inputs of 1, and a gate answers only 0 or 1: compare the sum with a threshold."""
    return x1 + x2


@misconception("XOR", fails=["test_table", "test_floats", "test_shuffled_table", "test_shuffled_floats"])
def xor_is_or(x1, x2):
    """This is OR: it also says 1 for two inputs of 1. One perceptron cannot leave that row out; it takes two layers."""
    return 1 if x1 + x2 > 0 else 0


@misconception("XOR", fails=["test_table", "test_floats", "test_shuffled_table", "test_shuffled_floats"])
def xor_is_nand(x1, x2):
    """This is NAND: it also says 1 for two inputs of 0. The second layer has to ask for "at least one" as well."""
    return 1 if x1 + x2 < 2 else 0


@misconception("XOR", fails=["test_table", "test_floats", "test_shuffled_table", "test_shuffled_floats"])
def xor_is_and(x1, x2):
    """This says 1 for two inputs of 1 and 0 for x1 alone, as AND does: the second layer must get the answers of NAND
    and OR."""
    return 1 if x1 + x2 > 1 else 0


@misconception("XOR", fails=["test_table", "test_floats", "test_shuffled_table", "test_shuffled_floats"])
def xor_inverted(x1, x2):
    """This says 1 when the inputs are equal, and XOR when they are not. Look at the gate of the second layer."""
    return 1 if x1 == x2 else 0


@misconception("XOR", fails=["test_table", "test_floats", "test_shuffled_table", "test_shuffled_floats"])
def xor_always_fires(x1, x2):
    """It answers 1 whatever comes in, as when the second layer asks whether either gate says 1: one of them always
    does."""
    s1 = 1 if x1 + x2 < 2 else 0
    s2 = 1 if x1 + x2 > 0 else 0
    return 1 if s1 + s2 > 0 else 0


@misconception("XOR", fails=["test_table", "test_floats", "test_shuffled_table", "test_shuffled_floats"])
def xor_is_difference(x1, x2):
    """A difference can be -1, which is no answer of a gate: only 0 and 1 are."""
    return x1 - x2


@misconception("XOR", fails=["test_table", "test_floats", "test_shuffled_table", "test_shuffled_floats"])
def xor_never_fires(x1, x2):
    """It answers 0 to no input, to x1 alone and to both: work through the two layers by hand for a single input of
    1."""
    return 0


@misconception("XOR", fails=["test_table", "test_floats", "test_shuffled_table", "test_shuffled_floats"])
def xor_is_nor(x1, x2):
    """This says 1 for no input, and 0 for x1 alone and for both, as "not OR" does: check both gates of the first
    layer."""
    return 1 if x1 + x2 == 0 else 0


@misconception("XOR", fails=["test_table", "test_floats", "test_shuffled_table", "test_shuffled_floats"])
def xor_is_second_input(x1, x2):
    """This is x2 alone, whatever x1 is: XOR needs both inputs in its first layer, and both answers in its second."""
    return 1 if x2 > 0 else 0


@misconception("XOR", fails=["test_table", "test_floats", "test_shuffled_table", "test_shuffled_floats"])
def xor_is_not_first_input(x1, x2):
    """This is x1 turned round, whatever x2 is: XOR needs both inputs in its first layer, and both answers in its
    second."""
    return 0 if x1 > 0 else 1


@misconception("XOR", fails=["test_table", "test_floats", "test_shuffled_table", "test_shuffled_floats"])
def xor_is_first_input(x1, x2):
    """This is x1 alone, whatever x2 is: XOR needs both inputs in its first layer, and both answers in its second."""
    return 1 if x1 > 0 else 0


@misconception("XOR", fails=["test_table", "test_floats", "test_shuffled_table", "test_shuffled_floats"])
def xor_is_not_second_input(x1, x2):
    """This is x2 turned round, whatever x1 is: XOR needs both inputs in its first layer, and both answers in its
    second."""
    return 0 if x2 > 0 else 1
