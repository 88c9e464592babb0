"""One forked process of a worker, from the proof that it is confined to how it ended."""

from __future__ import annotations

import signal
import time
from typing import Any

from .channel import DeadlineExceeded, PeerClosed
from .inside.wire import WireError
from .server import Room, Server

START_SECONDS = 60.0


class Unconfined(Exception):
    """A worker came up without the confinement that the server promised: a fault of ours."""


class _Killed(Unconfined):
    """It was killed from outside before it had seen a line of a submission."""


class WorkerProcess:
    """One forked process and its channel; it has said that it is confined before it sees a cell."""

    def __init__(self, server: Server, room: Room | None = None) -> None:
        self._server = server
        self._ending: dict[str, Any] | None = None
        self.pid, self.channel = server.fork(room)
        self.cpu_clock = (~self.pid << 3) | 2  # the clock of another process, as clock_getcpuclockid(3) computes it
        end = time.monotonic() + START_SECONDS
        try:
            header, _ = self.channel.receive(remaining=lambda: end - time.monotonic())
        except (PeerClosed, DeadlineExceeded, WireError) as error:
            printed = self.channel.printed.decode("utf-8", "replace")
            how = self.end(has_hung_up=type(error) is PeerClosed)
            kind = _Killed if how["signal"] == signal.SIGKILL and not how["reaped_alive"] else Unconfined
            raise kind(f"a worker did not come up: {printed or type(error).__name__}") from None
        # Nobody's word but a worker's that has seen no student code yet: here, and only here, it can be believed.
        if header.get("in_force") != server.must_hold:
            self.end()
            raise Unconfined("a worker came up without its confinement")

    def cpu_seconds(self) -> float:
        """Processor time used so far."""
        try:
            return time.clock_gettime(self.cpu_clock)
        except OSError:  # it has ended and been reaped: `end` tells the whole
            return 0.0

    def interrupt(self) -> None:
        """Ctrl-C for what it is at."""
        self._server.interrupt(self.pid)

    def end(self, *, has_hung_up: bool = False) -> dict[str, Any]:
        """Kill, reap, close; how it ended, however often that is asked."""
        if self._ending is None:
            self._ending = self._server.reap(self.pid, has_hung_up=has_hung_up)
            self.channel.close()
        return self._ending


def started(server: Server, room: Room | None = None) -> WorkerProcess:
    """A process; once more where the machine killed the first."""
    try:
        return WorkerProcess(server, room)
    except _Killed:
        return WorkerProcess(server, room)
