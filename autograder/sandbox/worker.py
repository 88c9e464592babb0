"""A submission's worker: loads its cells, answers calls, and is replaced by a fresh process after a crash or a timeout."""

from __future__ import annotations

import re
import signal
import time
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from .answers import Answer, Crashed, Missing, Raised, TimedOut, Value
from .channel import Closed, Deadline, Late
from .inside.wire import WireError
from .server import Server

STARVED_CPU_SHARE = 0.5
REPLACED_WHILE_LOADING = 3
START_SECONDS = 60.0
TEXT_LENGTH, NAME_LENGTH, LINES = 500, 100, 10_000_000

_ADDRESS = re.compile("at 0x[0-9a-fA-F]+")  # differs from run to run
_SIGNALS = {
    signal.SIGSEGV: "crashed Python (segmentation fault)",
    signal.SIGKILL: "closed its connection to the grader, or was out of memory",
    signal.SIGXCPU: "used up its processor time",
    signal.SIGBUS: "crashed Python (bus error)",
    signal.SIGABRT: "aborted Python",
    signal.SIGFPE: "crashed Python (arithmetic error)",
}


@dataclass(frozen=True)
class Cell:
    """A part of a submission: a script as bytes, or a notebook's cell as text. `name` stands in line references."""

    name: str
    source: bytes | str


@dataclass(frozen=True)
class LoadError:
    """A statement that failed while the submission was loading; the rest still loaded."""

    line: int
    type_name: str
    text: str


@dataclass(frozen=True)
class LoadReport:
    """What a submission defines: names of callables in order, and the (first, last) line of each function of its own."""

    errors: tuple[LoadError, ...] = ()
    warnings: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    functions: dict[str, tuple[int, int]] = field(default_factory=dict)


class Unconfined(Exception):
    """A worker came up without the confinement that the server promised: a fault of ours."""


class Worker:
    """Answers calls to one submission's functions. Close it, or use it as a context manager.

    Everything it says is only the student's answer. Budgets hold over all its processes.
    """

    def __init__(self, server: Server, cells: tuple[Cell, ...]) -> None:
        self._server, self._limits, self._cells = server, server.limits, cells
        self._process: _Process | None = None
        self._skip: dict[int, LoadError] = {}
        self._spent_cpu_seconds = 0.0
        self._calls = 0
        self.starved = False
        self.report = LoadReport()
        self.dead = ""
        self._load()

    def call(self, name: str, *args: Any) -> Answer:
        """The answer of the submission's function `name` to fresh copies of `args` (plain values)."""
        return self._ask("call", name, args)

    def draw(self, name: str, *args: Any) -> Answer:
        """The same for a function that draws: the value describes the figure (`inside.drawing.describe`)."""
        return self._ask("draw", name, args)

    def close(self) -> None:
        """Kill the process, if there is one."""
        if self._process is not None:
            self._spent_cpu_seconds += self._process.end()["cpu_seconds"]
            self._process = None

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- calls ------------------------------------------------------------------------------------------------------

    def _ask(self, op: str, name: str, args: tuple[Any, ...]) -> Answer:
        if self._process is not None and not self._process.channel.is_quiet():
            self.close()  # a frame that nobody asked for: what comes next from this process means nothing
        if self._process is None and not self.dead:
            self._load()
        if self.dead:
            return Crashed(self.dead)
        if name not in self.report.names:
            return Missing(name)
        assert self._process is not None  # _load leaves a process or a reason
        deadline = self._deadline(self._process)
        if deadline is None:
            return TimedOut("the time for the whole submission is used up")
        return self._exchange(self._process, deadline, op, name, args)

    def _exchange(self, process: _Process, deadline: Deadline, op: str, name: str, args: tuple[Any, ...]) -> Answer:
        self._calls += 1
        try:
            process.channel.send({"op": op, "id": self._calls, "name": name}, *args, remaining=deadline)
            header, values = process.channel.receive(remaining=deadline)
            return _answer(header, values, self._calls, name)
        except Late:
            return self._timed_out(deadline)
        except (Closed, WireError) as error:
            return Crashed(self._ended(error))

    def _deadline(self, process: _Process) -> Deadline | None:
        left = self._limits.submission_cpu_seconds - self._spent_cpu_seconds - process.cpu_seconds()
        if left <= 0:
            self.close()
            return None
        return Deadline(process.cpu_clock, min(self._limits.call_cpu_seconds, left), self._limits.call_wall_seconds)

    def _timed_out(self, deadline: Deadline) -> TimedOut:
        used = deadline.cpu_used()
        self.close()
        limits = self._limits
        if self._spent_cpu_seconds >= limits.submission_cpu_seconds:
            return TimedOut("the time for the whole submission is used up")
        starved = used < limits.call_cpu_seconds * STARVED_CPU_SHARE
        self.starved |= starved
        if starved:
            return TimedOut(f"no answer within {limits.call_wall_seconds:g} seconds", starved=True)
        return TimedOut(f"still running after {limits.call_cpu_seconds:g} s of processor time")

    def _ended(self, error: Exception) -> str:
        """Close the process; a sentence part on how it came to its end."""
        assert self._process is not None
        process, self._process = self._process, None
        how = process.end()
        self._spent_cpu_seconds += how["cpu_seconds"]
        if isinstance(error, WireError):
            return "sent bytes that are no answer"
        if how["signal"] == 0:
            return f"ended the program with exit code {how['code']}"
        return _SIGNALS.get(how["signal"], f"was ended by signal {how['signal']}")

    # --- loading ----------------------------------------------------------------------------------------------------

    def _load(self) -> None:
        """Start a process and run the cells in it; a statement that it does not survive is skipped by the next one."""
        for _ in range(REPLACED_WHILE_LOADING + 1):
            process = self._process = _Process(self._server)
            deadline = self._deadline(process)
            if deadline is None:
                self.dead = "used up its time while loading"
                return
            statement: tuple[int, int] | None = None
            try:
                names = [cell.name for cell in self._cells]
                sources = [_crossing(cell.source) for cell in self._cells]
                header = {"op": "load", "id": 0, "cells": names, "skip": sorted(self._skip)}
                process.channel.send(header, *sources, remaining=deadline)
                while True:
                    header, _values = process.channel.receive(remaining=deadline)
                    if header.get("kind") != "statement":
                        break
                    statement = _pair(header.get("index"), header.get("line"))
                self.report = _report(header, tuple(self._skip.values()))
                return
            except Late:
                failure = LoadError(0, "timeout", self._timed_out(deadline).reason)
            except (Closed, WireError) as error:
                failure = LoadError(0, "crash", self._ended(error))
            if statement is None or statement[0] in self._skip:
                break
            self._skip[statement[0]] = LoadError(statement[1], failure.type_name, failure.text)
        self.close()
        self.dead = f"could not be loaded: {failure.text}"
        self.report = LoadReport(errors=(*self._skip.values(), failure))


