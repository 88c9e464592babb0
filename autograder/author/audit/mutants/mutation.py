"""First-order mutants: a function's source with one small thing changed, as a slip of the hand or of the mind would change it."""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Iterator
from typing import Any

OPERATORS = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.MatMult, ast.Pow)
STYLES = ("-", "--", ":", "-.")
# What hides a curve, or changes how it looks.
LOOKS = (
    ("visible", False),
    ("alpha", 0),
    ("color", "white"),
    ("linewidth", 0),
    ("linestyle", "--"),
    ("linestyle", ":"),
)
# What may stand before a later curve, or at the end, of a function that draws.
STRAY = """plt.plot([0, 1, 2, 3], [0, 3, 1, 2]) | plt.figure() | plt.clf() | plt.subplot(2, 1, 2) | plt.xscale('log') | plt.yscale('log') |
    plt.xlim(0, 1) | plt.ylim(0.4, 0.6) | plt.legend(['a', 'b']) | plt.axis('off')""".split("|")
COMPARISONS = (ast.Gt, ast.GtE, ast.Lt, ast.LtE, ast.Eq, ast.NotEq)
# Functions that are taken for each other, by name.
FAMILIES = (
    ("exp", "exp2", "expm1", "log", "sqrt", "abs"),
    ("maximum", "minimum", "max", "min", "add", "fmin"),
    ("sum", "max", "min", "mean", "median", "prod", "cumsum", "size"),
    ("max", "min", "sum", "mean", "median", "argmax", "ptp"),
    ("dot", "multiply", "outer", "inner", "add", "kron", "vdot"),
    ("sin", "cos", "tan", "sinh", "tanh"),
    ("arange", "linspace"),
    ("flatten", "ravel", "tolist", "copy", "transpose", "sum", "sort"),
    ("shape", "size", "ndim", "dtype", "T", "strides"),
    ("name", "kind", "char", "str"),
    ("xlabel", "ylabel", "title"),
    ("xlim", "ylim"),
    ("list", "tuple", "set", "len", "reversed", "sorted"),
    ("AND", "NAND", "OR", "XOR"),
    ("sigmoid", "step_function", "relu", "identity_function", "softmax"),
    ("int", "float", "bool", "str"),
    ("simple_softmax", "stable_softmax", "softmax"),
)
# What may be done to a result before it is returned, or left undone.
WRAPPINGS = """-({0}) | [{0}] | ({0},) | ({0}).T | ({0}).tolist() | np.round({0}) | np.round({0}, 2) | np.round({0}, 4) |
    np.abs({0}) | np.sum({0}) | np.max({0}) | bool({0}) | int({0}) | float({0}) | str({0}) | ({0}).astype(int) | ({0}) * 2 |
    ({0}) + 1 | 1 - ({0}) | np.array([{0}]) | np.squeeze({0}) | np.array({0}, dtype=np.float16) | np.atleast_1d({0}) | np.atleast_2d({0}) |
    np.unique({0}) | ({0})[:3] | ({0})[:5] | ({0})[0] | ({0})[::-1] | np.sort({0}) | not ({0}) | print({0})""".split(
    "|"
)


def mutants(source: str) -> Iterator[str]:
    """The source of every mutant of the function that `source` defines, each once, without its docstring."""
    function = ast.parse(source).body[0]
    assert isinstance(function, ast.FunctionDef)
    if ast.get_docstring(function) is not None:
        function.body = function.body[1:] or [ast.Pass()]
    seen = {ast.unparse(function)}
    for mutant in _changed(function):
        text = ast.unparse(ast.fix_missing_locations(mutant))
        # A list that holds itself would take for ever to cross the wire's depth.
        if text not in seen and not re.search(r"(\w+)\.append\(\1\)", text):
            seen.add(text)
            yield text


