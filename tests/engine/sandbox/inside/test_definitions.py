"""What the statements of a submission define, and which definitions later ones replaced."""

import ast

import pytest

from autograder.sandbox.inside.definitions import defined_names, unreadable_names
from autograder.sandbox.inside.loader import Loader


def load(*cells):
    """(report, loader) of a submission."""
    loader = Loader([(f"cell {n}", cell) for n, cell in enumerate(cells, 1)], (), lambda index, line: None)
    return loader.load(), loader


# --- names that a statement defines -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("statement", "names"),
    [
        ("def f(x):\n    y = x\n    def g(): pass", ["f"]),
        ("@decorator\nasync def f(): pass", ["f"]),
        ("class A(B):\n    x = 1\n    def f(self): pass", ["A"]),
        ("f = g", ["f"]),
        ("a = b = 1", ["a", "b"]),
        ("(a, [b, *c]), d = x", ["a", "b", "c", "d"]),
        ("a.b = a[0] = 1", []),
        ("x: int = 1", ["x"]),
        ("x += 1", ["x"]),
        ("import numpy as np, os.path", ["np", "os"]),
        ("from math import sqrt as root, pi", ["root", "pi"]),
        ("from numpy import *", ["*"]),
        ("if x:\n    def f(): pass\nelif y:\n    g = 1\nelse:\n    import h", ["f", "g", "h"]),
        ("try:\n    import a\nexcept E as e:\n    b = 1\nelse:\n    c = 1\nfinally:\n    d = 1", ["a", "b", "c", "d"]),
        ("for i, j in x:\n    k = i\nelse:\n    m = 1", ["i", "j", "k", "m"]),
        ("while True:\n    a = 1", ["a"]),
        ("with a as b, c as (d, e):\n    f = 1", ["b", "d", "e", "f"]),
        ("match x:\n    case 1:\n        a = 1", ["a"]),
        ("print(x)", []),
        ("del f", []),
        ("f = lambda x: [y for y in x]", ["f"]),
    ],
)
def test_a_statement_defines_names(statement, names):
    assert defined_names(ast.parse(statement).body[0]) == names


def test_of_very_many_names_there_are_fifty():
    assert len(defined_names(ast.parse(", ".join(f"n{n}" for n in range(500)) + " = x").body[0])) == 50
    assert len(defined_names(ast.parse("import " + ", ".join(f"n{n}" for n in range(500))).body[0])) == 50


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("def f(:\n    return 1\n", ["f"]),
        ("@decorator\nasync  def f(x)\n    return 1", ["f"]),
        ("class Net\n    def forward(self):\n        pass\n", ["Net"]),
        ("\n  def f(x):\n    return x\n", ["f"]),
        ("x = (1,\ndef f(x):\n    return x\ndef f(x):\n    return 2\n", ["f"]),
        ("# def f(x):\nx = = 1\ndefine = 1\n", []),
        ("def größe(x:\n", ["größe"]),
        ("", []),
    ],
)
def test_a_part_that_is_no_python_would_have_defined_what_its_lines_begin_with(text, names):
    assert unreadable_names(text) == names


def test_of_very_many_unreadable_definitions_there_are_fifty():
    assert len(unreadable_names("".join(f"def f{n}(:\n" for n in range(500)))) == 50


@pytest.mark.parametrize("cell", [str, str.encode], ids=["notebook", "script"])
def test_an_error_tells_what_would_have_been_defined(cell):
    report, _ = load(cell("def f(x:\n    return x\nW = no_such_name\nfrom no_such_module import *\n1 / 0\n"))
    assert [error["defines"] for error in report["errors"]] == [["f"], ["W"], ["*"], []]


def test_a_skipped_statement_tells_what_it_would_have_defined_and_there_are_fifty():
    source = "x = 1\n" + "y = 2\n" * 200
    loader = Loader([("submission.py", source.encode())], range(1, 201), lambda index, line: None)
    report = loader.load()
    assert report["skipped"][0] == {"line": 2, "defines": ["y"]}
    assert len(report["skipped"]) == 50


# --- definitions that were replaced -------------------------------------------------------------------------------------


@pytest.mark.parametrize("cell", [str, str.encode], ids=["notebook", "script"])
def test_a_definition_that_another_replaced_can_still_be_called(cell):
    report, loader = load(cell("def f(): return 1\ndef g(): return 0\ndef f(): return 2\nf = lambda: 3\n"))
    assert report["earlier"] == {"f": [1, 3]}
    assert [loader.function("f", version)() for version in (None, 0, 1)] == [3, 1, 2]
    assert loader.function("f", 2) is loader.function("g", 0) is None


def test_cells_that_define_again_replace_too():
    report, loader = load("def f(): return 1\n", "x = f()\n", "if x:\n    def f(): return 2\n")
    assert report["earlier"] == {"f": [1]}
    assert loader.function("f", 0)() == 1


@pytest.mark.parametrize(
    "then",
    ["f = f", "f = 3", "from math import sqrt as f", "def f(:", "@no_such_name\ndef f(): return 2", "class f: pass", "del f\ndef f(): pass"],
)  # fmt: skip
def test_what_no_other_function_of_its_own_replaced_is_not_earlier(then):
    report, _ = load(f"def f(): return 1\n{then}\n".encode())
    assert report["earlier"] == {}


def test_five_definitions_of_a_name_are_kept_and_fifty_in_all():
    report, _ = load(b"def f(): pass\n" * 100)
    assert report["earlier"] == {"f": [1, 2, 3, 4, 5]}
    report, _ = load("".join(f"def f{n}(): pass\n" for n in range(40)).encode() * 4)
    assert sum(map(len, report["earlier"].values())) == 50
