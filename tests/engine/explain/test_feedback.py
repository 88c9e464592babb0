"""What is said of a check that did not pass: to the student, and on a hidden check from a closed list."""

import builtins
import itertools

import numpy as np
import pytest

from autograder.explain.feedback import explain, fails_because, load_warning, waits_for
from autograder.explain.python_errors import PHRASES
from autograder.result import Outcome
from autograder.sandbox import LoadError, LoadReport, Missing, Raised, TimedOut, Value
from autograder.suite import Call, NoAnswer
from autograder.testing import assert_close, assert_equal

REPORT = LoadReport(names=("f", "helper"), functions={"f": (10, 20), "helper": (1, 5)})
SECRET = "S3CRET"
HOSTILE_TEXTS = [
    SECRET,
    f"module 'numpy' has no attribute '{SECRET}'",
    f"module 'numpy' has no attribute 'int' {SECRET}",
    f"`np.{SECRET}` was removed in {SECRET}. Use `{SECRET}` instead",
    f"module '{SECRET}' has no attribute '{SECRET}'",
    f"'{SECRET}' object has no attribute '{SECRET}'",
    f"truth value of an array {SECRET}",
    "too many values to unpack (expected 424242, got 424242)",
    "not enough values to unpack (expected 424242, got 424242)",
    "operands could not be broadcast together with shapes (424242,) (424242,)",
    "shapes (424242,) and (424242,) not aligned",
    "cannot reshape array of size 424242 into shape (424242,)",
    f"{SECRET}() missing 1 required positional argument: '{SECRET}'",
    f"{SECRET}() takes 424242 positional arguments but 424242 were given",
    f"got an unexpected keyword argument '{SECRET}'",
    f"Cannot interpret '{SECRET}' as a data type",
    f"'{SECRET}' object is not callable",
    f"'{SECRET}'",
    f"name '{SECRET}' is not defined",
    f"local variable '{SECRET}'",
    "axis 424242 is out of bounds for array of dimension 424242",
    "index 424242 is out of bounds for axis 424242 with size 424242",
    f"[Errno 2] No such file or directory: '{SECRET}'",
    f"No module named '{SECRET}'",
    f"invalid character '{SECRET[0]}'",
    f"Missing parentheses in call to 'print' {SECRET}",
    "{name}{text}{0}",
    "",
]
HOSTILE_TYPES = [
    *(f"builtins.{name}" for name, kind in vars(builtins).items() if isinstance(kind, type)),
    *("numpy.exceptions.AxisError", "numpy.linalg.LinAlgError", "numpy._core._exceptions._UFuncNoLoopError"),
    *(
        f"builtins.{SECRET}",
        f"numpy.{SECRET}",
        f"__main__.{SECRET}",
        SECRET,
        f"numpy.exceptions.AxisError.{SECRET}",
        "",
    ),
]


def call(answer, *args, name="f"):
    return Call(name, args, answer)


def no_answer(answer, *args, visible=True, report=REPORT, exercises=()):
    one = call(answer, *args)
    return explain(NoAnswer(one), (one,), report, "holds", visible=visible, exercises=exercises)


def judged(judge, got, expected, *args, visible=True):
    """The explanation of a value that a judgement refuses."""
    with pytest.raises(AssertionError) as error:
        judge(got, expected)
    return explain(error.value, (call(Value(got), *args),), REPORT, "holds", visible=visible)


@pytest.mark.parametrize("type_name", HOSTILE_TYPES)
def test_nothing_of_an_exception_comes_through_on_a_hidden_check(type_name):
    closed = {"", *(phrase.closed for phrase in PHRASES)}
    definition = " It is defined in line 10; where a name is defined twice, the last one counts."
    names = {
        name for name, kind in vars(builtins).items() if isinstance(kind, type) and issubclass(kind, BaseException)
    }
    for text, line in itertools.product(HOSTILE_TEXTS, (0, 3, 15, 424242)):
        answer = Raised(type_name, text, line)
        message = no_answer(answer, np.array([31337.0]), visible=False).message
        if message == "`f` is not started: its stub still raises NotImplementedError.":
            continue
        told = message.removeprefix("`f` stopped with ").removesuffix(definition)
        kind, _, sentence = told.partition(".")
        place = " in line 15" if line == 15 else ""
        assert kind.endswith(place) and sentence.strip() in closed, message
        kind = kind.removesuffix(place)
        assert kind in names | {"AxisError", "LinAlgError", "an exception of a type of its own"}, message


def test_on_a_visible_check_the_whole_story_is_told():
    said = no_answer(Raised("builtins.KeyError", "'w1'", 12), {"W1": np.ones(2)}).message
    assert said == (
        "`f({'W1': np.array([1.0, 1.0])})` stopped with KeyError in line 12. "
        "The dict has no key 'w1'. Is it 'W1' that was meant? Capital letters count."
    )


def test_a_line_in_another_function_is_told_with_its_name():
    said = no_answer(Raised("builtins.ZeroDivisionError", "division by zero", 3), 1).message
    assert said == "`f(1)` stopped with ZeroDivisionError in line 3 (in `helper`). A number is divided by 0."


def test_an_unknown_error_is_told_in_its_own_words():
    assert no_answer(Raised("__main__.Sorry", "no idea", 12), 1).message == (
        "`f(1)` stopped with Sorry in line 12. It says: no idea"
    )


