"""A student's functions called in this process, answered with exactly the values that a worker would give."""

from __future__ import annotations

import re
import types
from collections.abc import Callable, Collection, Container, Iterator
from typing import Any

import numpy as np

from autograder.sandbox import (
    Answer,
    Cell,
    Crashed,
    LoadError,
    LoadReport,
    Missing,
    Other,
    Raised,
    TimedOut,
    Value,
    places,
)
from autograder.sandbox.inside import wire
from autograder.sandbox.inside.loader import describe

_ADDRESS = re.compile("at 0x[0-9a-fA-F]+")  # differs from run to run


class Local:
    """Answers calls from a namespace: copies of the arguments go in, a copy of the plain value comes out.

    Args:
        namespace: where the student's functions are.
        files: what tracebacks call the student's code.
        report: what loading it said.
        draw: calls a function on a clean figure and describes what it drew (`FigureRecorder.draw`); None where nothing is to be drawn.
        passing: exceptions that are no answer but go through.
    """

    def __init__(
        self,
        namespace: dict[str, Any],
        files: Container[str],
        report: LoadReport,
        *,
        draw: Callable[[Any, list[Any]], Any] | None,
        passing: tuple[type[BaseException], ...] = (),
    ) -> None:
        self._namespace, self._files, self._draw, self._passing = namespace, files, draw, passing
        self.report = report

    def call(self, name: str, *args: Any) -> Answer:
        """The answer of the function `name` to copies of `args`."""
        return self._ask(name, args, lambda function, copies: function(*copies))

    def draw(self, name: str, *args: Any) -> Answer:
        """What the function `name` draws."""
        assert self._draw is not None
        return self._ask(name, args, self._draw)

    def _ask(self, name: str, args: tuple[Any, ...], run: Callable[[Any, list[Any]], Any]) -> Answer:
        function = self._namespace.get(name)
        if not callable(function):
            return Missing(name)
        copies = _crossed(*args)
        before = [_memory(value) for value in copies]
        try:
            value = run(function, copies)
        except self._passing:
            raise
        except BaseException as error:  # noqa: BLE001 - whatever a student's function raises is its answer
            raised = describe(error, self._files)
            return Raised(raised["type"], clean(raised["text"]), raised["line"])
        changed = [index for index, memory in enumerate(before) if memory != _memory(copies[index])]
        return Value(_answered(value), tuple(changed))


class Lossy:
    """Answers in the checks that an earlier process did not survive with how it ended; asks for the rest.

    Args:
        lost: the outcome ("timed_out" or "crashed") and reason of each such check, by "exercise/check".
    """

    def __init__(self, answers: Local, lost: dict[str, tuple[str, str]]) -> None:
        self._answers, self._lost = answers, lost
        self.report = answers.report
        self.check = ""

    def call(self, name: str, *args: Any) -> Answer:
        """The answer of the function `name`."""
        return self._gone() or self._answers.call(name, *args)

    def draw(self, name: str, *args: Any) -> Answer:
        """What the function `name` draws."""
        return self._gone() or self._answers.draw(name, *args)

    def _gone(self) -> Answer | None:
        if self.check not in self._lost:
            return None
        outcome, reason = self._lost[self.check]
        return TimedOut(reason) if outcome == "timed_out" else Crashed(reason)


def report_of(
    loaded: dict[str, Any], cells: list[tuple[str, bytes | str]], lost: tuple[LoadError, ...] = ()
) -> LoadReport:
    """A loader's report on `cells`, with the statements that an earlier process did not survive."""
    errors = [LoadError(error["line"], error["type"], clean(error["text"])) for error in loaded["errors"]]
    return LoadReport(
        errors=tuple(sorted([*errors, *lost], key=lambda error: error.line)),
        warnings=tuple(loaded["warnings"]),
        names=tuple(loaded["names"]),
        functions={name: (first, last) for name, (first, last) in loaded["functions"].items()},
        cells=places(tuple(Cell(name, source) for name, source in cells)),
    )


def mentions(namespace: dict[str, Any], names: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Which of the functions called `names` have others of them in their code, and so may fail because of these."""
    functions = {name: namespace.get(name) for name in names}
    read = {name: set(_names(one.__code__)) for name, one in functions.items() if type(one) is types.FunctionType}
    return {name: tuple(other for other in names if other in found and other != name) for name, found in read.items()}


def _names(code: types.CodeType) -> Iterator[str]:
    yield from code.co_names
    for constant in code.co_consts:
        if type(constant) is types.CodeType:
            yield from _names(constant)


def clean(text: str) -> str:
    """One line that moves no cursor and is the same in every run."""
    text = _ADDRESS.sub("at 0x…", text)
    return "".join(c if c.isprintable() else " " if c.isspace() else "\ufffd" for c in text)


def _crossed(*values: Any) -> list[Any]:
    values_read: list[Any] = wire.unpack(wire.pack({}, *values)[4:])[1]
    return values_read


def _answered(value: Any) -> Any:
    try:
        return _crossed(value)[0]
    except Exception as error:  # noqa: BLE001 - too large, or a container that cannot be read: as a worker answers
        return Other(type(error).__name__)


def _memory(value: Any) -> bytes | None:
    return value.tobytes() if type(value) is np.ndarray else None
