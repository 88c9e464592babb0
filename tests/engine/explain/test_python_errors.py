"""Errors in a beginner's words: true whenever they are said, however Python and NumPy word the error."""

import math
import string
import warnings

import numpy as np
import pytest

from autograder.explain import wording
from autograder.explain.python_errors import (
    NOTHING_KNOWN,
    ErrorContext,
    all_known_errors,
    canonical,
    explain_error,
    redacted,
)

ERRORS = all_known_errors()
BY_KEY = {error.key: error for error in ERRORS}
PARSER = {"SyntaxError", "IndentationError", "TabError"}


def said(type_name, text, **context):
    statement = explain_error(type_name, text, ErrorContext(**context))
    return wording.text(statement) if statement is not None else ""


# --- the catalogue ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.key)
def test_an_entry_is_filled_from_its_own_groups(error):
    groups = {"text"}.union(*(pattern.groupindex for pattern in (error.pattern, error.source, error.body) if pattern))
    assert _fields(error.key) <= groups
    assert error.among.keys() <= groups
    if error.pool is not None:
        assert "name" in groups
        assert _fields(error.near) <= groups | {"near"}
        assert "near" in _fields(error.near)


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.key)
def test_an_entry_that_needs_a_proof_does_not_fit_without_one(error):
    for pattern in (error.source, error.body):
        assert pattern is None or not pattern.search("")


@pytest.mark.parametrize(
    "key", [key for key in wording.catalogue() if key not in ("file_did_not_load", "program_ended")]
)
def test_a_text_reads_as_sentences(key):
    """But for two parts of sentences."""
    text = wording.catalogue()[key]["text"]
    assert text[0].isupper() or not text[0].isalpha(), text
    assert text[-1] in ".?)}", text


def _fields(key):
    return {field for _, field, _, _ in string.Formatter().parse(wording.catalogue()[key]["text"]) if field}


# --- hidden checks ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", sorted({error.redacted for error in ERRORS} - {""}))
def test_what_is_said_of_hidden_checks_has_nothing_to_fill_in(key):
    text = wording.catalogue()[key]["text"]
    harmless = ["axis 0", "-1", "1-D", "n - 1", "at 0", "by 0"]
    assert not _fields(key)
    for words in harmless:
        text = text.replace(words, "")
    assert not any(char.isdigit() for char in text), text


def test_a_parsers_errors_say_nothing_on_hidden_checks():
    assert not any(error.redacted for error in ERRORS if error.errors <= PARSER)


def test_few_sentences_can_be_chosen_for_each_type_of_exception():
    """Which of n sentences a hidden check shows tells its author log2(n) bits: 3 at most."""
    for name in {name for error in ERRORS for name in error.errors}:
        assert len({"", *(error.redacted for error in ERRORS if name in error.errors)}) <= 8, name


def test_a_hidden_check_never_uses_what_the_code_says():
    for error in ERRORS:
        assert not (error.redacted and (error.source or error.body)), error.key


def test_a_redacted_statement_has_no_fields():
    statement = redacted("builtins.KeyError", "'secret'")
    assert statement is not None and statement.key == "no_key" and not statement.fields


def test_an_error_means_its_redacted_key_and_the_key_means_itself():
    text = "f() missing 1 required positional argument: 'x'"
    assert canonical("builtins.TypeError", text) == "arguments"
    assert canonical("builtins.TypeError", "arguments") == "arguments"
    assert canonical("builtins.ValueError", "arguments") == ""
    assert canonical("builtins.AssertionError", "the sum is wrong") == ""


def test_what_has_no_redacted_statement_still_has_none_when_it_was_recorded():
    """Recording answers hold the key "" in the text's place: no pattern of such a type may fit it by accident."""
    for name in {name for error in ERRORS for name in error.errors}:
        of_type = [error for error in ERRORS if name in error.errors]
        if any(not error.redacted and not (error.source or error.body) for error in of_type):
            assert canonical(f"builtins.{name}", "") in ("", BY_KEY[of_type[-1].key].redacted), name
            assert of_type[-1].pattern.pattern or not of_type[-1].redacted, name


