"""What is said of a check that did not pass: to the student, and on a hidden check from a closed list."""

import builtins
import itertools
import json

import numpy as np
import pytest

from autograder.explain import wording
from autograder.explain.call import Call, NoAnswer
from autograder.explain.context import Claim, Context
from autograder.explain.feedback import Failure, as_hidden, carried_forward, explain, message
from autograder.explain.python_errors import all_known_errors
from autograder.feedback import Cause, Feedback, SourceLine, Statement
from autograder.sandbox import Cell, Crashed, LoadError, LoadReport, Missing, Other, Raised, TimedOut, Value
from autograder.testing import assert_close, assert_equal, assert_true

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


def explained(error, calls, *, visible=True, report=REPORT, hint="", printed="", **context):
    failure = Failure(error, calls, "holds", hint, visible, printed)
    return explain(failure, Context(report, **context))


def no_answer(answer, *args, **options):
    made = call(answer, *args)
    return explained(NoAnswer(made), (made,), **options)


def judged(judge, got, expected, *args, **options):
    """The feedback on a value that a judgement refuses."""
    with pytest.raises(AssertionError) as error:
        judge(got, expected)
    return explained(error.value, (call(Value(got), *args),), **options)


def script(source, **fields):
    """The report of a script that defines `f` in all its lines."""
    lines = source.count("\n") + 1
    cells = (Cell("submission.py", source.encode()),)
    return LoadReport(names=("f",), functions={"f": (1, lines)}, submission=cells, **fields)


@pytest.mark.parametrize("type_name", HOSTILE_TYPES)
def test_nothing_of_an_exception_comes_through_on_a_hidden_check(type_name):
    """Not even where a visible check has failed in the same way, and more may be said."""
    closed = {"", *(wording.text(Statement(key)) for key in {error.redacted for error in all_known_errors()} - {""})}
    names = {
        name for name, kind in vars(builtins).items() if isinstance(kind, type) and issubclass(kind, BaseException)
    }
    for text, line in itertools.product(HOSTILE_TEXTS, (0, 3, 15, 424242)):
        made = call(Raised(type_name, text, line), np.array([31337.0]))
        failure = Failure(NoAnswer(made), (made,), "holds", "", False)
        said = message(explain(failure, Context(REPORT, said=as_hidden(failure, Context(REPORT)))))
        if said == "`f` is not started: its stub still raises NotImplementedError.":
            continue
        kind, _, sentence = said.removeprefix("`f` stopped with ").partition(".")
        assert sentence.strip() in closed, said
        assert kind in names | {"AxisError", "LinAlgError", "an exception of a type of its own"}, said


def test_of_an_exception_that_no_visible_check_met_a_hidden_one_tells_one_of_two_kinds():
    answers = itertools.product(HOSTILE_TYPES, HOSTILE_TEXTS, (0, 3, 424242))
    said = {message(no_answer(Raised(*answer), np.array([31337.0]), visible=False)) for answer in answers}
    assert said == {"`f` stopped with ValueError or IndexError.", "`f` stopped with an exception."}


def test_a_hidden_check_has_no_call_no_values_and_no_prints():
    feedback = judged(
        assert_close, np.array([31337.0, 2.0]), np.array([1.0, 3.0]), 5, visible=False, printed="5", width=80
    )
    assert (feedback.call, feedback.differences, feedback.printed) == ("", (), "")
    assert message(feedback) == "`f` returned wrong values."


def test_on_a_visible_check_the_whole_story_is_told():
    said = message(no_answer(Raised("builtins.KeyError", "'w1'", 12), {"W1": np.ones(2)}))
    assert said == (
        "`f({'W1': np.array([1.0, 1.0])})` stopped with KeyError in line 12. "
        "The dict has no key 'w1'. Is it 'W1' that was meant? Capital letters count."
    )


def test_a_line_in_another_function_is_told_with_its_name():
    said = message(no_answer(Raised("builtins.ZeroDivisionError", "division by zero", 3), 1))
    assert said == "`f(1)` stopped with ZeroDivisionError in line 3 (in `helper`). A number is divided by 0."


def test_the_line_that_stopped_is_quoted_from_the_students_own_file():
    report = script("def f(x):\n    return x / 0")
    line = no_answer(Raised("builtins.ZeroDivisionError", "division by zero", 2), 1, report=report).line
    assert line == SourceLine(2, "line 2", "return x / 0")


def test_an_unknown_error_is_told_in_its_own_words():
    said = message(no_answer(Raised("__main__.Sorry", "no idea", 12), 1))
    assert said == "`f(1)` stopped with Sorry in line 12. It says: no idea"


