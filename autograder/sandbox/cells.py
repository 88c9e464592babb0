"""The cells of a submission, and their lines as a worker numbers them."""

from __future__ import annotations

import codecs
import itertools
from dataclasses import dataclass

from autograder.companions import Role
from autograder.text import one_line

SHOWN_LENGTH = 200
TAB = 8


@dataclass(frozen=True)
class Cell:
    """A part of a submission: a script as bytes, or a notebook's cell as text. `name` stands in line references.

    Other scripts of the student's follow the file itself: modules, which it may import, some of them joined with it: their answers are
    taken where it has none.
    """

    name: str
    source: bytes | str
    role: Role = Role.MAIN

    @property
    def lines(self) -> int:
        """How many lines it has, at most: where lines end in two characters, they count twice."""
        source = self.source.encode("utf-8", "surrogatepass") if isinstance(self.source, str) else self.source
        return source.count(b"\n") + source.count(b"\r") + 1


def places(cells: tuple[Cell, ...]) -> tuple[tuple[int, str], ...]:
    """The first line and the name of each cell of a notebook, whose lines are numbered through; nothing for a script."""
    has_modules = any(cell.role is not Role.MAIN for cell in cells)
    parts = [cell for cell in cells if has_modules or isinstance(cell.source, str)]
    starts = itertools.accumulate((cell.lines for cell in parts), initial=1)
    # A lone script's lines need no name, also where others follow it.
    names = ("" if cell.role is Role.MAIN and isinstance(cell.source, bytes) else cell.name for cell in parts)
    return tuple(zip(starts, names, strict=False))


class Listing:
    """A submission's lines for people to see. Never run and never parsed: a parser can be crashed."""

    def __init__(self, cells: tuple[Cell, ...]) -> None:
        starts = [first for first, _ in places(cells)]
        parts = cells if starts and len(starts) == len(cells) else cells[:1]
        self._parts = [(first, _lines(cell.source)) for first, cell in zip(starts or [1], parts, strict=False)]

    def line(self, number: int) -> str:
        """The line of that number without the space around it, cut to 200 characters; "" where there is none."""
        return one_line(self._raw(number).strip()[:SHOWN_LENGTH])

    def indented(self, number: int) -> str:
        """The same with its indentation, tabs as spaces."""
        return one_line(self._raw(number)[:SHOWN_LENGTH].expandtabs(TAB).rstrip()[:SHOWN_LENGTH])

    def _raw(self, number: int) -> str:
        first, lines = max(
            (part for part in self._parts if part[0] <= number), default=(1, []), key=lambda part: part[0]
        )
        # Where lines end in two characters, a cell has fewer than its numbers leave room for (`Cell.lines`).
        return lines[number - first] if 0 <= number - first < len(lines) else ""


def _lines(source: bytes | str) -> list[str]:
    """The lines that Python counts; not `splitlines`, for which a form feed ends a line too."""
    text = source if isinstance(source, str) else _decoded(source)
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _decoded(data: bytes) -> str:
    """A script's text. A coding line is not followed: it may name a codec that takes its time, and costs a letter at most."""
    encoding = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    return data.decode(encoding, "replace")
