"""A whole notebook, run cell by cell by workers with a room of their own: what each cell showed, and what it was refused."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.limits import NotebookLimits

from .answers import USED_UP
from .channel import Deadline, DeadlineExceeded, PeerClosed
from .inside.wire import WireError, pack
from .kernel_outputs import read_outputs, read_refusals
from .process import WorkerProcess, started
from .server import Room, Server
from .usage import Overfull, Usage
from .worker import SIGNALS

LOST_CELLS = 10  # each costs a new worker, and all cells before it once more
GRACE_SECONDS = 5.0  # from an interrupt to the end of the worker, for what catches it
UNTIMED_WALL = 10  # where cells have no time limit, as a multiple of the notebook's processor time
FOREVER = 10.0**9


@dataclass(frozen=True)
class Refusal:
    """Something that the confinement refused: a kind from a closed list (`kernel_outputs.KINDS`), and what was asked for, in the worker's words."""

    kind: str
    subject: str = ""


@dataclass(frozen=True)
class CellRun:
    """What came of one cell.

    Attributes:
        outputs: nbformat's outputs of kinds that hold no markup. The worker's word, checked.
        count: its number in `In[…]`.
        refused: what the confinement refused to it.
        has_failed: whether it ended with an error.
        timed_out: whether its time ran out, and the notebook went on.
        lost: how it ended its worker, as a sentence part; "" if it did not.
    """

    outputs: tuple[dict[str, Any], ...] = ()
    count: int | None = None
    refused: tuple[Refusal, ...] = ()
    has_failed: bool = False
    timed_out: bool = False
    lost: str = ""


class NotebookRun:
    """Runs one notebook's cells in order. A cell that its worker does not survive costs itself: the others run without it, in a new one.

    Args:
        timeout: the seconds on the clock that the cell of that index may take; None for no limit but the notebook's own.
    """

    def __init__(
        self, server: Server, room: Room, limits: NotebookLimits, timeout: Callable[[int], float | None]
    ) -> None:
        self._server, self._room, self._limits, self._timeout = server, room, limits, timeout
        self._cpu_left = limits.cpu_seconds
        self._runs: dict[int, CellRun] = {}
        self._lost: set[int] = set()
        self._requests = 0

    def run(self, sources: Sequence[str]) -> list[CellRun]:
        """What came of each cell."""
        end: str | None = None
        for _ in range(LOST_CELLS + 1):
            end = self._one_worker(sources)
            if end is not None:
                break
        else:  # the rest must not look as if it had passed
            end = "did not run: too many cells ended their worker"
        return [self._runs.get(index, CellRun(lost=end)) for index in range(len(sources))]

    def _one_worker(self, sources: Sequence[str]) -> str | None:
        """Run the cells in a new worker; why those that have not run never will ("": all have), None where another worker shall try."""
        process = started(self._server, self._room)
        usage = Usage(process.pid, self._room.writable, self._limits.scratch_bytes)
        try:
            for index, source in enumerate(sources):
                if index in self._lost:
                    continue
                run = self._cell(process, usage, source, self._timeout(index))
                self._runs.setdefault(index, run)  # of a cell that runs again, what it showed at first
                if run.lost:
                    self._lost.add(index)
                    return USED_UP if run.lost == USED_UP else None
            return ""
        finally:
            self._cpu_left -= process.end()["cpu_seconds"]

    def _cell(self, process: WorkerProcess, usage: Usage, source: str, timeout: float | None) -> CellRun:
        cpu_left = self._cpu_left - process.cpu_seconds()
        if cpu_left <= 0:
            return CellRun(lost=USED_UP, refused=(Refusal("processor"),))
        wall = UNTIMED_WALL * self._limits.cpu_seconds if timeout is None else timeout
        self._requests += 1
        printed = len(process.channel.printed)
        data = np.frombuffer(source.encode("utf-8", "surrogatepass"), np.uint8)
        deadline = usage.watched(Deadline(process.cpu_clock, cpu_left, wall))
        try:
            process.channel.send(pack({"id": self._requests}, data), remaining=deadline)
            try:
                return self._reply(process, deadline, printed)
            except DeadlineExceeded:
                if process.cpu_seconds() >= self._cpu_left:
                    return CellRun(lost=USED_UP, refused=(Refusal("processor"),))
                process.interrupt()
                grace = usage.watched(Deadline(process.cpu_clock, FOREVER, GRACE_SECONDS))
                return self._reply(process, grace, printed, timed_out=True)
        except DeadlineExceeded:
            return CellRun(lost=f"took more than {wall:g} seconds, and could not be interrupted", timed_out=True)
        except Overfull:
            return CellRun(lost="wrote more than may be written", refused=(Refusal("size"),))
        except (PeerClosed, WireError) as error:
            return CellRun(lost=_how_ended(process, error))

    def _reply(
        self, process: WorkerProcess, remaining: Callable[[], float], printed: int, *, timed_out: bool = False
    ) -> CellRun:
        header, values = process.channel.receive(remaining=remaining)
        if header.get("kind") != "ran" or header.get("id") != self._requests or len(values) != 1:
            raise WireError("an answer to another question")
        process.channel.drain()
        beside = bytes(process.channel.printed[printed:]).decode("utf-8", "replace")
        count = header.get("count")
        return CellRun(
            outputs=read_outputs(values[0], beside),
            count=count if type(count) is int and 0 <= count < FOREVER else None,
            refused=tuple(Refusal(kind, subject) for kind, subject in read_refusals(header.get("refused"))),
            has_failed=header.get("failed") is True,
            timed_out=timed_out,
        )


def _how_ended(process: WorkerProcess, error: Exception) -> str:
    """End a process; a sentence part on how it came to that."""
    how = process.end(has_hung_up=isinstance(error, PeerClosed))
    if isinstance(error, WireError):
        return "sent bytes that are no answer"
    if how["reaped_alive"]:
        return "closed its connection to the grader"
    return "ended itself" if how["signal"] == 0 else SIGNALS.get(how["signal"], "was ended by a signal")