def test_an_untouched_stub_is_not_started():
    feedback = no_answer(Raised("builtins.NotImplementedError", "", 12), 1)
    assert feedback.cause is Cause.NOT_STARTED
    assert message(feedback) == "`f` is not started: its stub still raises NotImplementedError."


def test_arguments_that_do_not_fit_point_to_the_definition_that_counts_where_there_are_several():
    answer = Raised("builtins.TypeError", "f() takes 1 positional argument but 2 were given", 0)
    once = message(no_answer(answer, 1, 2))
    assert once.endswith("The number of arguments is wrong: `f` takes 1, and here it gets 2.")
    twice = LoadReport(names=("f",), functions={"f": (10, 20)}, earlier={"f": (3,)})
    assert message(no_answer(answer, 1, 2, report=twice)) == (
        f"{once} It is defined more than once, and the last one counts, in line 10."
    )


def test_what_is_proved_of_a_function_follows_its_explanation():
    proved = (Statement("first_layer", {"layer": "2", "function": "sigmoid"}),)
    said = message(
        judged(assert_close, np.ones(2), np.zeros(2), 5, proved=proved, claim=Claim("wrong", "It is wrong."))
    )
    assert said.endswith("It is wrong. Its values differ from layer 2 on (`sigmoid`).")


# --- why --------------------------------------------------------------------------------------------------------------


def test_a_misconception_takes_the_place_of_the_reason():
    claim = Claim("one_number", "One number only.")
    feedback = no_answer(Raised("builtins.ValueError", "truth value of an array", 12), 1, claim=claim)
    assert message(feedback) == "`f(1)` stopped with ValueError in line 12. One number only."
    assert feedback.misconception == "one_number"


@pytest.mark.parametrize("answer", [TimedOut("still running"), Crashed("ended itself"), Missing("f")])
def test_a_misconception_explains_no_loss_of_the_program(answer):
    feedback = no_answer(answer, 1, claim=Claim("wrong", "It is wrong."))
    assert feedback.misconception == "" and "It is wrong" not in message(feedback)


def test_a_hint_stands_where_nothing_explains_the_failure():
    assert judged(assert_close, np.ones(2), np.zeros(2), hint="Try 0.").hint == "Try 0."
    assert judged(assert_close, np.ones(2), np.zeros(2), hint="Try 0.", claim=Claim("a", "b")).hint == ""
    assert no_answer(Raised("builtins.ZeroDivisionError", "", 12), 1, hint="Try 0.").hint == ""
    assert no_answer(Missing("f"), hint="Try 0.").hint == ""


NO_RETURN = "A function that ends without `return` gives None."
NOT_REACHED = (
    "Every `return` here stands in a block, such as an `if`: where none of them is reached, the function gives None."
)


@pytest.mark.parametrize(
    ("source", "printed", "said"),
    [
        ("def f(x):\n    y = 2 * x", "", [NO_RETURN]),
        (
            "def f(x):\n    print(2 * x)  # return",
            "2",
            [NO_RETURN, "`print` only shows a value; `return` hands it over."],
        ),
        ("def f(x):\n    if x:\n        return 1", "", [NOT_REACHED]),
        ("def f(x):\n    if x: return 1  # else?\n    elif x == 2: return 2", "", [NOT_REACHED]),
        ("def f(\n    x,\n):\n    for y in x:\n        if y:\n            return y", "", [NOT_REACHED]),
        ("def f(x):\n    if x:\n        return 1\n    return g(x)", "", []),
        ("def f(x):\n    def twice(y):\n        return 2 * y\n    twice(x)", "", []),
        ("def f(x):\n    class A:\n        def g(self):\n            return 1\n    A().g()", "", []),
        ("def f(x={1:\n  2}):\n    return g(x)", "", []),
        ('def f(x=")", y=(1, {2:\n  3})):\n    return g(x)', "", []),
        ("def f(x={1:\n  2}):\n    if x:\n        return 1", "", [NOT_REACHED]),
        ("def f(x):\n    if x:\n        return 1\n    y = x; return y", "", []),
        ('def f(x):\n    """Twice x.\n\nreturn: a number\n    """\n    if x:\n        return 1', "", []),
        ('def f(x):\n    print("if: return 1"); return g(x)', "", []),
        (
            "def f(x):\n    return print(x)",
            "5",
            ["`print(…)` shows a value and gives None itself: `return` the value, without `print`."],
        ),
        (
            "def f(x):\n    y = []\n    return y.append(x)",
            "",
            [
                "`.append(…)` changes the list in place and gives None: let it stand on a line of its own, and `return` the list."
            ],
        ),
        (
            "def f(x):\n    y = []\n    y = y.append(x)\n    return y",
            "",
            [
                "`y = y.append(…)` makes `y` None: `append` changes the list in place and gives None. "
                "Write `y.append(…)` alone."
            ],
        ),
    ],
)
def test_none_is_explained_only_by_what_the_functions_lines_show(source, printed, said):
    feedback = judged(assert_close, None, np.ones(2), 5, report=script(source), printed=printed)
    assert [wording.text(statement) for statement in feedback.explanation] == said


