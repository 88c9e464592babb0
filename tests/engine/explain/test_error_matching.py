"""Types, texts and lines of code of errors, the same on every version of Python and NumPy."""

import pytest

from autograder.explain.error_matching import code_of, own_text, public_name


def test_numpys_own_types_have_one_name_on_every_version():
    assert public_name("numpy.core._exceptions._ArrayMemoryError") == "MemoryError"
    assert public_name("numpy._core._exceptions._ArrayMemoryError") == "MemoryError"
    assert public_name("numpy.exceptions.AxisError") == "AxisError"


@pytest.mark.parametrize("type_name", ["numpy.Secret42", "builtins.print", "builtins.__name__", "Secret", "", "a.b.c"])
def test_a_type_that_is_not_pythons_or_numpys_has_no_name(type_name):
    assert public_name(type_name) == ""


def test_the_place_that_python_adds_to_a_syntax_error_is_left_out():
    assert own_text("invalid syntax (ada.py, line 3)") == "invalid syntax"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("y = np.exp(x)  # e ^ -x", "y = np.exp(x)  "),
        ("W1 = network['W1']", 'W1 = network[""]'),
        ('print("it\'s # one", x)', 'print("", x)'),
        (r"s = 'a\'b' + c", 's = "" + c'),
        ("s = 'open", "s = 'open"),
    ],
)
def test_comments_and_texts_are_no_code(line, code):
    assert code_of(line) == code


def test_a_line_without_end_is_cut():
    assert len(code_of("x" * 100_000)) < 1000