class _Process:
    """One forked process and its channel; it has said that it is confined before it sees a cell."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self.pid, self.channel = server.fork()
        self.cpu_clock = (~self.pid << 3) | 2  # the clock of another process, as clock_getcpuclockid(3) computes it
        end = time.monotonic() + START_SECONDS
        try:
            header, _ = self.channel.receive(remaining=lambda: end - time.monotonic())
        except (Closed, Late, WireError) as error:
            printed = self.channel.printed.decode("utf-8", "replace")
            self.end()
            raise Unconfined(f"a worker did not come up: {printed or type(error).__name__}") from None
        if header.get("in_force") != server.must_hold:
            self.end()
            raise Unconfined("a worker came up without its confinement")

    def cpu_seconds(self) -> float:
        """Processor time used so far."""
        try:
            return time.clock_gettime(self.cpu_clock)
        except OSError:
            return 0.0

    def end(self) -> dict[str, Any]:
        """Kill, reap, close; how it ended."""
        how = self._server.reap(self.pid)
        self.channel.close()
        return how


# --- reading what a worker says: every field is checked, because every field may be forged ----------------------------


def _answer(header: dict[str, Any], values: list[Any], call: int, name: str) -> Answer:
    if header.get("id") != call:
        raise WireError("an answer to another call")
    kind = header.get("kind")
    if kind == "value" and len(values) == 1:
        changed = _list(header.get("changed"))
        return Value(values[0], tuple(index for index in changed if type(index) is int)[:10])
    if kind == "raised":
        text = _ADDRESS.sub("at 0x…", _text(header.get("text"), TEXT_LENGTH))
        return Raised(_text(header.get("type"), NAME_LENGTH), text, _line(header.get("line")))
    if kind == "missing":
        return Missing(name)
    raise WireError("an unknown kind of answer")


def _report(header: dict[str, Any], lost: tuple[LoadError, ...]) -> LoadReport:
    if header.get("kind") != "loaded" or header.get("id") != 0:
        raise WireError("not a report")
    errors = [
        LoadError(
            _line(error.get("line")),
            _text(error.get("type"), NAME_LENGTH),
            _ADDRESS.sub("at 0x…", _text(error.get("text"), TEXT_LENGTH)),
        )
        for error in _list(header.get("errors"))
        if type(error) is dict
    ]
    functions = header.get("functions")
    if type(functions) is not dict:
        raise WireError("not a report")
    return LoadReport(
        errors=tuple(sorted([*errors, *lost], key=lambda error: error.line)),
        warnings=tuple(_text(warning, TEXT_LENGTH) for warning in _list(header.get("warnings"))),
        names=tuple(_text(name, NAME_LENGTH) for name in _list(header.get("names"))),
        functions={_text(name, NAME_LENGTH): _pair(*_list(lines)[:2]) for name, lines in functions.items()},
    )


def _list(value: Any) -> list[Any]:
    if type(value) is not list:
        raise WireError("not a list")
    return value[:1000]


def _text(value: Any, length: int) -> str:
    if type(value) is not str:
        raise WireError("not a text")
    # Nothing that moves a terminal's cursor or cannot be written as UTF-8.
    return "".join(c if c.isprintable() else " " if c.isspace() else "\ufffd" for c in value[:length])


def _line(value: Any) -> int:
    if type(value) is not int or not 0 <= value <= LINES:
        raise WireError("not a line number")
    return value


def _pair(first: Any = None, second: Any = None) -> tuple[int, int]:
    return _line(first), _line(second)


def _crossing(source: bytes | str) -> Any:
    """Text crosses as it is, bytes as an array of them."""
    return source if isinstance(source, str) else np.frombuffer(source, np.uint8)