# --- one error in several wordings -----------------------------------------------------------------------------------

WORDINGS = [
    ["ValueError: too many values to unpack (expected 2)", "ValueError: too many values to unpack (expected 2, got 3)"],
    [
        "TypeError: only length-1 arrays can be converted to Python scalars",
        "TypeError: only 0-dimensional arrays can be converted to Python scalars",
    ],
    [
        "UnboundLocalError: local variable 'y' referenced before assignment",
        "UnboundLocalError: cannot access local variable 'y' where it is not associated with a value",
    ],
    [
        "TypeError: ufunc 'multiply' did not contain a loop with signature matching types (dtype('<U3'), dtype('int64')) -> None",
        "TypeError: The 'out' kwarg is necessary. Use numpy.strings.multiply without it.",
        "TypeError: The 'out' kwarg is necessary when using the string multiply ufunc directly. Use numpy.strings.multiply to …",
    ],
    ["SyntaxError: invalid syntax (ada.py, line 3)", "SyntaxError: invalid syntax. Did you mean 'while'? (ada.py, line 3)"],
    ["ZeroDivisionError: float division by zero", "ZeroDivisionError: division by zero"],
    ["ValueError: math domain error", "ValueError: expected a nonnegative input, got -1.0", "ValueError: expected a positive input"],
    ["TypeError: 'type' object is not subscriptable", "TypeError: type 'int' is not subscriptable"],
    [
        "TypeError: sum() got an unexpected keyword argument 'axs'",
        "TypeError: sum() got an unexpected keyword argument 'axs'. Did you mean 'axis'?",
    ],
    [
        "AttributeError: 'numpy.ndarray' object has no attribute 'foo'",
        "AttributeError: 'numpy.ndarray' object has no attribute 'foo' and no __dict__ for setting new attributes",
    ],
]  # fmt: skip


@pytest.mark.parametrize("wordings", WORDINGS, ids=lambda wordings: wordings[0])
def test_one_error_in_several_wordings_is_told_in_one_way(wordings):
    errors = [(f"builtins.{name}", text) for name, _, text in (words.partition(": ") for words in wordings)]
    assert len({said(*error) for error in errors} | {""}) == 2
    assert len({canonical(*error) for error in errors}) == 1


def test_numpys_own_type_is_told_as_a_type_error():
    text = (
        "ufunc 'multiply' did not contain a loop with signature matching types (dtype('<U3'), dtype('float64')) -> None"
    )
    for core in ("core", "_core"):
        assert said(f"numpy.{core}._exceptions._UFuncNoLoopError", text).startswith("There is text where")


# --- the words of the past that were true ----------------------------------------------------------------------------


def test_an_old_name_of_numpy_is_told_with_what_replaces_it():
    text = "module 'numpy' has no attribute 'bool'. `np.bool` was a deprecated alias for the builtin `bool`. To avoid"
    assert said("builtins.AttributeError", text) == "`np.bool` is gone from NumPy; write `bool` instead, without `np.`."
    text = "`np.float_` was removed in the NumPy 2.0 release. Use `np.float64` instead."
    assert said("builtins.AttributeError", text) == "`np.float_` is gone from NumPy; write `np.float64` instead."


def test_a_misspelt_name_of_numpy_is_told_with_the_name_that_is_meant():
    text = "module 'numpy' has no attribute 'maximam'"
    assert said("builtins.AttributeError", text) == "NumPy has no `maximam`. Is it `np.maximum` that was meant?"
    text = "module 'numpy' has no attribute 'qqqqqq'"
    assert said("builtins.AttributeError", text) == "NumPy has no `qqqqqq`."


def test_a_misspelt_key_is_told_with_the_nearest_of_the_keys():
    words = said("builtins.KeyError", "'w1'", keys=["W1", "b1"])
    assert words == "The dict has no key 'w1'. Is it 'W1' that was meant? Capital letters count."
    assert said("builtins.KeyError", "'W4'", keys=["W1", "W2"]) == "The dict has no key 'W4'."