def test_where_the_functions_lines_are_not_known_nothing_is_said_of_none():
    assert judged(assert_close, None, np.ones(2), 5).explanation == ()


@pytest.mark.parametrize("got", [[0.5], {"W1": 1}, np.ones(2), Other("builtins.generator")])
def test_a_property_that_does_not_hold_says_nothing_of_none(got):
    with pytest.raises(AssertionError) as error:
        assert_true(False, "the rows do not sum to 1")
    feedback = explained(error.value, (call(Value(got)),), report=script("def f(x):\n    y = 2"))
    assert NO_RETURN not in message(feedback)
    assert feedback.cause is Cause.PROPERTY


@pytest.mark.parametrize(
    ("type_name", "said"),
    [
        ("builtins.generator", "A generator gives its values one by one"),
        ("builtins.function", "That is the function itself; brackets behind its name, `()`, call it."),
        ("builtins.builtin_function_or_method", "That is the function itself"),
    ],
)
def test_what_is_no_value_is_explained_by_its_type(type_name, said):
    assert said in message(judged(assert_close, Other(type_name), np.ones(2), 5))


# --- not there --------------------------------------------------------------------------------------------------------


def test_a_function_that_is_missing_is_no_more_than_that():
    assert message(no_answer(Missing("f"), report=LoadReport(names=("g",)))) == "`f` is not defined."


def test_a_name_that_may_be_meant_is_asked_about():
    feedback = no_answer(Missing("f"), report=LoadReport(names=("F",)), similar={"f": "F"})
    assert message(feedback) == "`f` is not defined; did you mean `F`? Its name must be exactly `f`."


def test_a_method_and_a_value_of_the_name_are_told_as_such():
    method = no_answer(Missing("f"), report=LoadReport(methods={"f": "Network"}, names=("Network",)))
    assert "it is a method of the class `Network`" in message(method)
    value = no_answer(Missing("f"), report=LoadReport(values=("f",)))
    assert message(value).startswith("`f` is the name of a value here, not of a function")


ERRORS = (
    LoadError(3, "builtins.NameError", "name 'plt' is not defined", defines=("x",)),
    LoadError(41, "builtins.IndentationError", "unexpected indent (submission.py, line 41)", defines=("f", "g")),
)


def test_a_function_that_python_could_not_read_is_told_with_the_reason():
    feedback = no_answer(Missing("f"), report=LoadReport(errors=ERRORS))
    assert message(feedback).startswith(
        "`f` is not defined, because line 41 cannot be read: This line is indented too far"
    )
    assert feedback.cause is Cause.UNREADABLE and feedback.line.number == 41


def test_a_line_that_would_not_have_defined_the_function_is_no_reason():
    errors = (LoadError(3, "builtins.NameError", "name 'plt' is not defined", defines=("x",)),)
    assert message(no_answer(Missing("f"), report=LoadReport(errors=errors))) == "`f` is not defined."


def test_a_line_that_failed_and_would_have_defined_the_function_is_the_reason():
    errors = (LoadError(3, "builtins.NameError", "name 'wraps' is not defined", defines=("f",)),)
    said = message(no_answer(Missing("f"), report=LoadReport(errors=errors)))
    assert said.startswith("`f` is not defined; line 3 failed while the file was loading: NameError: `wraps`")


# --- values -----------------------------------------------------------------------------------------------------------


def test_a_value_is_told_with_what_was_expected():
    feedback = judged(assert_close, np.array([1.0, 2.0]), np.array([1.0, 3.0]), 5, width=80)
    assert message(feedback) == "`f(5)` returned [1.0, 2.0]; expected [1.0, 3.0]."
    assert feedback.call == "f(5)"
    assert [line.text for line in feedback.differences][:2] == ["got       [1.0  2.0]", "expected  [1.0  3.0]"]


def judged_part(judge, answer, got, expected, **options):
    """The feedback where a check judges something else than the answer itself."""
    with pytest.raises(AssertionError) as error:
        judge(got, expected)
    return explained(error.value, (call(Value(answer)),), **options)


