"""A student's functions called in this process, answered with exactly the values that a worker would give."""

from __future__ import annotations

import functools
import time
import types
from collections.abc import Callable, Collection, Container, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from autograder.course import Exercise
from autograder.limits import Limits
from autograder.sandbox import (
    Answer,
    Cell,
    Crashed,
    EarlierDefinition,
    LoadError,
    LoadReport,
    Missing,
    Other,
    Raised,
    Role,
    TimedOut,
    Value,
)
from autograder.sandbox.answers import USED_UP, still_running
from autograder.sandbox.inside import wire
from autograder.sandbox.inside.loader import describe as _describe
from autograder.sandbox.replies import read_report
from autograder.text import one_line, without_addresses

from .overtime import NoWatch, Watch
from .sampling import Step, layers_of


class Local:
    """Answers calls from a namespace: copies of the arguments go in, a copy of the plain value comes out.

    Args:
        namespace: where the student's functions are.
        files: what tracebacks call the student's code.
        report: what loading it said.
        draw: calls a function on a clean figure and describes what it drew (`FigureRecorder.draw`); None where nothing is to be drawn.
        passing: exceptions that are no answer but go through.
        replaced: the functions that later definitions replaced (`Loader.redefinitions.functions`).
        limits: how much processor time calls may use, seen when they return.
        watch: ends a call that does not, if it can.
        describe: tells an exception's type, text and line, where `files` alone do not tell the line.
    """

    def __init__(
        self,
        namespace: dict[str, Any],
        files: Container[str],
        report: LoadReport,
        *,
        draw: Callable[[Any, list[Any]], Any] | None,
        passing: tuple[type[BaseException], ...] = (),
        replaced: Mapping[str, Sequence[Any]] | None = None,
        limits: Limits | None = None,
        watch: Watch | None = None,
        describe: Callable[[BaseException], Mapping[str, Any]] | None = None,
    ) -> None:
        self._namespace, self._draw, self._passing = namespace, draw, passing
        self._describe = describe or functools.partial(_describe, files=files)
        self._replaced, self._limits = replaced or {}, limits
        self._cpu_seconds = 0.0
        self._watch = watch or NoWatch()
        self.report = report

    def call(self, name: str, *args: Any) -> Answer:
        """The answer of the function `name` to copies of `args`."""
        return self.ask("call", name, args)

    def draw(self, name: str, *args: Any) -> Answer:
        """What the function `name` draws."""
        return self.ask("draw", name, args)

    def steps(self, exercise: Exercise, args: tuple[Any, ...]) -> tuple[Step, ...]:
        """The functions that one call of an exercise's function makes to those that it may use, with what came out."""
        call = functools.partial(self.call, exercise.name)
        return layers_of(call, args, self._namespace, exercise.uses).steps

    def earlier(self, name: str, index: int) -> EarlierDefinition:
        """Answers in which `name` is the definition at `report.earlier[name][index]`, which a later one replaced."""
        return EarlierDefinition(self.report, self.ask, name, index)

    def ask(self, op: str, name: str, args: tuple[Any, ...], version: int | None = None) -> Answer:
        """The answer to a call ("call") or a drawing ("draw"), perhaps of an earlier definition of the name."""
        function = self._function(name, version)
        if not callable(function):
            return Missing(name)
        if self._limits is not None and self._cpu_seconds >= self._limits.submission_cpu_seconds:
            return TimedOut(USED_UP)
        # This thread's alone: in a notebook the kernel's other threads work meanwhile, which is not the student's
        # doing.
        start = time.thread_time()
        answer = self._watched(function, op, _crossed(*args))
        used = time.thread_time() - start
        self._cpu_seconds += used
        if self._limits is not None and used > self._limits.call_cpu_seconds:
            return TimedOut(still_running(self._limits.call_cpu_seconds))
        return answer

    def _watched(self, function: Any, op: str, copies: list[Any]) -> Answer:
        try:
            with self._watch:
                answer = self._answer(function, op, copies)
        except KeyboardInterrupt:  # a person's, or the watch's own
            if not self._watch.reason:
                raise
        return TimedOut(self._watch.reason) if self._watch.reason else answer

    def _answer(self, function: Any, op: str, copies: list[Any]) -> Answer:
        before = wire.memory(copies)
        try:
            value = self._drawn(function, copies) if op == "draw" else function(*copies)
        # In a notebook a person's Ctrl-C is no answer of the function that it interrupts.
        except self._passing:
            raise
        except BaseException as error:  # noqa: BLE001 - whatever a student's function raises is its answer
            raised = self._describe(error)
            return Raised(raised["type"], one_line(without_addresses(raised["text"])), raised["line"])
        return Value(_answered(value), tuple(wire.changed(before, copies)))

    def _drawn(self, function: Any, copies: list[Any]) -> Any:
        assert self._draw is not None  # who sees a check that draws has brought what draws
        return self._draw(function, copies)

    def _function(self, name: str, version: int | None) -> Any:
        if version is None:
            return self._namespace.get(name)
        replaced = self._replaced.get(name, ())
        # Not `replaced[version]` alone: a negative index would count from the end.
        return replaced[version] if version in range(len(replaced)) else None


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
        return self.ask("call", name, args)

    def draw(self, name: str, *args: Any) -> Answer:
        """What the function `name` draws."""
        return self.ask("draw", name, args)

    def earlier(self, name: str, index: int) -> EarlierDefinition:
        """As `Local.earlier`."""
        return EarlierDefinition(self.report, self.ask, name, index)

    def steps(self, exercise: Exercise, args: tuple[Any, ...]) -> tuple[Step, ...]:
        """As `Local.steps`, where noting them did not end an earlier process."""
        return () if self._gone() else self._answers.steps(exercise, args)

    def ask(self, op: str, name: str, args: tuple[Any, ...], version: int | None = None) -> Answer:
        """As `Local.ask`, where the running check was not lost."""
        return self._gone() or self._answers.ask(op, name, args, version)

    def _gone(self) -> Answer | None:
        if self.check not in self._lost:
            return None
        outcome, reason = self._lost[self.check]
        return TimedOut(reason) if outcome == "timed_out" else Crashed(reason)


