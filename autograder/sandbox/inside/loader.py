"""Runs a submission's statements one by one in a fresh `__main__`, and says of each that failed where and why."""

import __future__

import ast
import sys
import types

from .source import Broken, decode, statements
from .standin import StandIns
from .wire import NAME_LENGTH, type_name

NAMES, ERRORS, TEXT_LENGTH = 500, 50, 500
FUTURE_FLAGS = {name: getattr(__future__, name).compiler_flag for name in __future__.all_feature_names}


class Loader:
    """Executes cells in one namespace.

    Args:
        cells: (file name, bytes of a script or str of a notebook's cell) each.
        skip: indices of statements that an earlier worker did not survive.
        announce: called with (index, line) before each statement runs.
        stand_ins: bound anew after each statement, if given.
    """

    def __init__(self, cells, skip, announce, stand_ins=None):
        self.cells, self.skip, self.announce = cells, frozenset(skip), announce
        self.module = types.ModuleType("__main__")
        self.stand_ins = stand_ins or StandIns()
        self.files = frozenset(name for name, _ in cells)
        self.errors, self.warnings, self.flags = [], [], 0

    def load(self):
        """Run everything; returns the report: errors, warnings, names, and the lines of each function."""
        sys.modules["__main__"] = self.module
        self.module.__file__ = self.cells[0][0] if self.cells else ""
        self.stand_ins.bind(self.module.__dict__)
        index = 0
        for name, source in self.cells:
            text, warning = decode(source) if type(source) is bytes else (source, "")
            self.warnings += [warning] * bool(warning)
            for part in statements(text, name):
                if type(part) is Broken:
                    self.errors.append(self._error(part.error, part.line))
                    continue
                if index not in self.skip:
                    if not _is_harmless(part.node):
                        self.announce(index, part.line)
                    self._run(part)
                    self.stand_ins.bind(self.module.__dict__)
                index += 1
        return self._report()

    def _run(self, statement):
        try:
            code = compile(ast.Module([statement.node], []), statement.cell, "exec", self.flags, dont_inherit=True)
            if isinstance(statement.node, ast.ImportFrom) and statement.node.module == "__future__":
                self.flags |= sum(FUTURE_FLAGS.get(alias.name, 0) for alias in statement.node.names)
            exec(code, self.module.__dict__)
        except BaseException as error:  # noqa: BLE001 - SystemExit and KeyboardInterrupt too: the rest of the file still loads
            self.errors.append(self._error(error, statement.line))

    def _error(self, error, line):
        return {**describe(error, self.files), "line": line}

    def _report(self):
        names = [name for name in self.module.__dict__ if type(name) is str and not name.startswith("_")]
        functions = {}
        for name in names[:NAMES]:
            function = self.module.__dict__[name]
            if type(function) is types.FunctionType and function.__code__.co_filename in self.files:
                functions[name[:NAME_LENGTH]] = _lines(function.__code__)
        return {
            "errors": self.errors[:ERRORS],
            "warnings": self.warnings[:ERRORS],
            "names": [name[:NAME_LENGTH] for name in names[:NAMES] if callable(self.module.__dict__[name])],
            "functions": functions,
        }


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
        text = str(error)[:TEXT_LENGTH]
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