def test_a_known_name_is_no_misspelling_of_another():
    text = "name 'NADN' is not defined"
    assert "`NAND`" in said("builtins.NameError", text, functions=["NAND"])
    assert "`NAND`" not in said("builtins.NameError", text, functions=["NAND"], known=["NADN"])


def test_braces_in_an_exceptions_text_stay_text():
    assert "'{near} {0}'" in said("builtins.KeyError", "'{near} {0}'")
    assert said("builtins.KeyError", '"it\'s {0}"') == 'The dict has no key "it\'s {0}".'


def test_an_unknown_error_says_nothing():
    assert explain_error("builtins.AssertionError", "the sum is wrong", NOTHING_KNOWN) is None
    assert explain_error("__main__.ValueError", "truth value of an array is ambiguous", NOTHING_KNOWN) is None
    assert redacted("__main__.ValueError", "truth value of an array is ambiguous") is None


# --- errors as this Python and this NumPy raise them -----------------------------------------------------------------


def _f():
    return 0


NAMES = {
    "np": np,
    "math": math,
    "x": np.array([1.0, 2.0]),
    "xi": np.array([1, 2]),
    "e": math.e,
    "f": _f,
    "matplotlib": None,
}

RAISED = [
    # powers
    ("e ^ -x", "power_with_caret"),
    ("x ^ 2", "power_with_caret"),
    ("2.5 ^ 2", "power_with_caret"),
    ("x ^= 2", "power_with_caret"),
    # functions and generators
    ("f * 2.0", "function_as_value"),
    ("x * f", "function_as_value"),
    ("-f", "function_as_value"),
    ("f > 1", "function_as_value"),
    ("np.exp(f)", "function_as_value"),
    ("np.maximum(0, f)", "function_as_value"),
    ("math.exp(f)", "function_as_value"),
    ("float(f)", "function_as_value"),
    ("len(f)", "function_as_value"),
    ("range(f)", "function_as_value"),
    ("sum(f)", "function_as_value"),
    ("x.sum / 2", "function_as_value"),
    ("'a' + f", "function_as_value"),
    ("f.shape", "attribute_of_function"),
    ("(n for n in x) * 2.0", "generator_as_value"),
    ("x + (n for n in x)", "generator_as_value"),
    ("np.exp(n for n in x)", "generator_as_value"),
    ("np.mean(n for n in x)", "generator_as_value"),
    ("len(n for n in x)", "generator_as_value"),
    ("(n for n in x)[0]", "generator_as_value"),
    ("math.exp(n for n in x)", "generator_as_value"),
    # commas
    ("[[1, 2] [3, 4]]", "comma_missing_between_lists"),
    ("[(1, 2) [3, 4]]", "comma_missing_between_lists"),
    ("[[1, 2] [[3]]]", "comma_missing_between_lists"),
    ("[[1, 2] (3, 4)]", "comma_missing_before_bracket"),
    ("[(1, 2) (3, 4)]", "comma_missing_before_bracket"),
    ("[[1, 2]][0, 1]", "two_indices_of_list"),
    ("[1, 2](0)", "not_callable"),
    ("x(0)", "not_callable"),
    # None
    ("None + 1", "none_as_value"),
    ("np.exp(None)", "none_as_value"),
    ("None.shape", "attribute_of_none"),
    # attributes
    ("(3 > 2).astype(int)", "astype_of_plain_number"),
    ("(3).shape", "attribute_of_plain_number"),
    ("(3).append(1)", "unknown_attribute"),
    ("(3).copy()", "unknown_attribute"),
    ("[1].ndim", "attribute_of_list"),
    ("(1, 2).sort()", "unknown_attribute"),
    ("y = x > 0.5.astype(int)", "brackets_around_decimal_comparison"),
    ("np.float64(1).append", "unknown_attribute"),
    # whole numbers
    ("range(2.5)", "decimal_for_whole_number"),
    ("[1, 2][1.5]", "decimal_for_whole_number"),
    ("range([1])", "other_type_for_whole_number"),
    ("range('3')", "other_type_for_whole_number"),
    ("np.max(0, xi)", "array_for_whole_number"),
    ("np.zeros(2, 3)", "shape_in_two_arguments"),
    ("np.array(1, 2)", "second_argument_of_array"),
    ("xi += 0.5", "decimals_into_array_of_ints"),
    ("(xi > 1).__iadd__(1)", "dtype_does_not_fit"),
    # text
    ("'a' + 1", "text_and_number_added"),
    ("1 + 'a'", "text_and_number_added"),
    ("1 - 'a'", "text_for_number"),
    ("np.array(['0.5']) * x", "text_for_number"),
    ("np.exp('0.5')", "text_for_number"),
    ("'a' < 1", "text_compared"),
    ("'a' * 1.5", "list_arithmetic"),
    ("[1] - 1", "list_arithmetic"),
    ("[1] + 1", "list_arithmetic"),
    ("np.isnan([None])", ""),
    ("~x", ""),
    # several values
    ("np.array[1]", "square_brackets_behind_function_name"),
    ("np.exp[1]", "square_brackets_behind_function_name"),
    ("f[1]", "square_brackets_behind_function"),
    ("int[1]", "square_brackets_behind_function"),
    ("(5)[0]", "single_value_as_several"),
    ("list(5)", "single_value_as_several"),
    ("list(x[0])", "single_value_as_several"),
    ("{1}[0]", "no_elements_by_index"),
    ("{}.keys()[0]", "no_elements_by_index"),
    ("len(5)", "length_of_number"),
    ("len(np.array(1))", "length_of_number"),
    ("len(zip([1]))", "no_length"),
    ("a, b = 1, 2, 3", "too_few_names"),
    ("a, b, c = 1, 2", "too_many_names"),
    ("for a, b in [(1, 2, 3)]: pass", "too_many_values"),
    ("y = [a for a, b in [(1, 2, 3)]]", "too_many_values"),
    # shapes
    ("x + np.zeros(3)", "shapes_not_broadcast"),
    ("np.where([True, False, True], np.zeros(3), np.zeros(2))", "several_shapes_not_broadcast"),
    ("np.dot(x, np.zeros((3, 2)))", "shapes_not_aligned"),
    ("x @ np.zeros((3, 2))", "factors_do_not_fit"),
    ("x @ 2", "matrix_product_of_one_number"),
    ("np.array([[1, 2], [3]])", "rows_of_different_lengths"),
    ("np.linalg.inv(np.zeros((2, 2)))", "singular_matrix"),
    ("np.linalg.inv(np.zeros((2, 3)))", "matrix_not_square"),
    # the rest
    ("math.sqrt(-1)", "no_value_in_math"),
    ("math.log(0)", "no_value_in_math"),
    ("math.exp(1000)", "overflow_in_math"),
    ("2.0 ** 10000", "overflow"),
    ("int(float('inf'))", "overflow"),
    ("1 / 0", "division_by_zero"),
    ("[1][-5]", "index_outside"),
    ("x[-5]", "index_of_array_outside"),
    ("x[1, 2]", "too_many_indices"),
    ("x[1.5]", "index_not_whole"),
    ("open('data.csv')", "file_not_here"),
    ("import os; os.chdir('nowhere')", "path_not_here"),
    ("np.load('data.npy')", "file_not_here"),
    ("np.loadtxt('data.csv')", "file_not_here"),
    ("from math import foo", "unknown_name_in_import"),
    ("from dataset.mnist import load_mnist", "mnist_not_here"),
    ("from common.functions import sigmoid", "book_files_not_here"),
    ("load_mnist()", "mnist_not_loaded"),
    ("import tensorflow_of_mine", "unknown_module"),
    ("import matplotlip", "misspelt_module"),
    ("y = random.random()", "used_module_not_imported"),
    ("y = random + 1", "unknown_name"),
]