def report_of(
    loaded: dict[str, Any],
    cells: list[tuple[str, bytes | str]],
    lost: tuple[LoadError, ...] = (),
    modules: Sequence[tuple[str, bytes, str]] = (),
) -> LoadReport:
    """A loader's report on `cells` and the scripts beside them, with the statements that an earlier process did not survive."""
    others = [Cell(name, source, Role(role)) for name, source, role in modules]
    # Read as a worker's is: both ways of running a submission say the same of it, in the same bounds.
    report = read_report(
        {"kind": "loaded", "id": 0, **loaded}, lost, (*(Cell(name, source) for name, source in cells), *others)
    )
    tried = {error.line for error in lost}
    # What was skipped without having been tried follows the last of the statements that ended a process.
    return replace(report, is_cut=any(statement["line"] not in tried for statement in loaded["skipped"]))


def mentions(namespace: dict[str, Any], names: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Which of the functions called `names` have others of them in their code, and so may fail because of these."""
    functions = {name: namespace.get(name) for name in names}
    read = {
        name: set(_names(function.__code__))
        for name, function in functions.items()
        if type(function) is types.FunctionType
    }
    return {name: tuple(other for other in names if other in found and other != name) for name, found in read.items()}


def _names(code: types.CodeType) -> Iterator[str]:
    yield from code.co_names
    for constant in code.co_consts:
        if type(constant) is types.CodeType:
            yield from _names(constant)


def _crossed(*values: Any) -> list[Any]:
    values_read: list[Any] = wire.unpack(wire.pack({}, *values)[4:])[1]
    return values_read


def _answered(value: Any) -> Any:
    try:
        return _crossed(value)[0]
    except Exception as error:  # noqa: BLE001 - too large, or a container that cannot be read: as a worker answers
        return Other(type(error).__name__)
