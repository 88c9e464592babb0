"""What is said of lines that failed while a file was loading."""

import pytest

from autograder.explain.loading import warnings
from autograder.explain.wording import text
from autograder.sandbox import LoadError, LoadReport


def said(*errors, **report):
    return [text(warning.statement) for warning in warnings(LoadReport(errors=errors, **report))]


def test_a_warning_names_the_line_and_the_meaning():
    gone = "module 'numpy' has no attribute 'int'. `np.int` was a deprecated"
    assert said(LoadError(41, "builtins.AttributeError", gone)) == [
        "line 41 failed while the file was loading: AttributeError: "
        "`np.int` is gone from NumPy; write `int` instead, without `np.`."
    ]


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (LoadError(7, "crash", "ended itself"), "line 7 failed while the file was loading: the program ended itself"),
        (LoadError(7, "timeout", "no answer"), "line 7 failed while the file was loading: no answer"),
        (LoadError(0, "crash", "ended itself"), "the file did not load: the program ended itself"),
        (LoadError(7, "__main__.Odd", ""), "line 7 failed while the file was loading: Odd"),
    ],
)
def test_a_warning_tells_what_ended_the_program(error, words):
    assert said(error) == [words]


def test_what_the_loader_noticed_comes_first():
    assert said(LoadError(7, "__main__.Odd", ""), warnings=("letters were lost",))[0] == "letters were lost"


def missing(line, name, *defines):
    return LoadError(line, "builtins.NameError", f"name '{name}' is not defined", defines=defines)


def test_lines_that_lack_what_an_earlier_one_would_have_defined_are_counted_with_it():
    module = LoadError(3, "builtins.ModuleNotFoundError", "No module named 'dataset'", defines=("load_mnist",))
    found = said(module, missing(5, "load_mnist", "x", "t"), missing(6, "x"), missing(9, "t"))
    assert len(found) == 1
    assert found[0].startswith("line 3 failed while the file was loading: ModuleNotFoundError: ")
    assert found[0].endswith(" The same stopped 3 more lines.")


def test_the_same_name_missing_twice_is_said_once():
    assert said(missing(5, "np"), missing(6, "np"))[0].endswith(" The same stopped one more line.")


def test_lines_that_fail_for_reasons_of_their_own_each_have_a_warning():
    assert len(said(missing(5, "np", "x"), missing(6, "plt"), LoadError(7, "builtins.ValueError", "no"))) == 3


def test_what_a_star_import_would_have_defined_nobody_knows():
    module = LoadError(3, "builtins.ModuleNotFoundError", "No module named 'common'", defines=("*",))
    assert len(said(module, missing(5, "sigmoid"))) == 2
