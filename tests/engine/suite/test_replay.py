"""Recognising a known wrong answer behind failed checks."""

import numpy as np
import pytest

from autograder.explain.call import Call
from autograder.sandbox import Crashed, Missing, Raised, TimedOut, Value
from autograder.suite import Functions
from autograder.suite.misconceptions import Replay, agrees, answering, live, load_misconceptions
from autograder.testing import Misconception


def wrong(name, function):
    return Misconception(name, "double", f"{name}.", (), False, function)


def calls(function, *arguments):
    """The calls that a check made to a student's function."""
    answers = Functions({"double": function})
    return tuple(Call("double", (x,), answers.call("double", x)) for x in arguments)


def claimed(student, candidates, *arguments, others=()):
    """The name of the misconception that is claimed of a student's function over the arguments of two checks."""
    reference = answering(Functions({"double": lambda x: x + x}))
    made = {"test_one": calls(student, *arguments), "test_two": calls(student, *others)}
    claim = Replay("double", live(candidates), reference).claim(made)
    return claim and claim.name


def squares(x):
    return x * x


def fails(x):
    raise TypeError("no")


def test_one_that_answers_as_the_student_did_is_claimed():
    assert claimed(squares, [wrong("zero", lambda x: 0 * x), wrong("squares", squares)], 3.0, 4.0) == "squares"


def test_one_that_answers_right_everywhere_explains_nothing():
    assert claimed(squares, [wrong("squares", squares)], 2.0) is None


def test_one_that_differs_from_the_student_once_is_not_claimed():
    assert claimed(lambda x: x * x if x < 4 else 0.0, [wrong("squares", squares)], 3.0, 4.0) is None


def test_one_that_differs_in_another_check_is_not_claimed():
    assert claimed(lambda x: x * x if x < 4 else 0.0, [wrong("squares", squares)], 3.0, others=(4.0,)) is None


def test_one_that_raises_as_the_student_did_is_claimed():
    assert claimed(fails, [wrong("squares", squares), wrong("fails", fails)], 3.0) == "fails"


def test_where_two_fit_neither_is_claimed():
    near = wrong("near", lambda x: x * x if x < 10 else 0.0)
    assert claimed(squares, [near, wrong("squares", squares)], 3.0, others=(20.0,)) == "squares"
    assert claimed(squares, [near, wrong("squares", squares)], 3.0) is None


def test_a_call_without_an_answer_proves_nothing():
    made = {"test_one": (*calls(squares, 3.0), Call("double", (4.0,), TimedOut("late")))}
    reference = answering(Functions({"double": lambda x: x + x}))
    assert Replay("double", live([wrong("squares", squares)]), reference).claim(made) is None


def test_a_function_of_ours_answers_each_call_once():
    asked = []
    answer = answering(Functions({"double": lambda x: asked.append(x) or x}))
    for _ in range(2):
        assert answer("test_one", 0, Call("double", (3.0,), Value(1.0))) == Value(3.0)
    assert asked == [3.0]


def test_a_suite_without_the_file_has_no_misconceptions(tiny_course):
    (assignment,) = tiny_course.read().assignments
    assert [one.name for one in load_misconceptions(assignment.suite)] == ["squares", "of_this_version", "sign_lost"]
    (assignment.suite / "misconceptions.py").unlink()
    assert load_misconceptions(assignment.suite) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (np.array([1.0, np.nan]), np.array([1.0, np.nan])),
        (np.array([1.0]), np.array([1.0 + 1e-9])),
        (np.float64(1), np.array(1.0)),
        (0.1 + 0.2, 0.3),
        (float("nan"), float("nan")),
        ([1, (2.0,)], [1, (2.0,)]),
        ({"a": np.ones(1)}, {"a": np.ones(1)}),
        (None, None),
    ],
)
def test_equal_values_agree(one, other):
    assert agrees(Value(one), Value(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (np.ones(1), np.ones((1, 1))),
        (np.ones(1), np.ones(1, int)),
        (np.ones(1), [1.0]),
        (1, 1.0),
        (True, 1),
        ([1], (1,)),
        ([1], [1, 2]),
        ({"a": 1}, {"b": 1}),
        (0.3, 0.31),
    ],
)
def test_values_of_another_kind_shape_or_number_do_not(one, other):
    assert not agrees(Value(one), Value(other))


def test_no_value_agrees_with_none_of_any_kind():
    nothing = [Missing("f"), Crashed("ended itself"), TimedOut("late"), Raised("builtins.TypeError", "", 1), Value(1)]
    agreeing = [(a, b) for a in nothing for b in nothing if agrees(a, b)]
    assert agreeing == [(nothing[3], nothing[3]), (nothing[4], nothing[4])]
