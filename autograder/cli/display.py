"""Where `watch` shows what it finds: a terminal is redrawn in place, a pipe gets one result below the other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.segment import Segment, Segments
from rich.text import Text

from autograder.practice.keys import DOWN, PAGE_DOWN, PAGE_UP, UP
from autograder.practice.screen import Screen
from autograder.practice.watch import Display

from .console import console, printable

KEYS = (("h", "hint"), ("n", "next exercise"), ("q", "quit"))
MOVES = ("↑ ↓", "more")


@contextmanager
def display() -> Iterator[Display]:
    """A display on standard output."""
    screen = console()
    if not screen.is_terminal or screen.is_dumb_terminal:  # nothing there can be redrawn in place
        yield Pipe(screen)
        return
    shown = Terminal(screen)
    try:
        with shown.live:
            yield shown
    finally:
        if shown.last is not None:
            screen.print(shown.last)  # the terminal is as it was before; what was last seen stays in it


class Pipe:
    """Each settled result, one below the other."""

    def __init__(self, screen: Console) -> None:
        self._screen = screen

    def show(self, screen: Screen, note: str) -> None:
        """Nothing: only what is settled is worth a line."""

    def settle(self, screen: Screen, note: str) -> None:
        """Print it."""
        self._screen.print(screen)
        self._screen.print(f"({note})\n", markup=False)

    def refuse(self, reason: str) -> None:
        """Print it."""
        self._screen.print(printable(reason), markup=False)

    def scroll(self, key: str) -> None:
        """Nothing moves here."""

    def keep_fitting(self) -> None:
        """What is printed stays as it is."""


class Terminal:
    """The alternate screen, redrawn in place, from the line to which its reader has scrolled."""

    def __init__(self, screen: Console) -> None:
        self._screen = screen
        # Redrawn only when something has changed: a thread that refreshes would tear lines that are being scrolled.
        self.live = Live(console=screen, screen=True, auto_refresh=False, redirect_stdout=False, redirect_stderr=False)
        self.last: Screen | None = None
        self._content: RenderableType = Text("")
        self._note = ""
        self._first = 0
        self._size = screen.size

    def show(self, screen: Screen, note: str) -> None:
        """Redraw, with the note at the bottom."""
        self._first = 0
        self._content, self._note = screen, note
        self._draw()

    def settle(self, screen: Screen, note: str) -> None:
        """Redraw; this is what stays after the watch has ended."""
        self.last = screen
        self.show(screen, f"watching, {note}")

    def refuse(self, reason: str) -> None:
        """Redraw with one sentence."""
        self._first = 0
        self._content, self._note = Text(printable(reason)), "watching"
        self._draw()

    def scroll(self, key: str) -> None:
        """Move by a line or by a window."""
        step = {UP: -1, DOWN: 1, PAGE_UP: -self._room, PAGE_DOWN: self._room}.get(key, 0)  # other keys move nothing
        if step:
            self._first += step
            self._draw()

    def keep_fitting(self) -> None:
        """Redraw if the window has another size."""
        if self._screen.size != self._size:  # asked, not told: Windows has no signal for it
            self._draw()

    @property
    def _room(self) -> int:
        return max(self._screen.height - 2, 1)

    def _draw(self) -> None:
        self._size = self._screen.size
        lines = self._lines()
        # After the window has grown, or the content has shrunk, the place scrolled to may lie behind its end.
        self._first = max(0, min(self._first, len(lines) - self._room))
        shown = lines[self._first : self._first + self._room]
        # One line in any window: a second one would push the content out of it.
        footer = Text(self._footer(is_cut=len(lines) > len(shown)), "dim", no_wrap=True, overflow="ellipsis")
        parts = [part for line in shown for part in (*line, Segment.line())]
        self.live.update(Group(Segments(parts), footer), refresh=True)

    def _lines(self) -> list[list[Segment]]:
        """The content, made shorter where the window is not high enough for it."""
        lines = self._screen.render_lines(self._content, pad=False)
        if len(lines) > self._room and isinstance(self._content, Screen):
            lines = self._screen.render_lines(replace(self._content, compact=True), pad=False)
        return lines

    def _footer(self, *, is_cut: bool) -> str:
        keys = [MOVES, *KEYS] if is_cut else KEYS
        return "   ".join([*(f"{key} {what}" for key, what in keys), self._note])
