"""The old functions, until their callers are switched."""

import string

import pytest

from autograder.explain.error_matching import closed, find, public_name, related, slip, translate
from autograder.explain.phrasebook import CALLS, PHRASES, SYNTAX, Pool

# The same error in the words of several versions: Python 3.10 to 3.14, NumPy 1.26 and 2.
WORDINGS = [
    [
        ("builtins.ValueError", "too many values to unpack (expected 2)"),
        ("builtins.ValueError", "too many values to unpack (expected 2, got 3)"),
    ],
    [
        ("builtins.TypeError", "only length-1 arrays can be converted to Python scalars"),
        ("builtins.TypeError", "only 0-dimensional arrays can be converted to Python scalars"),
    ],
    [
        ("builtins.UnboundLocalError", "local variable 'y' referenced before assignment"),
        ("builtins.UnboundLocalError", "cannot access local variable 'y' where it is not associated with a value"),
    ],
    [
        (
            "numpy.core._exceptions._UFuncNoLoopError",
            "ufunc 'multiply' did not contain a loop with signature matching types (dtype('<U3'), dtype('int64')) -> None",
        ),
        (
            "numpy._core._exceptions._UFuncNoLoopError",
            "ufunc 'multiply' did not contain a loop with signature matching types (dtype('<U3'), dtype('float64')) -> None",
        ),
        ("builtins.TypeError", "The 'out' kwarg is necessary. Use numpy.strings.multiply without it."),
        (
            "builtins.TypeError",
            "The 'out' kwarg is necessary when using the string multiply ufunc directly. Use numpy.strings.multiply to …",
        ),
    ],
    [
        ("builtins.SyntaxError", "invalid syntax (ada.py, line 3)"),
        ("builtins.SyntaxError", "invalid syntax. Did you mean 'while'? (ada.py, line 3)"),
    ],
    [
        ("builtins.ZeroDivisionError", "float division by zero"),
        ("builtins.ZeroDivisionError", "division by zero"),
    ],
]


@pytest.mark.parametrize("wordings", WORDINGS)
def test_one_error_in_several_wordings_is_told_in_one_way(wordings):
    said = {translate(*one) for one in wordings}
    assert len(said) == 1 and "" not in said
    assert len({closed(*one) for one in wordings}) == 1


def test_an_old_name_of_numpy_is_told_with_what_replaces_it():
    text = "module 'numpy' has no attribute 'bool'. `np.bool` was a deprecated alias for the builtin `bool`. To avoid"
    assert translate("builtins.AttributeError", text).startswith("`np.bool` is gone from NumPy; write `bool` instead")
    removed = "`np.float_` was removed in the NumPy 2.0 release. Use `np.float64` instead."
    assert (
        translate("builtins.AttributeError", removed) == "`np.float_` is gone from NumPy; write `np.float64` instead."
    )


def test_a_name_near_none_is_told_without_a_guess():
    said = translate("builtins.AttributeError", "module 'numpy' has no attribute 'qqqqqq'")
    assert said == "NumPy has no `qqqqqq`."


def test_the_place_that_python_adds_to_a_syntax_error_is_left_out():
    assert translate("builtins.SyntaxError", "expected ':' (ada (2).py, line 7)").startswith("A colon")


def test_an_unknown_error_has_no_sentence():
    assert translate("builtins.AssertionError", "the sum is wrong") == ""
    assert translate("__main__.ValueError", "truth value of an array is ambiguous") == ""


def test_braces_in_an_exceptions_text_stay_text():
    assert "'{near} {0}'" in translate("builtins.KeyError", "'{near} {0}'")


def test_a_misspelt_key_is_told_with_the_nearest_of_the_keys():
    said = translate("builtins.KeyError", "'w1'", {Pool.KEYS: ["W1", "b1"]})
    assert said == "The dict has no key 'w1'. Is it 'W1' that was meant? Capital letters count."


def test_a_known_name_is_no_misspelling_of_another():
    functions = {Pool.FILE: ["AND", "OR"]}
    assert "`AND`" in translate("builtins.NameError", "name 'NAND' is not defined", functions)
    assert "`AND`" not in translate("builtins.NameError", "name 'NAND' is not defined", functions, known=["NAND"])


@pytest.mark.parametrize(
    ("name", "others", "meant"),
    [
        ("AND", ["relu", "and_gate"], "and_gate"),
        ("relu", ["ReLU"], "ReLU"),
        ("forward", ["forword", "backward"], "forword"),
        ("identity_function", ["identify_function"], "identify_function"),
        ("step_function", ["step"], "step"),
        ("softmax", ["softmax2"], "softmax2"),
        ("softmax", ["plot", "x"], ""),
    ],
)
def test_a_function_of_a_related_name_is_found(name, others, meant):
    assert related(name, others) == meant


def test_a_slip_is_nearer_than_a_related_name():
    assert slip("maximam", ["max", "maximum"]) == "maximum"
    assert slip("and_gate", ["AND"]) == ""


def test_two_letters_that_changed_places_are_a_slip_in_a_short_name_too():
    assert slip("smu", ["min", "sum"]) == "sum"
    assert slip("sun", ["min", "sum"]) == ""


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda phrase: phrase.sentence[:40])
def test_a_phrase_is_filled_from_its_own_groups_and_reads_as_sentences(phrase):
    fields = {field for _, field, _, _ in string.Formatter().parse(phrase.sentence) if field}
    assert fields <= phrase.text.groupindex.keys() | {"text"}
    assert (phrase.pool is None) or "name" in phrase.text.groupindex
    for sentence in (phrase.sentence, phrase.closed or "None."):
        assert sentence[0].isupper() or not sentence[0].isalpha(), sentence
        assert sentence[-1] in ".?)", sentence


@pytest.mark.parametrize("phrase", CALLS, ids=lambda phrase: phrase.sentence[:40])
def test_what_is_said_of_hidden_checks_has_nothing_to_fill_in(phrase):
    assert "{" not in phrase.closed
    assert not any(char.isdigit() for char in phrase.closed.replace("axis 0", "").replace("-1", "").replace("1-D", "")
                   .replace("n - 1", "").replace("at 0", "").replace("by 0", "")), phrase.closed  # fmt: skip


def test_a_parsers_errors_say_nothing_on_hidden_checks():
    assert not any(phrase.closed for phrase in SYNTAX)


def test_few_sentences_can_be_chosen_for_each_type_of_exception():
    """Which of n sentences a hidden check shows tells its author log2(n) bits: 3 at most."""
    for name in {name for phrase in PHRASES for name in phrase.errors}:
        assert len({"", *(phrase.closed for phrase in PHRASES if name in phrase.errors)}) <= 8, name


def test_numpys_own_types_have_one_name_on_every_version():
    assert public_name("numpy.core._exceptions._ArrayMemoryError") == "MemoryError"
    assert public_name("numpy._core._exceptions._ArrayMemoryError") == "MemoryError"
    assert public_name("numpy.exceptions.AxisError") == "AxisError"


@pytest.mark.parametrize("type_name", ["numpy.Secret42", "builtins.print", "builtins.__name__", "Secret", "", "a.b.c"])
def test_a_type_that_is_not_pythons_or_numpys_has_no_name(type_name):
    assert public_name(type_name) == ""
    assert find(type_name, "truth value of an array") is None