def test_an_untouched_stub_is_not_started():
    explanation = no_answer(Raised("builtins.NotImplementedError", "", 12), 1)
    assert explanation.outcome is Outcome.MISSING
    assert explanation.message == "`f` is not started: its stub still raises NotImplementedError."


def test_arguments_that_do_not_fit_point_to_the_definition_that_counts():
    said = no_answer(Raised("builtins.TypeError", "f() takes 1 positional argument but 2 were given", 0), 1, 2).message
    assert said.endswith("It is defined in line 10; where a name is defined twice, the last one counts.")


def test_a_misconception_takes_the_place_of_the_reason():
    explanation = no_answer(Raised("builtins.ValueError", "truth value of an array", 12), 1)
    assert explanation.because("One number only.") == "`f(1)` stopped with ValueError in line 12. One number only."


def test_a_function_that_is_missing_is_not_looked_for_among_other_exercises():
    report = LoadReport(names=("AND",), functions={"AND": (1, 2)})
    one = call(Missing("NAND"), name="NAND")
    said = explain(NoAnswer(one), (one,), report, "holds", visible=True, exercises=["AND", "NAND"]).message
    assert said == "`NAND` is not defined."


def test_a_function_that_python_could_not_read_is_told_with_the_reason():
    errors = (
        LoadError(3, "builtins.NameError", "name 'plt' is not defined"),
        LoadError(41, "builtins.IndentationError", "unexpected indent (submission.py, line 41)"),
    )
    said = no_answer(Missing("f"), report=LoadReport(errors=errors)).message
    assert said.startswith("`f` is not defined, because line 41 cannot be read: This line is indented further")


def test_a_warning_names_the_line_and_the_meaning():
    error = LoadError(41, "builtins.AttributeError", "module 'numpy' has no attribute 'int'. `np.int` was a deprecated")
    assert load_warning(error, REPORT) == (
        "line 41 failed while the file was loading: AttributeError: "
        "`np.int` is gone from NumPy; write `int` instead, without `np.`."
    )


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (LoadError(7, "crash", "ended itself"), "line 7 failed while the file was loading: the program ended itself"),
        (LoadError(7, "timeout", "no answer"), "line 7 failed while the file was loading: no answer"),
        (LoadError(0, "crash", "ended itself"), "the file did not load: the program ended itself"),
        (LoadError(7, "__main__.Odd", ""), "line 7 failed while the file was loading: Odd"),
    ],
)
def test_a_warning_tells_what_ended_the_program(error, said):
    assert load_warning(error, REPORT) == said


def test_a_value_is_told_with_what_was_expected():
    explanation = judged(assert_close, np.array([1.0, 2.0]), np.array([1.0, 3.0]), 5)
    assert explanation.message == "`f(5)` returned [1.0, 2.0]; expected [1.0, 3.0]."
    assert explanation.call == "f(5)"
    assert explanation.part.got.tolist() == [1.0, 2.0] and explanation.part.expected.tolist() == [1.0, 3.0]


def test_long_arrays_are_cut_around_the_first_difference():
    got = np.arange(100.0)
    expected = got.copy()
    expected[57] = 0.5
    assert judged(assert_close, got, expected, 5).message == (
        "`f(5)` returned […, 54.0, 55.0, 56.0, 57.0, 58.0, 59.0, 60.0, …]; "
        "expected […, 54.0, 55.0, 56.0, 0.5, 58.0, 59.0, 60.0, …]. "
        "The first difference is at index [57]: 57.0, not 0.5."
    )


def test_of_a_large_dict_only_the_part_that_differs_is_told():
    got = {name: np.full((3, 3), 0.123456) for name in "abcdef"}
    expected = {**got, "d": np.zeros((3, 3))}
    assert judged(assert_equal, got, expected).message.startswith(
        "`f()` returned a dict whose key 'd' is [[0.123456, 0.123456, 0.123456],"
    )


def test_a_hidden_check_tells_no_value():
    said = judged(assert_close, np.array([31337.0, 2.0]), np.array([1.0, 3.0]), 5, visible=False).message
    assert said == "`f` returned wrong values."


def test_a_long_call_is_cut_in_the_message_and_whole_where_it_can_be_pasted():
    explanation = no_answer(Raised("builtins.ZeroDivisionError", "", 12), np.arange(100.0))
    assert explanation.message.startswith("`f([0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, …])` stopped")
    pasted = eval(explanation.call, {"f": lambda x: x, "np": np})
    assert np.array_equal(pasted, np.arange(100.0))


def test_nothing_returned_is_explained():
    said = judged(assert_close, None, np.ones(2), 5).message
    assert said == "`f(5)` returned None; expected an array. A function that ends without `return` gives None."


def test_a_call_that_never_ends_is_told():
    assert no_answer(TimedOut("still running"), 1).message == "`f`: still running. Is there a loop that never ends?"


def test_an_exercise_is_told_to_wait_for_those_it_calls():
    assert waits_for("XOR", ["NAND", "OR"]) == "`XOR` is waiting for `NAND` and `OR`: get `NAND` and `OR` right first."


def test_an_exercise_that_fails_for_others_points_to_them():
    assert fails_because("XOR", ["NAND"]) == (
        "`XOR` fails only because `NAND` does: get `NAND` right. That costs points there, not here."
    )
    assert fails_because("XOR", ["NAND", "OR"]).startswith("`XOR` fails only because `NAND` and `OR` do:")
