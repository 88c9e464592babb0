"""Which names the statements of a submission define, and which definitions later ones replaced."""

import ast
import itertools
import re
import types

DEFINED = 50
VERSIONS, ALL_VERSIONS = 5, 50

DEFINITION = re.compile(r"^([ \t]*)(?:async[ \t]+)?(?:def|class)[ \t]+(\w+)", re.MULTILINE)
# Where a statement holds what it assigns to, or further statements. Not its values: a literal may have thousands of parts.
PARTS = "targets target items optional_vars elts body handlers orelse finalbody cases".split()


def defined_names(statement):
    """The names that a top-level statement defines where it runs, "*" for a star import; blocks within it count, functions' do not."""
    names, waiting = {}, [statement]
    while waiting and len(names) < DEFINED:  # no recursion: a chain of `elif` may be thousands deep
        node = waiting.pop()
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names[node.name] = True
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            names.update((alias.asname or alias.name.partition(".")[0], True) for alias in node.names)
        elif isinstance(node, ast.Name):
            names.update({node.id: True} if isinstance(node.ctx, ast.Store) else {})  # `del f` has targets too
        elif isinstance(node, ast.Starred):
            waiting.append(node.value)
        else:
            waiting += reversed([child for field in PARTS for child in _children(node, field)])
    return list(names)[:DEFINED]


def _children(node, field):
    value = getattr(node, field, None)
    return value if type(value) is list else [value] if isinstance(value, ast.AST) else []


def unreadable_names(text):
    """What stands after `def` and `class` in a text that is no Python, where it is indented no further than the text begins."""
    space = text[: len(text) - len(text.lstrip())]
    indent = len(space) - space.rfind("\n") - 1
    found = (match[2] for match in DEFINITION.finditer(text) if len(match[1]) <= indent)
    return list(dict.fromkeys(itertools.islice(found, DEFINED)))


class Redefinitions:
    """The submission's functions that later statements replaced by others of its own: kept, so that they can still be called.

    Attributes:
        functions: those replaced, by name and in order.
    """

    def __init__(self, namespace, files):
        self._namespace, self._files = namespace, files
        self._count = 0
        self.functions = {}

    def at_stake(self, node):
        """(name, function) of what a statement might replace."""
        if isinstance(node, ast.FunctionDef):
            names = (node.name,)  # nearly always, and loading is timed
        elif isinstance(node, (ast.Expr, ast.Import)):
            return ()
        else:
            names = defined_names(node)
        found = [(name, self._namespace.get(name)) for name in names]
        return [(name, value) for name, value in found if is_own(value, self._files)]

    def note(self, at_stake):
        """Keep those that the statement did replace."""
        for name, function in at_stake:
            value = self._namespace.get(name)
            if value is not function and is_own(value, self._files) and self._count < ALL_VERSIONS:
                versions = self.functions.setdefault(name, [])
                if len(versions) < VERSIONS:
                    versions.append(function)
                    self._count += 1


def is_stub(node):
    """Whether a function is still as it was handed out: below its docstring it raises NotImplementedError, and nothing else."""
    body = node.body
    if body and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant):
        body = body[1:]
    if len(body) != 1 or not isinstance(body[0], ast.Raise):
        return False
    raised = body[0].exc.func if isinstance(body[0].exc, ast.Call) else body[0].exc
    return isinstance(raised, ast.Name) and raised.id == "NotImplementedError"


def is_own(value, files):
    """Whether a value is a function that is written in one of the submission's files."""
    return type(value) is types.FunctionType and value.__code__.co_filename in files
