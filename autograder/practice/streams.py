"""The child's two ends: orders from its parent and events to it, out of reach of what a student's code reads and prints."""

from __future__ import annotations

import io
import json
import os
import queue
import sys
import threading
from typing import Any, TextIO

PRINTED_CHARACTERS = 2000  # a loop that prints must not fill the memory
Orders = queue.SimpleQueue[dict[str, Any]]


class Events:
    """The way to the parent: a line of JSON for each event."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._lock = threading.Lock()  # a call that runs out of time is reported by another thread

    def send(self, event: str, **content: Any) -> None:
        """Send one event."""
        with self._lock:
            self._stream.write(json.dumps({"event": event, **content}) + "\n")
            self._stream.flush()


class CapturedOutput(io.TextIOBase):
    """What a student's code prints, the first part of it."""

    encoding = "utf-8"  # some libraries ask

    def __init__(self) -> None:
        self._kept: list[str] = []
        self._room = PRINTED_CHARACTERS

    def writable(self) -> bool:
        """It can be written to, and nothing else."""
        return True

    def write(self, text: str) -> int:
        """Keep what there is still room for."""
        if self._room > 0:
            self._kept.append(text[: self._room])
            self._room -= len(self._kept[-1])
        return len(text)  # as if all was kept: the student's code is not to notice

    def take(self) -> str:
        """What was printed since this was last asked."""
        text = "".join(self._kept)
        self._kept.clear()
        self._room = PRINTED_CHARACTERS
        return text


def take_over() -> tuple[Orders, Events, CapturedOutput]:
    """Keep the two pipes for ourselves; for a student's code, input has ended, and output is kept or goes nowhere."""
    order_pipe, event_pipe = os.dup(0), os.dup(1)
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):  # not only `sys.stdout`: C code and programs that are started write to these
        os.dup2(null, descriptor)
    orders: Orders = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(order_pipe, orders), daemon=True).start()
    printed = CapturedOutput()
    sys.stdout = sys.stderr = printed
    # On Windows a line would else end with two characters.
    return orders, Events(os.fdopen(event_pipe, "w", encoding="utf-8", newline="\n")), printed


def _listen(pipe: int, orders: Orders) -> None:
    with os.fdopen(pipe, encoding="utf-8") as lines:
        for order in lines:
            orders.put(json.loads(order))
    os._exit(1)  # the parent is gone, and with it whoever would end a loop in the student's code
