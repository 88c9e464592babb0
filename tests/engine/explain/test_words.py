"""Values and types in words: the same on every NumPy, and from a closed list where a name could smuggle."""

import numpy as np
import pytest

from autograder.explain.words import number, shape_words, show, type_words
from autograder.sandbox import Other
from autograder.testing import Figure


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "None"),
        (True, "a bool"),
        (np.bool_(True), "a bool"),
        (1, "an int"),
        (np.uint8(1), "an int"),
        (1.0, "a float"),
        (np.float32(1), "a float"),
        (1j, "a complex number"),
        ("a", "a str"),
        ([], "a list"),
        ((), "a tuple"),
        ({}, "a dict"),
        (Figure(()), "a figure"),
        (np.zeros(1), "an array of floats"),
        (np.zeros(1, int), "an array of integers"),
        (np.zeros(1, np.uint8), "an array of integers"),
        (np.zeros(1, bool), "an array of booleans"),
        (np.zeros(1, complex), "an array of complex numbers"),
        (Other("builtins.set"), "a set"),
        (Other("numpy.matrix"), "a matrix"),
        (Other("an array of dtype object"), "an array of objects (are its rows of different lengths?)"),
        (Other("an array of dtype str32"), "an array of strings"),
        (Other("__main__.TheHiddenInputWas42"), "another type"),
        (object(), "another type"),
    ],
)
def test_a_type_is_named_from_a_closed_list(value, words):
    assert type_words(value) == words


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1.0, "1.0"),
        (0.1 + 0.2, "0.3"),
        (np.float32(0.1), "0.1"),
        (1234567.0, "1.23457e+06"),
        (-0.0, "-0.0"),
        (np.nan, "nan"),
        (-np.inf, "-inf"),
        (np.int64(3), "3"),
        (10**30, "1" + "0" * 30),
        (np.bool_(False), "False"),
        (1 - 2j, "(1.0-2.0j)"),
    ],
)
def test_a_number_has_six_digits_and_a_float_a_point(value, text):
    assert number(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (np.array([1.0, 0.5]), "np.array([1.0, 0.5])"),
        (np.array([[1, 2]], dtype="int64"), "np.array([[1, 2]], dtype='int64')"),
        (np.array([1.0], dtype="float32"), "np.array([1.0], dtype='float32')"),
        (np.array([True]), "np.array([True])"),
        (np.array([]), "np.array([], dtype='float64')"),
        (np.zeros((0, 2)), "np.array([], dtype='float64').reshape(0, 2)"),
        ([1, (2.0,)], "[1, (2.0,)]"),
        ({"W1": np.array([1.0])}, "{'W1': np.array([1.0])}"),
        (None, "None"),
        ("it's", '"it\'s"'),
    ],
)
def test_as_code_a_value_can_be_pasted(value, text):
    assert show(value, code=True) == text
    assert repr(eval(text, {"np": np})) == repr(value) or isinstance(value, np.ndarray | dict)


def test_what_is_shown_to_read_stays_short():
    assert show(np.arange(30.0)).endswith(", 5.0, 6.0, …]")
    assert show(list(range(30))).endswith("11, …]")
    assert len(show("x" * 1000)) == 82
    assert show(np.array(3.0)) == "3.0 (an array without axes)"
    assert show(Other("__main__.Secret")) == "another type"


def test_a_shape_reads_as_python_writes_it():
    assert [shape_words(shape) for shape in ((), (3,), (2, 3))] == ["()", "(3,)", "(2, 3)"]


def test_of_lists_within_lists_no_more_is_made_than_is_read():
    """What a few bytes on the wire come to would take a second to write out."""
    value = 1
    for _ in range(40):
        value = [value, value]
    assert len(show(value)) < 10_000
    assert show([[[1, 2], [3]], [[4]]]) == "[[[1, 2], [3]], [[4]]]"
    assert len(show({key: value for key in "abc"})) < 20_000
