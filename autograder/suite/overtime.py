"""Noticing, while it runs, a call that uses more time than it may: a function that hangs never returns to be asked."""

from __future__ import annotations

import _thread
import signal
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from types import TracebackType
from typing import Protocol

from autograder.limits import Limits
from autograder.sandbox.answers import no_answer_within, still_running

TICK_SECONDS = 0.1
AGAIN_SECONDS = 0.5


class Watch(Protocol):
    """Around a call; `reason` says why it was interrupted, "" if it was not."""

    reason: str

    def __enter__(self) -> Watch:
        """The call begins."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """The call has ended."""


class NoWatch(AbstractContextManager["NoWatch"]):
    """For calls that somebody else watches."""

    reason = ""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing to end."""


class Overtime:
    """A thread that acts once a call has used its processor time or its time on the clock, and again while it goes on.

    It notices what lets other threads run: a loop in Python does, one inside a single C function does not.

    Args:
        act: called with the reason, in the watching thread.
        wall: whether time on the clock counts too.
    """

    def __init__(self, limits: Limits, act: Callable[[str], None], *, wall: bool) -> None:
        self._limits, self._act = limits, act
        self._wall_seconds = limits.call_wall_seconds if wall else float("inf")
        self._starts: tuple[float, float] | None = None
        self.reason = ""
        self._stop = threading.Event()
        # A daemon: nothing of it is worth waiting for when the command ends.
        threading.Thread(target=self._run, daemon=True).start()

    def __enter__(self) -> Overtime:
        self.reason = ""
        self._starts = time.process_time(), time.monotonic()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._starts = None
        if self.reason and error is None:
            # The call ended as it was being interrupted: the interrupt that is on its way must not reach anybody else.
            with suppress(KeyboardInterrupt):
                time.sleep(TICK_SECONDS)

    def close(self) -> None:
        """End the thread."""
        self._stop.set()

    def _run(self) -> None:
        while not self._stop.wait(AGAIN_SECONDS if self.reason else TICK_SECONDS):
            starts = self._starts
            reason = self._exceeded(*starts) if starts is not None else ""
            if reason and self._starts is starts:  # the call that was measured is still the one that runs
                # Before it acts: the interrupt may arrive before `act` returns, and is then known to be ours.
                self.reason = reason
                self._act(reason)

    def _exceeded(self, cpu_start: float, wall_start: float) -> str:
        if time.process_time() - cpu_start > self._limits.call_cpu_seconds:
            return still_running(self._limits.call_cpu_seconds)
        if time.monotonic() - wall_start > self._wall_seconds:
            return no_answer_within(self._wall_seconds)
        return ""


def interrupt_main(reason: str) -> None:
    """What Ctrl-C does, from another thread."""
    if hasattr(signal, "pthread_kill"):  # it also wakes what sleeps
        # To the main thread: a signal to the process may be taken by any thread, and wakes only that one.
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
    else:
        _thread.interrupt_main()
