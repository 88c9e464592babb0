"""Keys as they are pressed, on any terminal; none where input is no terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Pressed = Callable[[], str]

UP, DOWN, PAGE_UP, PAGE_DOWN = "up", "down", "page up", "page down"
# What a terminal sends for a key that is no letter, and what Windows does.
SEQUENCES = {
    "\x1b[A": UP,
    "\x1b[B": DOWN,
    "\x1bOA": UP,
    "\x1bOB": DOWN,
    "\x1b[5~": PAGE_UP,
    "\x1b[6~": PAGE_DOWN,
    " ": PAGE_DOWN,
}
WINDOWS = {"H": UP, "P": DOWN, "I": PAGE_UP, "Q": PAGE_DOWN}
LONGEST = max(map(len, SEQUENCES))


@contextmanager
def keys() -> Iterator[Pressed]:
    """A function that gives the key pressed since it was last asked, "" for none."""
    if not sys.stdin.isatty():
        yield lambda: ""
    elif os.name == "nt":
        yield _windows
    else:
        with _unbuffered(sys.stdin.fileno()) as pressed:
            yield pressed


@contextmanager
def _unbuffered(descriptor: int) -> Iterator[Pressed]:
    """A Unix terminal that neither waits for the end of a line nor shows what is typed; left as it was found."""
    import select
    import termios
    import tty

    def pressed() -> str:
        ready, _, _ = select.select([descriptor], [], [], 0)
        if not ready:
            return ""
        typed = os.read(descriptor, LONGEST).decode("ascii", "replace")
        return SEQUENCES.get(typed, typed[:1] if typed[:1] != "\x1b" else "")

    before = termios.tcgetattr(descriptor)
    tty.setcbreak(descriptor)
    try:
        yield pressed
    finally:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)


def _windows() -> str:
    import msvcrt

    if not msvcrt.kbhit():  # type: ignore[attr-defined,unused-ignore]
        return ""
    typed: str = msvcrt.getwch()  # type: ignore[attr-defined,unused-ignore]
    if typed in ("\0", "\xe0"):  # the first half of a key that is no letter
        return WINDOWS.get(msvcrt.getwch(), "")  # type: ignore[attr-defined,unused-ignore]
    return SEQUENCES.get(typed, typed)