def _changed(function: ast.FunctionDef) -> Iterator[ast.FunctionDef]:
    """Every copy of `function` with one node replaced."""
    # Sorted, here and below, so that a survey made again lists the same.
    names = sorted({node.id for node in ast.walk(function) if isinstance(node, ast.Name)} - {"np", "plt"})
    names = sorted({*names, *(argument.arg for argument in function.args.args)})
    count = sum(1 for _ in ast.walk(function))
    # A loop over the very list that it makes longer would never end.
    loops = {id(node.iter) for node in ast.walk(function) if isinstance(node, ast.For)}
    for place in range(1, count):  # 0 is the function itself
        node = _at(function, place)
        if isinstance(node, ast.Name) and id(node) in loops:
            continue
        for replacement in _replacements(node, names):
            mutant = copy.deepcopy(function)
            _put(mutant, place, replacement)
            yield mutant
    yield from _with_swapped_parameters(function)
    yield from _with_statements_changed(function)
    yield from _with_statements_moved(function)
    if any(isinstance(node, ast.Name) and node.id == "plt" for node in ast.walk(function)):
        yield from _with_stray_statements(function)


def _at(function: ast.FunctionDef, place: int) -> ast.AST:
    return list(ast.walk(function))[place]  # by number: a copy has other nodes, in the same order


def _put(function: ast.FunctionDef, place: int, replacement: ast.AST) -> None:
    target = _at(function, place)
    for parent in ast.walk(function):
        for field, value in ast.iter_fields(parent):
            if value is target:
                setattr(parent, field, copy.deepcopy(replacement))  # it may hold nodes of the tree that it is put into
            elif isinstance(value, list):
                setattr(parent, field, [copy.deepcopy(replacement) if item is target else item for item in value])


def _replacements(node: ast.AST, names: list[str]) -> Iterator[ast.AST]:
    """What may stand in the place of a node."""
    if isinstance(node, ast.BinOp):
        yield from (ast.BinOp(node.left, kind(), node.right) for kind in OPERATORS)
        yield from (ast.BinOp(node.right, node.op, node.left), node.left, node.right)
        yield from _regrouped(node)
    elif isinstance(node, ast.Compare):
        yield from (ast.Compare(node.left, [kind()], node.comparators) for kind in COMPARISONS)
        yield ast.Compare(node.comparators[0], node.ops, [node.left])
    elif isinstance(node, ast.UnaryOp):
        yield node.operand
    elif isinstance(node, ast.Constant):
        yield from map(ast.Constant, _constants(node.value))
    elif isinstance(node, ast.IfExp):
        yield from (ast.IfExp(node.test, node.orelse, node.body), node.test, node.body, node.orelse)
    elif isinstance(node, ast.Call):
        yield from _calls(node)
    elif isinstance(node, ast.Attribute):
        yield from (ast.Attribute(node.value, name, node.ctx) for name in _family(node.attr))
        # Nobody returns a module by mistake.
        if not (isinstance(node.value, ast.Name) and node.value.id in ("np", "plt")):
            yield node.value
    # Names that are read: what is assigned to cannot be negated.
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id not in ("np", "plt"):
        yield from (ast.Name(name, ast.Load()) for name in [*names, *_family(node.id)] if name != node.id)
        yield ast.UnaryOp(ast.USub(), node)
    elif isinstance(node, (ast.Tuple, ast.List)) and isinstance(node.ctx, ast.Load) and len(node.elts) > 1:
        yield type(node)(node.elts[::-1], node.ctx)
        yield from (type(node)(node.elts[:i] + node.elts[i + 1 :], node.ctx) for i in range(len(node.elts)))
        yield node.elts[0]
    elif isinstance(node, ast.Subscript):
        yield node.value
    elif isinstance(node, ast.Return) and node.value is not None:
        value = ast.unparse(node.value)
        yield from (ast.Return(ast.parse(text.strip().format(value), mode="eval").body) for text in WRAPPINGS)


def _regrouped(node: ast.BinOp) -> Iterator[ast.AST]:
    """The same operators with the brackets elsewhere, or forgotten."""
    if isinstance(node.right, ast.BinOp):
        inner = node.right
        yield ast.BinOp(ast.BinOp(node.left, node.op, inner.left), inner.op, inner.right)
    if isinstance(node.left, ast.BinOp):
        inner = node.left
        yield ast.BinOp(inner.left, inner.op, ast.BinOp(inner.right, node.op, node.right))


