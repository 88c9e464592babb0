"""A submission's worker: loads its cells, answers calls, and is replaced by a fresh process after a crash or a timeout."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from autograder.companions import Role

from .answers import (
    USED_UP,
    Answer,
    Crashed,
    LoadError,
    LoadReport,
    Missing,
    TimedOut,
    Value,
    no_answer_within,
    still_running,
)
from .cells import Cell, places
from .channel import Deadline, DeadlineExceeded, PeerClosed
from .earlier import EarlierDefinition
from .inside.wire import WireError, pack, unpack
from .process import WorkerProcess, started
from .replies import KNOWN_BYTES, read_answer, read_known, read_outputs, read_pair, read_report
from .series import Series, batch_of
from .server import Server
from .substitute import Asks, Substitutes

# Less of its processor time than this when the clock ran out: it slept, or the machine was busy elsewhere.
STARVED_CPU_SHARE = 0.5
# Statements that may each end a process; every one costs up to a call's limits, and a file of such statements is no answer.
REPLACED_WHILE_LOADING = 3
# Over a whole submission, as multiples of its processor budget and in memory of the grader: what sleeps and large answers may come to.
WALL_SHARE = 3
RECEIVED_BYTES = 256 * 1024**2
# The grader's own processor time for reading what a submission sends, and for all that is done about a large answer until the next question.
# An honest one takes hundredths of a second.
READ_CPU_SECONDS = 1.5
LARGE_BYTES = 64 * 1024

SIGNALS = {
    signal.SIGSEGV: "crashed Python (segmentation fault)",
    signal.SIGKILL: "was killed by the machine, which may have been out of memory",
    signal.SIGXCPU: "used up its processor time",
    signal.SIGBUS: "crashed Python (bus error)",
    signal.SIGABRT: "aborted Python",
    signal.SIGFPE: "crashed Python (arithmetic error)",
}


@dataclass
class _Usage:
    """What the processes of a submission that have ended had used."""

    cpu_seconds: float = 0.0
    wall_seconds: float = 0.0
    received_bytes: int = 0
    read_cpu_seconds: float = 0.0
    was_killed: bool = False


class Worker:
    """Answers calls to one submission's functions. Close it, or use it as a context manager.

    Everything it says is only the student's answer. Budgets hold over all its processes.

    Args:
        substitutes: what takes the place of functions that the submission got wrong.
        before: an earlier worker of the same submission, whose budgets go on.
        outputs: whether the report is to have what each cell of a notebook showed.
    """

    def __init__(
        self,
        server: Server,
        cells: tuple[Cell, ...],
        *,
        substitutes: Substitutes | None = None,
        before: Worker | None = None,
        outputs: bool = False,
    ) -> None:
        self._server, self._limits, self._cells = server, server.limits, cells
        self._outputs = outputs
        self._process: WorkerProcess | None = None
        self._substitutes = substitutes
        self._skip: dict[int, LoadError] = dict(before._skip) if before else {}
        self._usage: _Usage = before._usage if before else _Usage()
        self._calls = 0
        self._statement: tuple[int, int] | None = None
        self._is_reported = False
        self._large_since: float | None = None
        self.starved = self._is_killed = self._has_moved = False
        self.report = LoadReport()
        self._dead: Answer | None = None
        with self._at_its_cost():
            self._load()

    def call(self, name: str, *args: Any) -> Answer:
        """The answer of the submission's function `name` to fresh copies of `args` (plain values)."""
        return self.ask("call", name, args)

    def draw(self, name: str, *args: Any) -> Answer:
        """The same for a function that draws: the value describes the figure (`inside.drawing.describe`)."""
        return self.ask("draw", name, args)

    def earlier(self, name: str, index: int) -> EarlierDefinition:
        """Answers in which `name` is the definition at `report.earlier[name][index]`, which a later one replaced.

        From a new process: what is said of an earlier definition must not be chosen by one that has met hidden inputs.
        """
        self.close()
        return EarlierDefinition(self.report, self.ask, name, index)

    @contextmanager
    def with_substitutes(self, substitutes: Substitutes) -> Iterator[Worker]:
        """Another worker of the same submission, with substitutes and what is left of the budgets."""
        self.close()  # what it used counts from now on; a later call would start a process anew
        with Worker(self._server, self._cells, substitutes=substitutes, before=self) as other:
            yield other
        self.starved |= other.starved

    @property
    def printed(self) -> bytes:
        """What the running process printed while the grader waited for it, cut to the limit."""
        return bytes(self._process.channel.printed) if self._process is not None else b""

    def close(self) -> None:
        """Kill the process, if there is one."""
        if self._process is not None:
            self._end(self._process)

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- calls ------------------------------------------------------------------------------------------------------

    def ask(self, op: str, name: str, args: tuple[Any, ...], version: int | None = None) -> Answer:
        """The answer to a call ("call") or a drawing ("draw"), perhaps of an earlier definition of the name."""
        with self._at_its_cost():
            return self._answer(op, name, args, version)

    def ask_all(self, series: Sequence[Series]) -> list[list[Answer]]:
        """Answers to calls that are known beforehand, sent at once and made in this order; limits hold for each as they do in `ask`.

        Returns:
            For each series the answers to its first requests, in their order. What is not among them was not asked, or is not answered
            ahead, and can still be asked alone.
        """
        found: list[list[Answer]] = [[] for _ in series]
        # A worker with substitutes asks while it answers, and what it reads next has to be the reply.
        waiting = [] if self._substitutes else list(range(len(series)))
        if any(request.draws and self._has(request.name) for own in series for request in own.requests):
            self._ready_to_draw()
        with self._at_its_cost():
            while waiting and (process := self._ready()) is not None:
                waiting = self._ask_some(process, series, waiting, found)
        return found

    def _ask_some(
        self, process: WorkerProcess, series: Sequence[Series], waiting: list[int], found: list[list[Answer]]
    ) -> list[int]:
        """Ask as many of the series `waiting` as go out at once, and keep their answers; which are still to be asked."""
        asked = tuple(series[index] for index in waiting)
        # Of its functions those that are asked for: what else a submission defines makes no other batch.
        wanted = {request.name for own in asked for request in own.requests}
        batch = batch_of(asked, frozenset(wanted.intersection(self.report.names)))
        sent, waiting = waiting[: len(batch.counts)], waiting[len(batch.counts) :]
        frame, number = batch.frame(self._calls + 1), self._calls
        self._calls += len(batch.names)
        places = [(index, place) for index, count in zip(sent, batch.counts, strict=True) for place in range(count)]
        for (index, place), name in zip(places, batch.names, strict=True):
            number += 1
            if frame or not process.channel.has_frame():
                deadline = self._deadline(process)
                if deadline is None:
                    return []
                answer = self._exchange(process, deadline, number, name, frame)
                frame = b""
            else:
                answer = self._arrived(process, number, name)
            # Not what follows one that gave no value: its check ends there. What the machine killed is asked again, alone.
            is_killed, is_next = self._may_try_again(), place == len(found[index]) and _is_value(found[index])
            if answer is not None and is_next and not is_killed:
                found[index].append(answer)
            if self._process is not process:
                late = series[index].exercise if isinstance(answer, TimedOut) else ""
                waiting = [*(other for other in sent if other > index), *waiting]
                return [other for other in waiting if series[other].exercise != late]
            if self._large_since is not None:  # what is done about it has to be counted before the next is read
                self.close()
                return []
        return waiting

    def _ready_to_draw(self) -> None:
        if self._server.richer:
            self._move()
            self._has_moved = False

    def _answer(self, op: str, name: str, args: tuple[Any, ...], version: int | None) -> Answer:
        if op == "draw" and self._has(name):
            self._ready_to_draw()
        process = self._ready()
        if process is None:
            assert self._dead is not None  # `_load` leaves a process or an answer for every call
            return self._dead
        if not self._has(name):
            return Missing(name)
        if version is not None and version not in range(len(self.report.earlier.get(name, ()))):
            return Missing(name)
        deadline = self._deadline(process)
        if deadline is None:
            return TimedOut(USED_UP)
        self._calls += 1
        request = pack({"op": op, "name": name, "version": version, "id": self._calls}, *args)
        answer = self._exchange(process, deadline, self._calls, name, request)
        if self._may_try_again():
            return self._answer(op, name, args, version)
        if answer is None:
            return Crashed(self._ended(WireError("a call of its own is never postponed")))
        return answer

    def _ready(self) -> WorkerProcess | None:
        """A process that waits for a call, a new one where needed; None where every call has the answer `_dead`."""
        if self._process is not None and not self._process.channel.is_quiet():
            self.close()  # a frame that nobody asked for: what comes next from this process means nothing
        if self._process is None and self._dead is None:
            self._load()
        return None if self._dead is not None else self._process

    def _has(self, name: str) -> bool:
        return name in self.report.names and (self._substitutes is None or name == self._substitutes.exercise)

    def _exchange(
        self, process: WorkerProcess, deadline: Deadline, number: int, name: str, frame: bytes
    ) -> Answer | None:
        """Send `frame`, if any, and read the answer to the call of that number; None for one that was postponed."""
        try:
            process.channel.send(frame, remaining=deadline)
            asks = Asks(self._substitutes, number)
            header, values = process.channel.receive(remaining=deadline)
            while header.get("kind") == "ask":
                reply = asks.reply(header, values, process.channel.frame_bytes)
                process.channel.send(reply, remaining=deadline)
                header, values = process.channel.receive(remaining=deadline)
            if header.get("kind") == "needs_figures" and self._server.richer:
                self._move()
                return None
            answer = read_answer(header, values, number, name, asks.substituted)
        except DeadlineExceeded:
            return self._timed_out(deadline)
        except (PeerClosed, WireError) as error:
            return Crashed(self._ended(error))
        finally:
            self._usage.wall_seconds += deadline.wall_used()
        self._count_answer(process)
        return answer

    def _arrived(self, process: WorkerProcess, number: int, name: str) -> Answer | None:
        """The answer to the call of that number, which has come already: as `_exchange`, without a clock to be read."""
        channel = process.channel
        try:
            frame = channel.take(remaining=_at_once)
            answer: Answer | None = read_known(frame, number) if len(frame) <= KNOWN_BYTES else None
            if answer is None:
                header, values = unpack(frame)
                if header.get("kind") == "needs_figures" and self._server.richer:
                    self._move()
                    return None
                answer = read_answer(header, values, number, name, ())
        except WireError as error:
            return Crashed(self._ended(error))
        self._count_answer(process)
        return answer

    def _count_answer(self, process: WorkerProcess) -> None:
        # Answers stay in our memory for as long as the submission is graded, so their sum is bounded, not only each of them.
        if self._usage.received_bytes + process.channel.received_bytes > RECEIVED_BYTES:
            self._give_up()
        if process.channel.frame_bytes > LARGE_BYTES:
            self._large_since = time.thread_time()

    def _move(self) -> None:
        """Go on in a process that has Matplotlib: the submission has turned out to need it."""
        assert self._server.richer is not None
        self.close()
        self._server, self._has_moved = self._server.richer(), True

    @contextmanager
    def _at_its_cost(self) -> Iterator[None]:
        """Count the time of this thread in the block, and since the last answer where that was large."""
        start = time.thread_time() if self._large_since is None else self._large_since
        self._large_since = None
        if self._usage.read_cpu_seconds + time.thread_time() - start > READ_CPU_SECONDS:
            self._give_up()
        try:
            yield
        finally:
            end = time.thread_time() if self._large_since is None else self._large_since
            self._usage.read_cpu_seconds += end - start

    def _give_up(self) -> None:
        self.close()
        self._dead = Crashed("sent far more than any answer needs")

    def _deadline(self, process: WorkerProcess) -> Deadline | None:
        """What is left for the next exchange; None (and no process) when a budget of the whole submission is used up."""
        limits, cpu_used = self._limits, self._usage.cpu_seconds + process.cpu_seconds()
        cpu_left, wall_left = limits.submission_cpu_seconds - cpu_used, self._wall_budget() - self._usage.wall_seconds
        if cpu_left <= 0 or wall_left <= 0:
            self.starved |= cpu_used < limits.submission_cpu_seconds * STARVED_CPU_SHARE
            self.close()
            self._dead = TimedOut(USED_UP)
            return None
        cpu_seconds, wall_seconds = min(limits.call_cpu_seconds, cpu_left), min(limits.call_wall_seconds, wall_left)
        return Deadline(process.cpu_clock, cpu_seconds, wall_seconds)

    def _wall_budget(self) -> float:
        return WALL_SHARE * self._limits.submission_cpu_seconds

    def _timed_out(self, deadline: Deadline) -> TimedOut:
        limits, starved = self._limits, deadline.cpu_used() < self._limits.call_cpu_seconds * STARVED_CPU_SHARE
        self.close()
        self.starved |= starved
        wall_used = self._usage.wall_seconds + deadline.wall_used()
        if self._usage.cpu_seconds >= limits.submission_cpu_seconds or wall_used >= self._wall_budget():
            return TimedOut(USED_UP, starved)
        if starved:
            return TimedOut(no_answer_within(limits.call_wall_seconds), starved)
        return TimedOut(still_running(limits.call_cpu_seconds))

    def _ended(self, error: Exception) -> str:
        """Close the process; a sentence part on how it came to its end.

        From a closed vocabulary: students read it below hidden checks, and an exit code of their choice could carry a hidden input out.
        """
        assert self._process is not None
        how = self._end(self._process, has_hung_up=isinstance(error, PeerClosed))
        if isinstance(error, WireError):
            return "sent bytes that are no answer"
        if how["reaped_alive"]:
            return "closed its connection to the grader"
        self._is_killed = how["signal"] == signal.SIGKILL and self._is_innocent(how)
        if how["signal"] == 0:
            return "ended itself"
        return SIGNALS.get(how["signal"], "was ended by a signal")

    def _is_innocent(self, how: dict[str, Any]) -> bool:
        """Whether a process that was killed cannot have brought that about: it may send no signals, and used little."""
        _, has_seccomp = self._server.must_hold
        limits, cpu_seconds, peak_bytes = self._limits, how["cpu_seconds"], how["peak_bytes"]
        return has_seccomp and cpu_seconds < limits.submission_cpu_seconds and 2 * peak_bytes < limits.memory_bytes

    def _may_try_again(self) -> bool:
        """Whether the last process ended for a reason that is no answer: the server was not rich enough, or the machine killed it.

        If the machine does so again, the submission waits for a quieter time.
        """
        is_killed, has_moved = self._is_killed, self._has_moved
        self._is_killed = self._has_moved = False
        if has_moved:
            return True
        if is_killed and self._usage.was_killed:
            self.starved = True
            return False
        self._usage.was_killed |= is_killed
        return is_killed

    def _end(self, process: WorkerProcess, *, has_hung_up: bool = False) -> dict[str, Any]:
        self._process = None
        self._usage.received_bytes += process.channel.received_bytes
        how = process.end(has_hung_up=has_hung_up)
        self._usage.cpu_seconds += how["cpu_seconds"]
        return how

    # --- loading ----------------------------------------------------------------------------------------------------

    def _load(self) -> None:
        """Start a process and run the cells in it; a statement that it does not survive is skipped by the next one."""
        processes = REPLACED_WHILE_LOADING + 1
        while processes:
            processes -= 1
            process = self._process = started(self._server)
            deadline = self._deadline(process)
            if deadline is None:
                failure = LoadError(0, "timeout", USED_UP)
                break
            self._statement = None
            try:
                report = self._run_cells(process, deadline)
                return self._keep(report)
            except DeadlineExceeded:
                failure = LoadError(0, "timeout", self._timed_out(deadline).reason)
            except (PeerClosed, WireError) as error:
                failure = LoadError(0, "crash", self._ended(error) if self._process else "")
                if self._may_try_again():
                    processes += 1
                    continue
            finally:
                self._usage.wall_seconds += deadline.wall_used()
            # No statement to blame, or one that was skipped already: the next process would end in the same way.
            if self._statement is None or self._statement[0] in self._skip:
                break
            self._skip[self._statement[0]] = LoadError(self._statement[1], failure.type_name, failure.text)
        self.close()
        self._dead = self._dead or Crashed(f"could not be loaded: {failure.text}")
        errors = (*self._skip.values(), failure)
        self._keep(LoadReport(errors, is_cut=True, cells=places(self._cells), submission=self._cells))

    def _run_cells(self, process: WorkerProcess, deadline: Deadline) -> LoadReport:
        cells = self._cells
        names = [cell.name for cell in cells]
        is_text = [isinstance(cell.source, str) for cell in self._cells]
        request = {"op": "load", "id": 0, "cells": names, "is_text": is_text, "skip": sorted(self._skip)}
        modules = [cell.role.value for cell in cells if cell.role is not Role.MAIN]
        if modules:
            request["modules"] = modules
        request["substitutes"] = self._substitutes.names if self._substitutes else ()
        request["outputs"] = self._outputs and not self._is_reported  # of a later process nobody would read them
        process.channel.send(pack(request, *(_crossing(cell.source) for cell in self._cells)), remaining=deadline)
        header, values = process.channel.receive(remaining=deadline)
        # Without end, perhaps: the deadline is for all of loading.
        while header.get("kind") == "statement":
            self._statement = read_pair(header.get("index"), header.get("line"))
            header, values = process.channel.receive(remaining=deadline)
        if header.get("kind") == "needs_figures" and self._server.richer:
            self._move()
            raise PeerClosed
        report = read_report(header, tuple(self._skip.values()), self._cells)
        return replace(report, outputs=read_outputs(values, report)) if self._outputs else report

    def _keep(self, report: LoadReport) -> None:
        """Only the first report counts: a process that loads later may know, by the clock, what an earlier one was asked."""
        if not self._is_reported:
            self.report, self._is_reported = report, True


def _at_once() -> float:
    """No time to wait: of a frame that is there nothing is missing."""
    return 0.0


def _is_value(answers: list[Answer]) -> bool:
    """Whether the last answer, if there is one, is a value: nothing is kept that follows another."""
    return not answers or isinstance(answers[-1], Value)


def _crossing(source: bytes | str) -> Any:
    """Text crosses as the bytes of an array, like bytes: it may be longer than any text of an answer."""
    data = source.encode("utf-8", "surrogatepass") if isinstance(source, str) else source
    return np.frombuffer(data, np.uint8)
