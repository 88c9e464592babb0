"""What a suite file must keep to: checks that are independent, titled, and run without the hidden half."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from autograder.course.suitefile import CheckSource, SuiteFile
from autograder.errors import AutograderError

IMPORTS = ("numpy", "pytest", "math", "autograder.testing")
FIXTURES = ("student", "reference", "rng")
MARKS = ("weight", "hint")
# Each would make the number of checks, or how they end, depend on the machine or on the student; points are shared
# out among all of them.
REFUSED = ("xfail", "skip", "skipif", "importorskip", "parametrize")

Fault = tuple[ast.stmt | ast.expr, str]


def check(file: SuiteFile) -> None:
    """Raise AutograderError at the first line of `file` that breaks a rule."""
    # Found rule by rule, told from the top of the file down.
    faults = sorted(_faults(file), key=lambda fault: fault[0].lineno)
    for node, what in faults:
        raise AutograderError(f"{file.path}:{node.lineno}: {what}")
    if all(check.hidden for check in file.checks):
        raise AutograderError(f"{file.path}:{file.hidden.start}: no check above this line; write at least one")


def _faults(file: SuiteFile) -> Iterator[Fault]:
    for node in file.tree.body:
        yield from _statement(node)
        if node.lineno < file.hidden.start < (node.end_lineno or 0):
            yield node, "the hidden region starts inside this; move the markers between two checks"
    for inner in ast.walk(file.tree):
        yield from _anywhere(inner)
    names: set[str] = set()
    for check in file.checks:
        yield from _check(check)
        if check.name in names:
            yield check.node, f"a second check named `{check.name}`, which would replace the first; rename one"
        names.add(check.name)


def _statement(node: ast.stmt) -> Iterator[Fault]:
    """A statement at module level: an import, a constant or a function."""
    if isinstance(node, (ast.Assign, ast.AnnAssign)):
        if node.value is not None and not _is_constant(node.value):
            yield node, "all checks would share this value; only numbers, strings and tuples stand here: move it"
    elif isinstance(node, ast.FunctionDef):
        yield from _function(node)
    elif not isinstance(node, (ast.Import, ast.ImportFrom)) and not _is_docstring(node):
        yield node, "only imports, constants and functions stand at module level; move this into a check"


def _function(node: ast.FunctionDef) -> Iterator[Fault]:
    for decorator in node.decorator_list:
        call = decorator.func if isinstance(decorator, ast.Call) else decorator
        if ast.unparse(call) not in [f"pytest.mark.{mark}" for mark in MARKS] and not _is_refused(call):
            known = " and ".join(f"@pytest.mark.{mark}(…)" for mark in MARKS)
            yield decorator, f"`@{ast.unparse(decorator)}` is unknown here; a check takes {known}"
    for default in (*node.args.defaults, *node.args.kw_defaults):
        if default is not None and not _is_constant(default):  # None where a keyword has no default
            yield default, "checks would share this default; use a number, a string or a tuple"


def _check(check: CheckSource) -> Iterator[Fault]:
    if not check.title or "\n" in check.title:
        yield check.node, f'`{check.name}` needs a title: a docstring of one line, as in """is 0 at 0"""'
    arguments = [argument.arg for argument in ast.walk(check.node.args) if isinstance(argument, ast.arg)]
    for argument in arguments:
        if argument not in FIXTURES:
            yield check.node, f"`{check.name}` asks for `{argument}`; checks may ask for {', '.join(FIXTURES)}"
    if "student" not in arguments:
        yield check.node, f"`{check.name}` does not take `student`, so it says nothing about a submission; add it"


def _anywhere(node: ast.AST) -> Iterator[Fault]:
    """What no line of a suite may do."""
    if isinstance(node, ast.Attribute) and _is_refused(node):
        yield node, f"`{node.attr}` hides a check's outcome or multiplies it; write one plain check for each case"
    elif isinstance(node, ast.Import):
        for alias in node.names:
            if not _is_allowed(alias.name):
                yield node, _import_fault(alias.name)
    elif isinstance(node, ast.ImportFrom):
        module = "." * node.level + (node.module or "")  # a relative import is refused as it is written
        if not _is_allowed(module):
            yield node, _import_fault(module)
        elif module == "pytest":
            yield node, "names from pytest are easy to miss; write `import pytest` and `pytest.…`"
    elif isinstance(node, (ast.Global, ast.Nonlocal)):
        yield node, f"`{ast.unparse(node)}` lets one check change what another sees; pass values and return them"


def _is_refused(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and node.attr in REFUSED and ast.unparse(node).startswith("pytest.")


def _is_allowed(module: str) -> bool:
    return any(module == name or module.startswith(f"{name}.") for name in IMPORTS)


def _import_fault(module: str) -> str:
    return f"imports `{module}`, which students may not have; suites may import {', '.join(IMPORTS)}"


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def _is_constant(node: ast.expr) -> bool:
    """Whether nobody can change the value, as far as the text shows: np.pi, -1.5, (1, "a"), 2 * np.pi."""
    if isinstance(node, (ast.Constant, ast.Name, ast.Attribute)):
        return True
    if isinstance(node, ast.Tuple):
        return all(map(_is_constant, node.elts))
    if isinstance(node, ast.UnaryOp):
        return _is_constant(node.operand)
    return isinstance(node, ast.BinOp) and _is_constant(node.left) and _is_constant(node.right)
