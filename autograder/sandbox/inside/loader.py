"""Runs a submission's statements one by one in a fresh `__main__`, and says of each that failed where and why."""

import __future__

import ast
import sys
import types

from .shell import Shell
from .source import UnreadablePart, decode, statements
from .substitute import Substitutes
from .wire import NAME_LENGTH, type_name

NAMES, ERRORS, TEXT_LENGTH = 1000, 50, 500
FUTURE_FLAGS = {name: getattr(__future__, name).compiler_flag for name in __future__.all_feature_names}


class Loader:
    """Executes cells in one namespace.

    Args:
        cells: (file name, bytes of a script or str of a notebook's cell) each.
        skip: indices of statements that an earlier worker did not survive.
        announce: called with (index, line) before each statement runs.
        substitutes: bound anew after each statement, if given.
        shell: what a notebook's cells find in place of IPython.
    """

    def __init__(self, cells, skip, announce, substitutes=None, shell=None):
        self.cells, self.skip, self.announce = cells, frozenset(skip), announce
        self.shell = (shell or Shell()) if any(type(source) is str for _, source in cells) else None
        self.module = types.ModuleType("__main__")
        self.substitutes = substitutes or Substitutes()
        self.files = frozenset(name for name, _ in cells)
        self.errors, self.warnings, self.flags = [], [], 0
        self.firsts = set()

    def load(self):
        """Run everything; returns the report: errors, warnings, names, and the lines of each function."""
        sys.modules["__main__"] = self.module
        self.module.__file__ = self.cells[0][0] if self.cells else ""
        self.substitutes.bind(self.module.__dict__)
        if self.shell:
            self.shell.start(self.module.__dict__)
        index, start = 0, 1
        for name, source in self.cells:
            if type(source) is bytes:
                text, warning = decode(source)
                self.warnings += [warning] * bool(warning)
                index = self._each(statements(text, name), index)
            else:
                # The lines of a notebook are numbered through: two cells may each have a line 2.
                self.firsts.add(len(self.errors))
                with self.shell:
                    parts = statements(self.shell.python(name, source), name, start)
                    index = self._each(parts, index, () if source.rstrip().endswith(";") else parts[-1:])
                start += source.count("\n") + source.count("\r") + 1
        return self._report()

    def _each(self, parts, index, shown=()):
        """Run statements one by one, and show the value of the one in `shown`; returns the index of the next."""
        for part in parts:
            if type(part) is UnreadablePart:
                self.errors.append(self._error(part.error, part.line))
                continue
            if index not in self.skip:
                if not _is_harmless(part.node):
                    self.announce(index, part.line)
                self._run(part, part in shown)
                self.substitutes.bind(self.module.__dict__)
            index += 1
        return index

    def _run(self, statement, is_shown):
        node = statement.node
        try:
            if isinstance(node, ast.ImportFrom) and node.module == "__future__":
                self.flags |= sum(FUTURE_FLAGS.get(alias.name, 0) for alias in node.names)
            if is_shown and isinstance(node, ast.Expr):
                self.shell.show(self._value(ast.Expression(node.value), statement.cell, "eval"))
            else:
                self._value(ast.Module([node], []), statement.cell, "exec")
        except BaseException as error:  # noqa: BLE001 - SystemExit and KeyboardInterrupt too: the rest of the file still loads
            self.errors.append(self._error(error, statement.line))

    def _value(self, tree, cell, mode):
        flags = self.flags | (ast.PyCF_ALLOW_TOP_LEVEL_AWAIT if self.shell else 0)
        code = compile(tree, cell, mode, flags, dont_inherit=True)
        return self.shell.run(code) if self.shell else exec(code, self.module.__dict__)

    def _error(self, error, line):
        return {**describe(error, self.files), "line": line}

    def _report(self):
        namespace = self.module.__dict__
        names = [name for name in namespace if type(name) is str and not name.startswith("_")]
        own = {name: namespace[name] for name in names if self._is_own(namespace[name])}
        others = [name for name in names if name not in own and callable(namespace[name])]
        # Room for the submission's own functions first: `from pylab import *` brings hundreds of others.
        listed = {*own, *others[: max(0, NAMES - len(own))]}
        names = [name for name in names if name in listed][:NAMES]
        return {
            "errors": self._first_errors(),
            "warnings": [*self.warnings, *(self.shell.warnings if self.shell else [])][:ERRORS],
            "names": [name[:NAME_LENGTH] for name in names],
            "functions": {name[:NAME_LENGTH]: _lines(own[name].__code__) for name in names if name in own},
        }

    def _first_errors(self):
        """The first errors, and without its text the first of every cell: one of which none is told would look as if it had run well."""
        later = sorted(index for index in self.firsts if ERRORS <= index < len(self.errors))
        return self.errors[:ERRORS] + [{**self.errors[index], "text": ""} for index in later]

    def _is_own(self, value):
        return type(value) is types.FunctionType and value.__code__.co_filename in self.files


def _is_harmless(node):
    """Whether a statement cannot hang or end the process: most are a plain `def`, and naming each before it runs costs time."""
    if isinstance(node, ast.FunctionDef):
        args = node.args
        evaluated = [*node.decorator_list, *args.defaults, *args.kw_defaults, node.returns]
        every = [*args.posonlyargs, *args.args, *args.kwonlyargs, args.vararg, args.kwarg]
        return not any(evaluated) and not any(arg.annotation for arg in every if arg)
    return isinstance(node, ast.Import) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))


def describe(error, files):
    """What crosses of an exception: its type's name, its text cut short, and the last line of the submission that it passed."""
    try:
        # The parser's own "(file, line 3)" would say the place twice, and for a notebook wrongly.
        text = str(error.msg if isinstance(error, SyntaxError) else error)[:TEXT_LENGTH]
    except BaseException:  # noqa: BLE001 - whatever a submission raises, the grader hears of it
        text = ""
    line, trace = 0, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename in files:
            line = trace.tb_lineno
        trace = trace.tb_next
    return {"type": type_name(type(error)), "text": str(text), "line": line or 0}


def _lines(code):
    """(first, last) line of a function with everything nested in it."""
    last = max((line for _, _, line in code.co_lines() if line), default=code.co_firstlineno)
    nested = [_lines(constant)[1] for constant in code.co_consts if type(constant) is types.CodeType]
    return [code.co_firstlineno, max([last, *nested])]