def _raised(code):
    """The type and text of what a line raises, as they cross the boundary."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            exec(compile(code, "<line>", "exec"), dict(NAMES, x=NAMES["x"].copy(), xi=NAMES["xi"].copy()))
        except Exception as error:  # noqa: BLE001 -- any of them is what the test is about
            kind = type(error)
            return f"{kind.__module__}.{kind.__qualname__}", str(error)
    raise AssertionError(f"{code} raises nothing")


@pytest.mark.parametrize(("line", "key"), RAISED, ids=[line for line, _ in RAISED])
def test_a_line_that_fails_is_explained_by(line, key):
    statement = explain_error(*_raised(line), ErrorContext(line=line))
    assert (statement.key if statement else "") == key


@pytest.mark.parametrize("line", [line for line, key in RAISED if key])
def test_without_the_line_what_is_said_rests_on_the_error_alone(line):
    statement = explain_error(*_raised(line), NOTHING_KNOWN)
    assert statement is None or not (BY_KEY[statement.key].source if statement.key in BY_KEY else None)


SYNTAX = [
    ("if x:\n    a = 1\nelse if y:\n    a = 2", "else_if"),
    ("if x:\n    a = 1\nelse y > 0:\n    a = 2", "else_with_condition"),
    ("if x:\n    a = 1\nelse\n    a = 2", "colon_missing_at_end"),
    ("if x:\n    a = 1\nelse a = 2", "colon_missing"),
    ("if x > 0\n    y = 1", "colon_missing_at_end"),
    ("def f(x)\n    return x", "colon_missing_at_end"),
    ("def f(x) return x", "colon_missing"),
    ("class A\n    pass", "colon_missing_at_end"),
    ("if (a and\n    b)\n    c = 1", "colon_missing"),
    ("y = x > 0.astype(int)", "brackets_around_comparison"),
    ("y = (x >= 0.astype(int))", "brackets_around_comparison"),
    ("y = 2x", "number_runs_into_name"),
    ("y = 2.exp(x)", "number_runs_into_name"),
    ("2nd = 3", "number_runs_into_name"),
    ("a = 3 \\ \nb", "space_behind_backslash"),
    ("a = 3 \\ 4", "backslash_in_line"),
    ("x = 1)", "bracket_never_opened"),
    (" x = 1", "indented_too_far"),
    ("[1 2]", "comma_forgotten"),
    ("f() = x", "single_equals_sign"),
    ("for 3 in x: pass", "cannot_assign"),
    ("x = “a”", "curly_quote"),
    ("x = ，", "full_width_character"),
    ("x = '''a", "triple_quotes_missing"),
    ("if a:\nb", "block_not_indented"),
    ("return 3", "return_outside_function"),
]


@pytest.mark.parametrize(("code", "key"), SYNTAX, ids=[code for code, _ in SYNTAX])
def test_a_line_that_cannot_be_read_is_explained_by(code, key):
    error = _syntax_error(code)
    line = code.splitlines()[error.lineno - 1]
    statement = explain_error(f"builtins.{type(error).__name__}", str(error), ErrorContext(line=line))
    assert statement is not None and statement.key == key


def _syntax_error(code):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            compile(code, "ada.py", "exec")
        except SyntaxError as error:
            return error
    raise AssertionError(f"{code} can be read")


# --- causes that the code proves -------------------------------------------------------------------------------------


def test_append_is_told_where_the_function_assigns_what_it_gives():
    body = ["def rows(X):", "    out = []", "    for row in X:", "        out = out.append(row)", "    return out"]
    text = "'NoneType' object has no attribute 'append'"
    words = said("builtins.AttributeError", text, line=body[3], body=body)
    assert (
        words
        == "`append` changes `out` in place and gives None: write `out.append(…)` alone, without `out =` in front."
    )
    # The line alone proves it as well; another function's body does not.
    assert said("builtins.AttributeError", text, line=body[3]) == words
    assert said("builtins.AttributeError", text, line="    y = out.append(1).append(2)", body=body).startswith(
        "None has no"
    )


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("    return out[0]", "'NoneType' object is not subscriptable"),
        ("    return len(out)", "object of type 'NoneType' has no len()"),
        (
            "    return np.exp(out)",
            "loop of ufunc does not support argument 0 of type NoneType which has no callable exp method",
        ),
    ],
)
def test_a_sorted_list_that_is_none_is_told(line, text):
    body = ["def f(x):", "    out = x.sort()", line]
    assert said("builtins.TypeError", text, line=line, body=body).startswith(
        "`sort` changes `x` in place and gives None"
    )
    for other in (
        "    # out = x.sort()",
        "    out = np.sort(x)",
        "    out = sorted(x)",
        "    other = x.sort()",
        "    out = x.append(1) or x",
        "    out = g('out = x.sort()')",
    ):
        assert "in place and gives None:" not in said(
            "builtins.TypeError", text, line=line, body=["def f(x):", other, line]
        )


def test_an_overwritten_module_is_told():
    text = "'int' object has no attribute 'exp'"
    words = said("builtins.AttributeError", text, line="    return 1 / (1 + np.exp(-x))", values=["np"])
    assert words == "`np` names a value of type int here, and no longer the module: give that variable another name."
    for context in (
        {"line": "    return np.exp(x)"},
        {"line": "    return x.exp()", "values": ["np"]},
        {"line": "    return np.sum(x).exp()", "values": ["np"]},
        {"line": "    return x.exp()  # np.exp", "values": ["np"]},
        {"values": ["np"]},
    ):
        assert "module" not in said("builtins.AttributeError", text, **context)


def test_a_function_without_brackets_is_named_where_the_line_holds_one():
    text = "unsupported operand type(s) for *: 'function' and 'float'"
    words = said("builtins.TypeError", text, line="    return weight * 2.0", functions=["weight", "f"])
    assert (
        words == "`weight` is the function itself, and `weight(…)` calls it. Are the brackets missing behind its name?"
    )
    assert said("builtins.TypeError", text, line="    return weight() * g", functions=["weight"]).startswith(
        "A function stands"
    )


def test_a_comma_between_rows_below_each_other_is_told():
    body = ["def init_network():", "    W1 = np.array([[0.1, 0.3]", "                   [0.2, 0.4]])"]
    text = "list indices must be integers or slices, not tuple"
    assert "at the end of a row" in said("builtins.TypeError", text, line=body[1], body=body)
    assert said("builtins.TypeError", text, line="    y = A[0, 1]", body=["def f(A):", "    y = A[0, 1]"]).startswith(
        "A list takes"
    )
    assert said("builtins.TypeError", text, line="    y = A[0][0, 1]").startswith("A list takes")


def test_a_dataset_is_taken_for_mnist_only_where_the_line_says_so():
    text = "No module named 'dataset'"
    assert "MNIST" in said("builtins.ModuleNotFoundError", text, line="from dataset.mnist import load_mnist")
    assert "MNIST" not in said("builtins.ModuleNotFoundError", text, line="from dataset import weights")
    assert "book" not in said("builtins.ModuleNotFoundError", "No module named 'common'", line="import common")


def test_an_attribute_of_pyplot_is_told_only_where_pyplot_has_it():
    text = "module 'matplotlib' has no attribute '{}'"
    assert said("builtins.AttributeError", text.format("plot")).startswith("`plot` is part of")
    assert said("builtins.AttributeError", text.format("plto")).startswith("The module `matplotlib` has no `plto`")
    assert "is part of" not in said("builtins.AttributeError", text.format("pyplot"))


@pytest.mark.parametrize(
    "line", ["x" * 5000, "(" * 5000, "a, " * 2000, "x = x.append(" * 500, " " * 5000, "'" * 5001, "a.b." * 2000]
)
def test_no_line_takes_long_to_look_at(line):
    for error in ERRORS:
        for pattern in (error.source, error.body):
            if pattern is not None:
                error.groups("'NoneType' object has no attribute 'b'", ErrorContext(line=line, body=[line] * 100))
                pattern.search(line[:300])
