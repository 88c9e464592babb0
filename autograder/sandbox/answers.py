"""What goes to a worker and what can come back: cells, a report of loading them, answers to calls. None of it is a verdict."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Cell:
    """A part of a submission: a script as bytes, or a notebook's cell as text. `name` stands in line references."""

    name: str
    source: bytes | str

    @property
    def lines(self) -> int:
        """How many lines it has, at most: where lines end in two characters, they count twice."""
        source = self.source.encode("utf-8", "surrogatepass") if isinstance(self.source, str) else self.source
        return source.count(b"\n") + source.count(b"\r") + 1


def places(cells: tuple[Cell, ...]) -> tuple[tuple[int, str], ...]:
    """The first line and the name of each cell of a notebook, whose lines are numbered through; nothing for a script."""
    texts = [cell for cell in cells if isinstance(cell.source, str)]
    starts = itertools.accumulate((cell.lines for cell in texts), initial=1)
    return tuple((first, cell.name) for first, cell in zip(starts, texts, strict=False))


@dataclass(frozen=True)
class LoadError:
    """A statement that failed while the submission was loading; the rest still loaded. `LoadReport.place` words its line."""

    line: int
    type_name: str
    text: str


@dataclass(frozen=True)
class CellOutput:
    """What one cell of a notebook showed, as far as it was kept.

    Attributes:
        printed: what it printed, on either stream.
        value: its last expression as IPython shows it, "" for none.
        errors: its statements that failed.
        figures: what it drew, each as `inside.drawing.describe` has it: the worker's word, to be checked by whoever renders it.
    """

    printed: str = ""
    value: str = ""
    errors: tuple[LoadError, ...] = ()
    figures: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True)
class LoadReport:
    """What a submission defines: names of callables in order, and the (first, last) line of each function of its own.

    The lines of a notebook are numbered through all its cells. `cells` has the first line and the name of each (`places`), and stays empty for a
    script; `outputs` has what each showed, where that was asked for.
    """

    errors: tuple[LoadError, ...] = ()
    warnings: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    functions: dict[str, tuple[int, int]] = field(default_factory=dict)
    cells: tuple[tuple[int, str], ...] = ()
    outputs: tuple[CellOutput, ...] = ()

    def place(self, line: int) -> str:
        """A line as its author knows it: "line 41" of a script, "code cell 5, line 2" of a notebook."""
        first, name = max((cell for cell in self.cells if cell[0] <= line), default=(1, ""))
        return f"{name}, line {line - first + 1}" if name else f"line {line}"


@dataclass(frozen=True)
class Value:
    """The function returned: plain data, which positional arguments it had changed in place by then, and which substitutes it had called."""

    value: Any
    changed: tuple[int, ...] = ()
    substituted: tuple[str, ...] = ()


@dataclass(frozen=True)
class Raised:
    """The function raised. `line` is the last line of the submission that the exception passed, 0 for none; `substituted` is as in Value."""

    type_name: str
    text: str
    line: int
    substituted: tuple[str, ...] = ()


@dataclass(frozen=True)
class Missing:
    """The submission defines no function of that name."""

    name: str


@dataclass(frozen=True)
class Crashed:
    """The worker ended or broke the rules of the wire; `reason` is a sentence part from a closed list: "ended itself"."""

    reason: str


@dataclass(frozen=True)
class TimedOut:
    """A deadline or budget ran out; `reason` says which. `starved` if little processor time was used: the machine may be at fault."""

    reason: str
    starved: bool = False


Answer = Value | Raised | Missing | Crashed | TimedOut
