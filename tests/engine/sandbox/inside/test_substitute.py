"""Substitutes, in this process: what the grader would be asked, and when a submission's own function answers."""

import numpy as np
import pytest

from autograder.sandbox.inside.loader import Loader
from autograder.sandbox.inside.substitute import Substitutes

OWN, GIVEN = -1, 42


def load(source, names=("f",), reply=({}, [GIVEN])):
    """(namespace, substitutes, asks) of a loaded submission; every ask gets the same reply."""
    asks = []

    def exchange(header, *values):
        asks.append((header["name"], *values))
        return reply

    substitutes = Substitutes(names, exchange)
    loader = Loader([("submission.py", source.encode())], [], lambda index, line: None, substitutes)
    loader.load()
    return loader.module.__dict__, substitutes, asks


def serve(source, *args, **more):
    """What the submission's `answer` gives in a call."""
    namespace, substitutes, _ = load(source, **more)
    substitutes.serve(1)
    return namespace["answer"](*args)


ANSWER = "def answer():\n    return f(1)\n"
MINE = "def f(x):\n    return -1\n"


@pytest.mark.parametrize(
    "source",
    [
        ANSWER,
        MINE + ANSWER,
        ANSWER + MINE,
        MINE + ANSWER + MINE + MINE,
        "import functools\n@functools.lru_cache\n" + MINE + ANSWER,
        "if True:\n    def f(x):\n        return -1\n" + ANSWER,
        "from math import sqrt as f\n" + ANSWER,
        "f = lambda x: -1\n" + ANSWER,
        "f = 3\n" + ANSWER,
        MINE + "del f\n" + ANSWER,
        MINE + "g = f\ndef answer():\n    return g(1)\n",
        MINE + "def answer(f=f):\n    return f(1)\n",
        MINE + "import functools\nanswer = functools.partial(f, 1)\n",
        MINE + "class Layer:\n    act = staticmethod(f)\ndef answer():\n    return Layer().act(1)\n",
        MINE + "gates = {'f': f}\ndef answer():\n    return gates['f'](1)\n",
        "def f(x):\n    return f(x - 1) if x else -1\n" + ANSWER,
    ],
)
def test_a_call_gets_the_right_value_however_the_submission_defines_and_names_the_function(source):
    assert serve(source) == GIVEN


def test_while_the_file_loads_the_submissions_own_function_answers():
    namespace, _, asks = load(MINE + "seen = f(1)\n" + ANSWER + "also = answer()\n")
    assert (namespace["seen"], namespace["also"], asks) == (OWN, OWN, [])


def test_between_calls_the_submissions_own_function_answers():
    namespace, substitutes, asks = load(MINE + ANSWER)
    substitutes.serve(1)
    substitutes.serve(None)
    assert (namespace["answer"](), asks) == (OWN, [])


def test_a_function_that_is_not_defined_yet_is_missing_while_the_file_loads_and_the_rest_still_loads():
    namespace, _, _ = load("seen = f(1)\nafter = 2\n")
    assert ("seen" in namespace, namespace["after"]) == (False, 2)


def test_other_functions_stay_the_submissions_own():
    assert serve("def g(x):\n    return -1\ndef answer():\n    return g(1)\n") == OWN


def test_a_substitute_has_the_functions_name_as_a_legend_may_show_it():
    assert serve(MINE + "def answer():\n    return f.__name__\n") == "f"


def test_names_of_arguments_are_the_submissions_own():
    source = "def f(values, weights, bias):\n    return -1\ndef answer():\n    return f(1, bias=3, weights=2)\n"
    namespace, substitutes, asks = load(source)
    substitutes.serve(1)
    assert (namespace["answer"](), asks) == (GIVEN, [("f", 1, 2, 3)])


def test_lists_of_numbers_cross_as_arrays():
    namespace, substitutes, asks = load(
        "def answer():\n    return f([1, 2], (0.5, 0.5), np.float64(1))\nimport numpy as np\n"
    )
    substitutes.serve(1)
    namespace["answer"]()
    (_, *args), kinds = asks[0], [np.ndarray, np.ndarray, np.float64]
    assert [type(arg) for arg in args] == kinds


@pytest.mark.parametrize("value", ["None", "'a'", "['a']", "[[1], [1, 2]]", "{}", "object()", "len"])
def test_what_is_no_number_is_an_error_and_nothing_is_asked(value):
    namespace, substitutes, asks = load(f"def answer():\n    return f({value})\n")
    substitutes.serve(1)
    with pytest.raises((TypeError, ValueError)):
        namespace["answer"]()
    assert asks == []


def test_an_exception_of_the_right_function_is_raised_by_its_substitute():
    with pytest.raises(ZeroDivisionError, match="`f` cannot take these arguments"):
        serve(ANSWER, reply=({"raised": "ZeroDivisionError"}, []))
