"""From a student's file to the cells that a loader runs."""

from __future__ import annotations

import json

Cells = list[tuple[str, "bytes | str"]]


def cells_of(name: str, content: bytes) -> Cells:
    """A script is one cell; of a notebook, each cell with code is one.

    Raises:
        ValueError: it is no notebook; the sentence follows the file's name.
    """
    if not name.endswith(".ipynb"):
        return [(name, content)]
    try:
        found = json.loads(content)["cells"]
        code = ["".join(cell["source"]) for cell in found if cell["cell_type"] == "code"]
    except (ValueError, KeyError, TypeError):
        raise ValueError("is not a notebook, or was cut off while it was saved") from None
    return [(f"code cell {number}", source) for number, source in enumerate(code, 1) if source.strip()]
