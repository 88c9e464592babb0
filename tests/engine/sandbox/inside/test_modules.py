"""A student's other scripts while their file runs: importable, and taken together where the file has no answer."""

import sys

import pytest

from autograder.sandbox.inside.loader import Loader
from autograder.sandbox.inside.substitute import Substitutes

STUB = "def AND(a, b):\n    '''Both.'''\n    raise NotImplementedError()\n"


@pytest.fixture(autouse=True)
def imports_as_before():
    """What a test imports is gone after it."""
    before, finders = set(sys.modules), list(sys.meta_path)
    yield
    for name in set(sys.modules) - before:
        del sys.modules[name]
    sys.meta_path[:] = finders


def load(main, skip=(), substitutes=None, **modules):
    """(report, loader, announced) of a file and its modules: {name: (role, text)}."""
    announced = []
    parts = [(f"{name.replace('__', '/')}.py", text.encode(), role) for name, (role, text) in modules.items()]
    loader = Loader(
        [("submission.py", main.encode())], skip, lambda *at: announced.append(at), substitutes, modules=parts
    )
    return loader.load(), loader, announced


def test_a_module_is_imported_from_what_was_handed_in_and_never_from_a_disk():
    report, loader, _ = load(
        "from gates import AND\nx = 1\n", gates=("module", "w = 2\ndef AND(a, b):\n    return a * b * w\n")
    )
    assert loader.function("AND")(3, 4) == 24
    assert report["functions"] == {"AND": [5, 6]}, "numbered on from the file's own three lines"
    assert not report["errors"]


def test_folders_are_packages_and_a_failing_line_costs_only_itself():
    report, loader, _ = load(
        "from common.functions import *\nimport common.functions as f\n",
        common__functions=("module", "def OR(a, b): return 7\n1 / 0\ndef AND(a, b): return OR(a, b)\n"),
    )
    assert loader.function("AND")(0, 0) == 7
    assert [(error["type"], error["line"]) for error in report["errors"]] == [("builtins.ZeroDivisionError", 5)]


def test_a_module_that_is_not_there_and_pythons_own_are_as_ever():
    report, _, _ = load("import nowhere\nimport math\nmath.pi\n", math=("module", "1 / 0\n"))
    assert [error["type"] for error in report["errors"]] == ["builtins.ModuleNotFoundError"]


def test_the_answers_of_joined_scripts_are_taken_each_with_its_own_globals():
    _, loader, _ = load(
        "b = 1\ndef OR(x, y): return b\n",
        newer=("joined", "b = 2\ndef AND(x, y): return b\ndef OR(x, y): return b\n"),
        older=("joined", "b = 3\ndef XOR(x, y): return b\ndef AND(x, y): return b\n"),
    )
    assert [loader.function(name)(0, 0) for name in ("OR", "AND", "XOR")] == [1, 2, 3]


def test_a_stub_gives_way_to_an_answer_wherever_it_stands():
    _, loader, _ = load(STUB, newer=("joined", STUB), older=("joined", "def AND(a, b): return 5\n"))
    assert loader.function("AND")(0, 0) == 5
    report, loader, _ = load("x = 1\n", newer=("joined", STUB))
    assert report["names"] == ["AND"], "a stub is better than nothing: it is said to be untouched"


def test_a_joined_script_may_import_the_file_itself_and_the_others():
    _, loader, _ = load(
        "def AND(a, b): return 5\n",
        xor=("joined", "from mine import AND\nfrom rest import OR\ndef XOR(a, b): return AND(a, b) + OR(a, b)\n"),
        rest=("joined", "def OR(a, b): return 6\n"),
        mine=("itself", ""),
    )
    assert loader.function("XOR")(0, 0) == 11


def test_a_right_function_takes_the_place_of_a_wrong_one_in_its_module_too():
    substitutes = Substitutes(["AND"], lambda header, *values: ({}, [9]))
    _, loader, _ = load(
        "from gates import AND, NAND\n", (), substitutes,
        gates=("module", "def AND(a, b): return 1\nloaded = AND(1, 1)\ndef NAND(a, b): return AND(a, b)\n"),
    )  # fmt: skip
    assert sys.modules["gates"].loaded == 1, "while it loads, its own answers"
    substitutes.serve(1)
    assert loader.function("NAND")(0, 0) == 9


def test_statements_count_alike_whatever_is_skipped():
    modules = {"a": ("module", "print(1)\nprint(2)\n"), "b": ("module", "print(3)\n")}
    _, _, announced = load("import b\nimport a\nprint(4)\n", **modules)
    indices = dict.fromkeys(index for index, _ in announced)
    for name in ("a", "b"):
        sys.modules.pop(name)
    _, _, again = load("import b\nimport a\nprint(4)\n", skip=[0], **modules)
    assert {index for index, _ in again} < set(indices)
