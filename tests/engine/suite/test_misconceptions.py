"""A known wrong answer is recognised by its answers, and not mistaken for another with the same exception."""

import math

import numpy as np

from autograder.explain.call import Call
from autograder.explain.python_errors import canonical
from autograder.sandbox import Raised, Value
from autograder.suite.misconceptions import Replay, agrees, answering, live
from autograder.suite.proxy import Functions
from autograder.testing import misconception


@misconception("f", fails=["test_one", "test_other"])
def of_one_number(x):
    """One number only."""
    return math.floor(x)


@misconception("f", fails=["test_other"])
def of_two_numbers(x):
    """Two numbers only."""
    return np.array([x[0] + 1, x[1] + 1])


REFERENCE = Functions({"f": lambda x: x + 1})
ONE, OTHER = np.array([1.0, 2.0]), np.array(1.0)
AXIS = "only 0-dimensional arrays can be converted to Python scalars"


def claimed(**answers):
    """The misconception claimed of a student with these answers to the two checks."""
    replay = Replay("f", live([of_one_number, of_two_numbers]), answering(REFERENCE))
    args = {"test_one": ONE, "test_other": OTHER}
    claim = replay.claim({name: (Call("f", (args[name],), answer),) for name, answer in answers.items()})
    return claim and claim.name


def test_an_exception_with_the_same_meaning_is_recognised_in_every_wording():
    raised = Raised("builtins.TypeError", "only length-1 arrays can be converted to Python scalars", 7)
    assert claimed(test_one=raised, test_other=Value(1)) == "of_one_number"


def test_an_exception_with_another_meaning_is_not():
    raised = Raised("builtins.TypeError", "f() takes 0 positional arguments but 1 was given", 0)
    assert claimed(test_one=raised, test_other=raised) is None


def test_an_exception_alone_is_not_enough_where_the_other_checks_came_out_differently():
    no_axis = Raised("builtins.IndexError", "too many indices for array: array is 0-dimensional, but 1 were indexed", 7)
    assert claimed(test_one=Value(ONE + 1), test_other=no_axis) == "of_two_numbers"
    assert claimed(test_one=no_axis, test_other=no_axis) is None


def test_what_was_recorded_of_an_exception_means_the_agrees():
    raised = Raised("builtins.TypeError", AXIS, 7)
    recorded = Raised("builtins.TypeError", canonical("builtins.TypeError", AXIS), 0)
    assert agrees(recorded, raised) and recorded.text
    assert not agrees(recorded, Raised("builtins.TypeError", "f() takes 0 positional arguments but 1 was given", 0))


def test_an_error_that_nobody_knows_is_recognised_by_its_own_words_only():
    one, other = Raised("builtins.ValueError", "no", 1), Raised("builtins.ValueError", "never", 1)
    assert agrees(one, one) and not agrees(one, other)
