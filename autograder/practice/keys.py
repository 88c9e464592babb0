"""Keys as they are pressed, on any terminal; none where input is no terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Pressed = Callable[[], str]


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
        return os.read(descriptor, 1).decode("ascii", "replace") if ready else ""

    before = termios.tcgetattr(descriptor)
    tty.setcbreak(descriptor)
    try:
        yield pressed
    finally:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)


def _windows() -> str:
    import msvcrt

    return msvcrt.getwch() if msvcrt.kbhit() else ""  # type: ignore[attr-defined,no-any-return,unused-ignore]
