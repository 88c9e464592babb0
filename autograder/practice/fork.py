"""A copy of this process, in which a student's function may hang or end: it is killed in time, and the process itself goes on.

A loop inside one C function (`sum(range(10**12))`) lets no other thread run and hears no signal, so that nothing within a process can
end it, on any system. From outside a copy can be killed, whatever it does. Only on Linux is a copy made by `fork` good for more than starting
a program: elsewhere a loop in Python is ended, one in C is not.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
import threading
import time
import traceback
import warnings
from collections.abc import Callable
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Protocol

from .process import ChildExit

IS_POSSIBLE = sys.platform == "linux"  # macOS has `fork`, but its own libraries may end a copy that uses them
LAST_WORDS_SECONDS = 0.5  # time to say in which line it was; a loop in C never does


class Send(Protocol):
    """Tells whoever listens of an event."""

    def __call__(self, event: str, **content: Any) -> None:
        """Send one event."""


class Copy:
    """A copy that does some work and sends events meanwhile.

    Args:
        work: gets the function that sends an event; the copy ends with it.
    """

    def __init__(self, work: Callable[[Send], None]) -> None:
        self._events, theirs = Pipe(duplex=False)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that the other threads are gone in the copy; it needs none of them
            self._pid = os.fork()
        if not self._pid:
            self._events.close()
            _work(work, theirs)
        theirs.close()  # else its end would not be seen: a pipe is open while anybody holds it

    def event(self, seconds: float) -> dict[str, Any] | None:
        """The next event; None if there is none within `seconds`.

        Raises:
            ChildExit: there will be none.
        """
        try:
            if not self._events.poll(seconds):
                return None
            event: dict[str, Any] = json.loads(self._events.recv_bytes())
        except (EOFError, OSError, ValueError):
            raise ChildExit from None
        return event

    @property
    def is_running(self) -> bool:
        """Whether its main thread is at work at this moment, rather than waiting for anything."""
        # A program's name stands in parentheses before it, and may hold any letter, a parenthesis too.
        state = Path(f"/proc/{self._pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
        return state in ("R", "D")  # running, or waiting for a disk

    def interrupt(self) -> dict[str, Any] | None:
        """Interrupt it as Ctrl-C would; the event "stopped", if it says so."""
        os.kill(self._pid, signal.SIGINT)
        end = time.monotonic() + LAST_WORDS_SECONDS
        with contextlib.suppress(ChildExit):
            while (left := end - time.monotonic()) > 0:
                event = self.event(left)
                if event is not None and event["event"] == "stopped":
                    return event
        return None

    def kill(self) -> None:
        """End it, whatever it does."""
        os.kill(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)  # unreaped it would stay as a zombie for as long as the notebook is open
        self._events.close()


def _work(work: Callable[[Send], None], events: Connection) -> None:
    """Work, in the copy, and end without a word to what else the process would do at its end."""
    lock = threading.Lock()  # a call that runs out of time is reported by another thread

    def send(event: str, **content: Any) -> None:
        with lock:
            events.send_bytes(json.dumps({"event": event, **content}).encode())

    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)  # a kernel may have one of its own
        work(send)
    except BaseException:  # noqa: BLE001 - sent to the process that is copied, which raises it
        send("fault", traceback=traceback.format_exc())
    os._exit(0)  # not `sys.exit`, which would run what the kernel has registered for its end