def _constants(value: object) -> list[Any]:
    if isinstance(value, bool):  # first, since it is an int, too
        return [not value]
    if isinstance(value, (int, float)):
        return [value + 1, value - 1, 0, -value, value / 10]
    if value in STYLES:
        return [style for style in STYLES if style != value]
    if isinstance(value, str):
        return [value.upper(), value.lower(), value[:-1] + "2", value[:-1] + "3"]
    return []


def _calls(node: ast.Call) -> Iterator[ast.AST]:
    if isinstance(node.func, ast.Name):
        yield from (ast.Call(ast.Name(name, ast.Load()), node.args, node.keywords) for name in _family(node.func.id))
    if node.args:
        yield node.args[0]
    if len(node.args) > 1:
        yield ast.Call(node.func, [node.args[1], node.args[0], *node.args[2:]], node.keywords)
        yield from (
            ast.Call(node.func, node.args[:i] + node.args[i + 1 :], node.keywords) for i in range(len(node.args))
        )
    for i in range(len(node.keywords)):
        yield ast.Call(node.func, node.args, node.keywords[:i] + node.keywords[i + 1 :])
    if ast.unparse(node.func) == "plt.plot":
        given = {keyword.arg for keyword in node.keywords}
        looks = [ast.keyword(name, ast.Constant(value)) for name, value in LOOKS if name not in given]
        yield from (ast.Call(node.func, node.args, [*node.keywords, look]) for look in looks)
    yield node.func


def _family(name: str) -> list[str]:
    """Names that are taken for `name`, one after another."""
    return [other for family in FAMILIES if name in family for other in family if other != name]


def _with_swapped_parameters(function: ast.FunctionDef) -> Iterator[ast.FunctionDef]:
    count = len(function.args.args)
    for i in range(count):
        for j in range(i + 1, count):
            mutant = copy.deepcopy(function)
            args = mutant.args.args
            args[i], args[j] = args[j], args[i]
            yield mutant


def _with_statements_changed(function: ast.FunctionDef) -> Iterator[ast.FunctionDef]:
    """Copies with a statement left out, pushed into the block before it, or followed by a return."""
    for place, node in enumerate(ast.walk(function)):
        for i in range(len(body) if isinstance(body := getattr(node, "body", None), list) else 0):
            for change in (_dropped, _swapped, _returned_early, _pushed_in):
                mutant = copy.deepcopy(function)
                if change(_at(mutant, place).body, i):  # type: ignore[attr-defined]
                    yield mutant


def _with_statements_moved(function: ast.FunctionDef) -> Iterator[ast.FunctionDef]:
    """Copies with a statement put first or last: a legend asked for before there is a curve, say."""
    for i in range(len(function.body)):
        for place in (0, len(function.body) - 1):
            mutant = copy.deepcopy(function)
            mutant.body.insert(place, mutant.body.pop(i))
            yield mutant


def _with_stray_statements(function: ast.FunctionDef) -> Iterator[ast.FunctionDef]:
    """Copies with a drawing command that does not belong there, in front of a later curve and at the end."""
    curves = [i for i, statement in enumerate(function.body) if "plt.plot(" in ast.unparse(statement)]
    for i in (*curves[1:], len(function.body)):
        for text in STRAY:
            mutant = copy.deepcopy(function)
            mutant.body[i:i] = ast.parse(text.strip()).body
            yield mutant


def _dropped(body: list[ast.stmt], i: int) -> bool:
    body[i : i + 1] = [] if len(body) > 1 else [ast.Pass()]
    return True


def _swapped(body: list[ast.stmt], i: int) -> bool:
    body[i : i + 2] = body[i : i + 2][::-1]
    return True


def _returned_early(body: list[ast.stmt], i: int) -> bool:
    statement = body[i]
    if isinstance(statement, (ast.Assign, ast.AugAssign)):
        target = statement.targets[0] if isinstance(statement, ast.Assign) else statement.target
        if isinstance(target, ast.Name):
            body.insert(i + 1, ast.Return(ast.Name(target.id, ast.Load())))
            return True
    return False


def _pushed_in(body: list[ast.stmt], i: int) -> bool:
    """Indent a statement too far: it becomes part of the loop or branch above it."""
    if i and isinstance(body[i - 1], (ast.For, ast.If, ast.While)):
        body[i - 1].body.append(body.pop(i))  # type: ignore[attr-defined]
        return True
    return False
