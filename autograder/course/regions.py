"""The marked regions of a source: answers in a chapter, hidden checks in a suite.

A marker is a line of its own: `### BEGIN SOLUTION` and `### END SOLUTION`, `### BEGIN HIDDEN TESTS` and
`### END HIDDEN TESTS`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import AutograderError

SOLUTION = "SOLUTION"
HIDDEN = "HIDDEN TESTS"

# Wider than the markers themselves: a misspelt marker would hand to students what it should have kept from them.
_LOOKS_LIKE_MARKER = re.compile(
    r"\b(?:BEGIN|END)[ _-]*(?:SOLUTION|HIDDEN)|(?i:##\s*(?:begin|end)[ _-]*(?:solution|hidden))",
)


@dataclass(frozen=True)
class Region:
    """The lines between two markers; `start` and `end` are the markers' own line numbers, counted from 1."""

    start: int
    end: int
    lines: tuple[str, ...]


def regions(text: str, kind: str, path: Path) -> tuple[Region, ...]:
    """Every region of `kind` in the source `text` of the file `path`; refuses markers that do not pair up."""
    begin, end = f"### BEGIN {kind}", f"### END {kind}"
    # Not `splitlines`, which also splits at form feeds and other signs that Python and editors do not count as ends
    # of lines.
    lines = text.split("\n")
    found: list[Region] = []
    start = 0
    for number, line in enumerate(lines, 1):
        mark, place = line.strip(), f"{path}:{number}"
        # What looks like a marker of the other kind is refused below, too: it has no meaning in this file.
        if not _LOOKS_LIKE_MARKER.search(line):
            continue
        if mark == begin and not start:
            start = number
        elif mark == end and start:
            found.append(Region(start, number, tuple(lines[start : number - 1])))
            start = 0
        elif mark == begin:
            raise AutograderError(f"{place}: a second `{begin}` before the `{end}` of line {start}; add that first")
        elif mark == end:
            raise AutograderError(f"{place}: `{end}` without a `{begin}` above it; add one, or take this line out")
        else:
            raise AutograderError(f"{place}: `{mark}` is no marker of this file; write exactly `{begin}` or `{end}`")
    if start:
        raise AutograderError(f"{path}:{start}: `{begin}` is never closed; add `{end}` below it")
    return tuple(found)


def cut(text: str, kind: str, path: Path) -> str:
    """`text` without its regions of `kind`, markers included; what stood around them ends with one newline."""
    gone = {n for region in regions(text, kind, path) for n in range(region.start, region.end + 1)}
    kept = [line for number, line in enumerate(text.split("\n"), 1) if number not in gone]
    return "\n".join(kept).rstrip() + "\n"
