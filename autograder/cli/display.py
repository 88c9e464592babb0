"""Where `watch` shows what it finds: a terminal is redrawn in place, a pipe gets one result below the other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.segment import Segment, Segments
from rich.text import Text

from autograder.practice.screen import Screen
from autograder.practice.watch import Display

from .console import console, printable

KEYS = (("h", "hint"), ("n", "next exercise"), ("q", "quit"))


@contextmanager
def display() -> Iterator[Display]:
    """A display on standard output."""
    screen = console()
    if not screen.is_terminal:
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


class Terminal:
    """The alternate screen, redrawn in place."""

    def __init__(self, screen: Console) -> None:
        self._screen = screen
        self.live = Live(console=screen, screen=True, auto_refresh=False, redirect_stdout=False, redirect_stderr=False)
        self.last: Screen | None = None

    def show(self, screen: Screen, note: str) -> None:
        """Redraw, with the note at the bottom."""
        footer = Text.assemble((f"{note}   ", "dim"), *((part, "dim") for part in _keys()))
        self._draw(self._fitting(screen), footer)

    def settle(self, screen: Screen, note: str) -> None:
        """Redraw; this is what stays after the watch has ended."""
        self.last = screen
        self.show(screen, f"watching, {note}")

    def refuse(self, reason: str) -> None:
        """Redraw with one sentence."""
        self._draw(Text(printable(reason)), Text("watching", "dim"))

    def _draw(self, content: RenderableType, footer: Text) -> None:
        room = self._screen.height - 2
        lines = self._screen.render_lines(content, pad=False)
        shown = (
            lines
            if len(lines) <= room
            else [*lines[: room - 1], [Segment("    … there is more; make the window higher")]]
        )
        self.live.update(
            Group(Segments([part for line in shown for part in (*line, Segment.line())]), footer), refresh=True
        )

    def _fitting(self, screen: Screen) -> Screen:
        """The screen, made shorter if the terminal is not high enough for it."""
        lines = self._screen.render_lines(screen, pad=False)
        return screen if len(lines) + 2 <= self._screen.height else replace(screen, compact=True)


def _keys() -> list[str]:
    return ["   ".join(f"{key} {what}" for key, what in KEYS)]