def test_an_item_that_a_check_judges_by_itself_is_told_as_a_part_of_what_came_back():
    answer = {"W1": np.ones((2, 3)), "b1": np.ones((1, 3))}
    feedback = judged_part(assert_close, answer, answer["b1"], np.ones(3), width=80)
    assert (
        message(feedback) == "`f()` returned a dict whose key 'b1' is an array of shape (1, 3); expected shape (3,). "
        "The values and their order are right; only the shape is another."
    )
    assert feedback.differences[0].text == "key 'b1':"
    rows = [np.ones(2), np.zeros(2)]
    said = message(judged_part(assert_close, rows, rows[1], np.ones(2)))
    assert said == "`f()` returned a list whose element at index 1 is [0.0, 0.0]; expected [1.0, 1.0] there."


def test_what_a_check_works_out_from_an_answer_is_not_called_the_answer():
    feedback = judged_part(assert_close, np.ones(3), 3.0, 1.0)
    assert message(feedback) == "`f()`: what the check works out from its answer is 3.0; expected 1.0."
    assert message(judged_part(assert_close, np.ones(3), 3.0, 1.0, visible=False)) == "`f` returned a wrong value."


def test_long_arrays_are_cut_around_the_first_difference():
    got = np.arange(100.0)
    expected = got.copy()
    expected[57] = 0.5
    assert message(judged(assert_close, got, expected, 5)) == (
        "`f(5)` returned […, 54.0, 55.0, 56.0, 57.0, 58.0, 59.0, 60.0, …]; "
        "expected […, 54.0, 55.0, 56.0, 0.5, 58.0, 59.0, 60.0, …]. "
        "The first difference is at index [57]: 57.0, not 0.5."
    )


def test_of_a_large_dict_only_the_part_that_differs_is_told():
    got = {name: np.full((3, 3), 0.123456) for name in "abcdef"}
    expected = {**got, "d": np.zeros((3, 3))}
    said = message(judged(assert_equal, got, expected))
    assert said.startswith("`f()` returned a dict whose key 'd' is [[0.123456, 0.123456, 0.123456],")


def test_a_long_call_is_cut_in_the_message_and_whole_where_it_can_be_pasted():
    feedback = no_answer(Raised("builtins.ZeroDivisionError", "", 12), np.arange(100.0))
    assert message(feedback).startswith("`f([0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, …])` stopped")
    pasted = eval(feedback.call, {"f": lambda x: x, "np": np})
    assert np.array_equal(pasted, np.arange(100.0))


def test_a_call_that_never_ends_is_told():
    feedback = no_answer(TimedOut("still running"), 1)
    assert message(feedback) == "`f`: still running. Is there a loop that never ends?"
    assert feedback.cause is Cause.TIMED_OUT


def test_a_check_that_fails_in_another_way_is_told_by_its_title():
    feedback = explained(AssertionError(), (call(Value(1)),))
    assert message(feedback) == "Check failed: holds."


def test_an_exercise_that_fails_for_others_points_to_them():
    assert message(carried_forward("XOR", ["NAND"])) == (
        "`XOR` fails only because `NAND` does: get `NAND` right. That costs points there, not here."
    )
    assert message(carried_forward("XOR", ["NAND", "OR"])).startswith("`XOR` fails only because `NAND` and `OR` do:")


def test_of_what_lost_no_points_it_is_not_said_that_it_fails():
    assert message(carried_forward("softmax", ["simple_softmax"], ["simple_softmax"])) == (
        "`softmax` fails only with your `simple_softmax`, which changes an array that it is given. That costs no points; let it work on a copy."
    )
    assert message(carried_forward("f", ["g", "h"], ["g", "h"])).startswith(
        "`f` fails only with your `g` and `h`, which change"
    )
    assert message(carried_forward("f", ["g", "h"], ["h"])) == (
        "`f` fails only with your `g` and `h`. Get `g` right: that costs points there, not here. "
        "An array that is given to `h` is changed there, which costs no points: work on a copy."
    )
    assert message(carried_forward("f", ["g"], ["h"])) == message(carried_forward("f", ["g"]))


def test_a_record_comes_back_from_json_as_it_was():
    feedback = judged(assert_close, np.array([1.0, 2.0]), np.array([1.0, 3.0]), 5, width=80, hint="Try.", printed="x")
    assert Feedback.from_record(json.loads(json.dumps(feedback.to_record()))) == feedback
    nested = no_answer(Missing("f"), report=LoadReport(errors=ERRORS))
    assert Feedback.from_record(json.loads(json.dumps(nested.to_record()))) == nested
