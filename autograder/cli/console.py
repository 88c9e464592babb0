"""Writing to a terminal or a pipe: colour and progress on a terminal only, plain lines elsewhere."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

PIPE_WIDTH = 100  # Rich would take 80, at which a class's tables may be folded


class Screen(Console):
    """A console whose reader may leave (`| head -1`): the rest goes nowhere, and the exit code still says how the command ended."""

    def on_broken_pipe(self) -> None:
        """In place of Rich's own, which ends the program with exit code 1."""
        self.quiet = True
        drop_output()


def console() -> Console:
    """Standard output; where it is no terminal, as wide as COLUMNS says, or 100 columns."""
    is_terminal = sys.stdout is not None and sys.stdout.isatty()  # Windows gives a program without a console no stream
    has_width = is_terminal or os.environ.get("COLUMNS", "").isdigit()
    # Rich's highlighting would colour each number and path in a sentence.
    return Screen(highlight=False, width=None if has_width else PIPE_WIDTH)


def drop_output() -> None:
    """Send what is still to be written to standard output nowhere, so that Python's last flush does not fail."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    # The descriptor, not `sys.stdout`: Python flushes that once more on its way out, and would print a traceback.
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def error_line(message: str) -> None:
    """One line on standard error."""
    # Not wrapped, so that one error is one line for who searches a log; as Text, so that brackets in a path are no
    # markup.
    Console(stderr=True, highlight=False, soft_wrap=True).print(Text(f"autograder: {printable(message)}"))


def warning_line(message: str) -> None:
    """One line on standard error that stands out."""
    Console(stderr=True, highlight=False, soft_wrap=True).print(Text(f"WARNING: {printable(message)}", "bold red"))


def printable(text: str) -> str:
    """Text that comes from outside (a name, a path), with nothing in it that moves a cursor."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)  # visible, so that two names stay two


def table(*columns: str, numbers: tuple[int, ...] = ()) -> Table:
    """An empty table; columns whose index is in `numbers` are set flush right."""
    # No lines, and nothing cut: what is printed in a pipe is read by programs, too.
    made = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for index, column in enumerate(columns):
        made.add_column(column, justify="right" if index in numbers else "left", overflow="fold")
    return made


@contextmanager
def progress_bar(words: str) -> Iterator[Callable[[int, int], None]]:
    """A bar with the time left on a terminal; nothing in a pipe. Gives the function to call with (done, of).

    On the stream of what follows it, where that is a terminal: sent by another, the bar's end may come late and wipe out a line.
    """
    screen = console()
    if not screen.is_terminal:
        screen = Console(stderr=True)
    columns = (TextColumn(words), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    # Transient: in the terminal only the results stay.
    with Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal) as bar:
        task = bar.add_task(words, total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)
