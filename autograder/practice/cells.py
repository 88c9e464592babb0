"""From a student's file to the cells that a loader runs."""

from __future__ import annotations

from autograder.limits import Limits
from autograder.notebook import read

Cells = list[tuple[str, "bytes | str"]]


def cells_of(name: str, content: bytes, limits: Limits) -> Cells:
    """A script is one cell; of a notebook, each cell with code is one.

    Raises:
        Unreadable: it is no notebook; the sentence follows the file's name.
    """
    if not name.endswith(".ipynb"):
        return [(name, content)]  # as bytes: its encoding is found out where it is loaded
    return [(cell.name, cell.source) for cell in read(content, limits.file_bytes).cells]
