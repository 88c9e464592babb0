"""Keys as they are pressed, on any terminal; none where input is no terminal."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Pressed = Callable[[], str]

UP, DOWN, PAGE_UP, PAGE_DOWN = "up", "down", "page up", "page down"
# What a terminal sends for a key that is no letter, and what Windows does.
SEQUENCES = {
    "\x1b[A": UP,
    "\x1b[B": DOWN,
    "\x1bOA": UP,  # in application mode, which an earlier program may have left on
    "\x1bOB": DOWN,
    "\x1b[5~": PAGE_UP,
    "\x1b[6~": PAGE_DOWN,
    " ": PAGE_DOWN,  # as in pagers
}
WINDOWS = {"H": UP, "P": DOWN, "I": PAGE_UP, "Q": PAGE_DOWN}
# As ECMA-48 has them: unknown keys are swallowed whole, or their last letter would count as one pressed.
ANY_SEQUENCE = re.compile(r"\x1b(?:\[[0-9;?]*[ -/]*[@-~]|O.)")
MOST = 1024  # bytes that are read at once: a key that is held down sends many of them


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


def first_key(typed: str) -> tuple[str, str]:
    """(the first key in what a terminal sent, what is left of it); the key is "" for none, or for one without a meaning here."""
    sequence = ANY_SEQUENCE.match(typed)
    first = sequence[0] if sequence else typed[:1]
    key = SEQUENCES.get(first, "" if first.startswith("\x1b") else first)
    return key, typed[len(first) :]


@contextmanager
def _unbuffered(descriptor: int) -> Iterator[Pressed]:
    """A Unix terminal that neither waits for the end of a line nor shows what is typed; left as it was found."""
    import select
    import termios
    import tty

    typed = ""

    def pressed() -> str:
        nonlocal typed
        # The descriptor is read directly: `sys.stdin` has a buffer, which `select` does not see.
        ready, _, _ = select.select([descriptor], [], [], 0)
        if ready:
            typed += os.read(descriptor, MOST).decode("ascii", "replace")
        key, typed = first_key(typed)
        return key

    before = termios.tcgetattr(descriptor)
    tty.setcbreak(descriptor)  # not raw: Ctrl-C must still interrupt
    try:
        yield pressed
    finally:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)  # after what was printed has gone out


def _windows() -> str:
    import msvcrt

    if not msvcrt.kbhit():  # type: ignore[attr-defined,unused-ignore]
        return ""
    typed: str = msvcrt.getwch()  # type: ignore[attr-defined,unused-ignore]
    if typed in ("\0", "\xe0"):  # the first half of a key that is no letter
        return WINDOWS.get(msvcrt.getwch(), "")  # type: ignore[attr-defined,unused-ignore]
    return SEQUENCES.get(typed, typed)
