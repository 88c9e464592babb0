"""What a notebook's kernel holds: the functions that were run, and the cells that they were run in.

The lines of those cells are numbered through, as a handed-in notebook's are, so that `LoadReport` words and quotes them.
"""

from __future__ import annotations

import ast
import linecache
import types
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.sandbox import Cell, LoadError, LoadReport, places
from autograder.sandbox.inside.definitions import defined_names, unreadable_names
from autograder.sandbox.inside.loader import describe
from autograder.sandbox.inside.report import contents

SOME_CELL = "a cell"  # whose number the kernel no longer tells


@dataclass(frozen=True)
class KernelReport(LoadReport):
    """As of a submission; whoever calls `check` has run a cell."""

    is_empty = False


@dataclass(frozen=True)
class Kernel:
    """A kernel at one moment.

    Attributes:
        namespace: its user's names.
        report: its functions, and the cells that would define some but are no Python.
        first_lines: the first line of each cell, by the name that its code has for its file.
        sources: the newest cell with a definition of each name, "cell [5]".
        has_history: whether it tells which cells were run.
    """

    namespace: dict[str, Any]
    report: LoadReport
    first_lines: Mapping[str, int]
    sources: Mapping[str, str]
    has_history: bool

    @classmethod
    def of(cls, namespace: dict[str, Any]) -> Kernel:
        """The kernel whose user's names these are."""
        files = dict.fromkeys(function.__code__.co_filename for function in _own(namespace).values())
        inputs = _inputs(namespace)
        # Where IPython keeps the text of cells.
        texts = ["".join(linecache.getlines(file)).rstrip("\n") for file in files]
        newest, unreadable = _definitions(inputs)
        cells = [Cell(_cell_name(file, text, inputs), text) for file, text in zip(files, texts, strict=True)]
        cells += [Cell(_named(number), inputs[number]) for number in unreadable]
        starts = places(tuple(cells))
        first_lines = {file: first for file, (first, _) in zip(files, starts, strict=False)}
        errors = [
            _error(error, first, inputs[number])
            for (number, error), (first, _) in zip(unreadable.items(), starts[len(files) :], strict=True)
        ]
        report = _report(namespace, first_lines, tuple(cells), tuple(errors))
        sources = {name: _named(number) for name, number in newest.items()}
        return cls(namespace, report, first_lines, sources, bool(inputs))

    def describe(self, error: BaseException) -> dict[str, Any]:
        """What there is to say of an exception, with the last line of a cell that it passed."""
        line, trace = 0, error.__traceback__
        while trace is not None:
            first = self.first_lines.get(trace.tb_frame.f_code.co_filename)
            # The innermost cell counts, not a library below it.
            line = first + trace.tb_lineno - 1 if first is not None else line
            trace = trace.tb_next
        return {**describe(error, ()), "line": line}

    def cell_of(self, name: str) -> str:
        """The cell that a function was run in, "" where that is not known."""
        first, _ = self.report.functions.get(name, (0, 0))
        cell = self.report.place(first).rpartition(", line ")[0] if first else ""
        return cell if cell != SOME_CELL else ""

    def newer(self, name: str) -> LoadError | None:
        """Why the newest definition of a function that is there is not the one that counts: its cell is no Python."""
        defining = (error for error in self.report.errors if name in error.defines)
        return next(defining, None) if name in self.report.functions else None


def _own(namespace: Mapping[str, Any]) -> dict[str, types.FunctionType]:
    """The functions that were written here, by name."""
    return {
        name: value
        for name, value in namespace.items()
        # IPython's own `_`, `_5` and so on hold results, which may be functions; what was imported has another module.
        if type(value) is types.FunctionType and value.__module__ == namespace.get("__name__") and name[:1] != "_"
    }


def _inputs(namespace: Mapping[str, Any]) -> list[str]:
    """What was run, by cell number, as IPython keeps it; nothing elsewhere, or where its user has put another `In` in its place."""
    found = namespace.get("In")
    is_history = isinstance(found, list) and all(isinstance(text, str) for text in found)
    return list(found) if is_history and found is not None else []


def _definitions(inputs: Sequence[str]) -> tuple[dict[str, int], dict[int, SyntaxError]]:
    """(the newest cell that defines each name, those of them that Python cannot read)."""
    newest: dict[str, int] = {}
    errors: dict[int, SyntaxError] = {}
    for number, text in enumerate(inputs):
        if "def " not in text:  # most cells define nothing, and need not be parsed at every check
            continue
        try:
            # A cell may say `await`.
            tree = compile(text, "", "exec", ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
            names = [name for statement in tree.body for name in defined_names(statement)]
        except SyntaxError as error:
            errors[number] = error
            names = unreadable_names(text)
        except (ValueError, RecursionError, MemoryError):  # a null byte, or nested too deeply for the parser
            continue
        newest.update(dict.fromkeys(names, number))
    return newest, {number: error for number, error in errors.items() if number in newest.values()}


def _cell_name(file: str, text: str, inputs: Sequence[str]) -> str:
    """A cell as its author finds it: by the newest number that it ran under."""
    number = next((n for n in reversed(range(len(inputs))) if inputs[n].strip() == text.strip()), None)
    if number is not None:
        return _named(number)
    return Path(file).name if file.endswith(".py") and "ipykernel" not in file else SOME_CELL


def _named(number: int) -> str:
    return f"cell [{number}]"


def _error(error: SyntaxError, first: int, text: str) -> LoadError:
    line = first + (error.lineno or 1) - 1
    return LoadError(line, f"builtins.{type(error).__name__}", str(error.msg), tuple(unreadable_names(text)))


def _report(
    namespace: dict[str, Any], first_lines: Mapping[str, int], cells: tuple[Cell, ...], errors: tuple[LoadError, ...]
) -> LoadReport:
    found = contents(namespace, frozenset(first_lines))
    before = {
        name: first_lines[namespace[name].__code__.co_filename] - 1 for name in found["functions"] if name in namespace
    }
    return KernelReport(
        errors=errors,
        names=tuple(found["names"]),
        functions={name: (lines[0] + before[name], lines[1] + before[name]) for name, lines in _known(found, before)},
        cells=places(cells),
        parameters={name: tuple(names) for name, names in found["parameters"].items()},
        values=tuple(found["value_names"]),
        methods=found["methods"],
        submission=cells,
    )


def _known(found: Mapping[str, Any], before: Mapping[str, int]) -> list[tuple[str, list[int]]]:
    """Without functions of so long a name that the report has cut it."""
    return [(name, lines) for name, lines in found["functions"].items() if name in before]
