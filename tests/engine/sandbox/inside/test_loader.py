"""A submission runs statement by statement: what fails is reported with its line, and the rest still counts."""

import pytest

from autograder.sandbox.inside.loader import Loader, describe


def load(*cells, skip=()):
    """(report, module, announced) of a submission."""
    announced = []
    named = [(f"cell {n}", cell) for n, cell in enumerate(cells, 1)]
    loader = Loader(named, skip, lambda index, line: announced.append((index, line)))
    return loader.load(), loader.module, announced


def test_names_come_in_order_and_only_what_can_be_called():
    report, _, _ = load("import math\nx = 1\ndef b(): pass\ndef a(): pass\n_hidden = b\nc = lambda: 1\nclass D: pass\n")
    assert report["names"] == ["b", "a", "c", "D"]


def test_functions_have_the_lines_of_all_that_is_nested_in_them():
    report, _, _ = load("x = 1\ndef f():\n    def g():\n        return 1\n    return g\n\nfrom math import sin\n")
    assert report["functions"] == {"f": [2, 5]}


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("1 / 0", "builtins.ZeroDivisionError"),
        ("import no_such_module", "builtins.ModuleNotFoundError"),
        ("raise SystemExit", "builtins.SystemExit"),
        ("raise KeyboardInterrupt", "builtins.KeyboardInterrupt"),
        ("raise GeneratorExit", "builtins.GeneratorExit"),
        ("exit()", "builtins.SystemExit"),
        ("import sys; sys.exit('done')", "builtins.SystemExit"),
        ("assert False", "builtins.AssertionError"),
        ("return 1", "builtins.SyntaxError"),
        ("nonlocal x", "builtins.SyntaxError"),
        ("class E(BaseException): pass\nraise E", "__main__.E"),
        ("def f(): f()\nf()", "builtins.RecursionError"),
        ("print 'two'", "builtins.SyntaxError"),
    ],
)
def test_a_statement_that_fails_is_reported_with_its_line_and_the_rest_still_loads(statement, kind):
    report, module, _ = load(f"a = 1\n{statement}\ndef after(): return a\n")
    assert [error["type"] for error in report["errors"]] == [kind]
    assert report["errors"][0]["line"] == 2 + statement.count("\n")
    assert module.after() == 1


def test_an_exception_whose_text_cannot_be_had_is_reported_without():
    report, _, _ = load("class E(Exception):\n    def __str__(self): raise SystemExit\nraise E\nx = lambda: 1\n")
    assert report["errors"][0]["text"] == ""
    assert sorted(report["names"]) == ["E", "x"]


def test_the_line_is_the_last_one_of_the_submission_that_an_exception_passed():
    _, module, _ = load("import json\ndef f():\n    return g()\ndef g():\n    return json.loads('{')\n")
    try:
        module.f()
    except ValueError as error:
        assert describe(error, {"cell 1"})["line"] == 5


def test_a_long_text_is_cut():
    assert len(describe(ValueError("x" * 10_000), ())["text"]) == 500


def test_future_statements_hold_from_there_on_and_in_later_cells():
    source = "from __future__ import annotations\n"
    report, module, _ = load(source, "def f(x: no_such_name): return 1\n")
    assert report["errors"] == []
    assert module.f(0) == 1
    report, _, _ = load("def f(x: no_such_name): return 1\n", source)
    assert [error["type"] for error in report["errors"]] == ["builtins.NameError"]


def test_the_loaders_own_future_statements_are_not_the_submissions():
    _, module, _ = load("def f(x: 1 + 1): pass\n")
    assert module.f.__annotations__ == {"x": 2}


def test_the_last_definition_of_a_name_counts():
    _, module, _ = load("def f(): return 1\n", "def f(): return 2\n")
    assert module.f() == 2


def test_a_submission_is_main():
    report, module, _ = load(
        "if __name__ == '__main__':\n    def f(): return 1\nimport __main__\ng = lambda: __main__.f\n"
    )
    assert report["names"] == ["f", "g"]
    assert module.g() is module.f


def test_every_statement_that_may_hang_is_announced_before_it_runs():
    source = "import math\ndef f(x): pass\n'words'\nx = 1\n@print\ndef g(x): pass\ndef h(x=f): pass\nclass C: pass\n"
    _, _, announced = load(source)
    assert announced == [(3, 4), (4, 5), (5, 7), (6, 8)]


def test_a_skipped_statement_does_not_run_and_the_rest_does():
    report, module, announced = load("x = 1\n1 / 0\ndef f(): return x\n", skip=[1])
    assert report["errors"] == []
    assert announced == [(0, 1)]
    assert module.f() == 1


def test_bytes_are_read_by_their_encoding_and_letters_lost_are_told():
    report, module, _ = load(b"# coding: latin-1\nf = lambda: '\xe9'\n", b"# \xff\n")
    assert module.f() == "é"
    assert len(report["warnings"]) == 1


def test_names_that_lie_do_not_break_the_report():
    source = (
        "globals()[1] = print\nglobals()['x' * 9999] = print\n"
        "class Meta(type):\n    def __call__(cls): raise SystemExit\nclass A(metaclass=Meta): pass\n"
        "import types\nf = types.FunctionType((lambda: 1).__code__.replace(co_firstlineno=0), {})\n"
    )
    report, _, _ = load(source)
    assert report["errors"] == []
    assert "x" * 100 in report["names"]


def test_a_file_of_very_many_errors_and_names_is_cut():
    report, _, _ = load("1/0\n" * 200 + "".join(f"f{n} = print\n" for n in range(1200)))
    assert len(report["errors"]) == 50
    assert len(report["names"]) == 1000
