"""Reads an `.ipynb` for what it holds in code, and asks for nothing else: metadata, ids and outputs may be missing, doubled or broken.

nbformat would refuse, or repair with warnings, what editors and students leave behind; a grade needs only the sources, in order.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from autograder.sandbox import Cell

CELLS = 5000  # of any kind: people look at them on one page
KINDS = ("code", "markdown", "raw", "heading", "html")
KERNELS = {"ir": "R", "xr": "R", "julia": "Julia"}  # by which Colab and others name a language without saying it


class Unreadable(ValueError):
    """A file that holds nothing to grade; the text says why, in words that follow "<file> "."""


@dataclass(frozen=True)
class Notebook:
    """A notebook's code cells that are not empty, named "code cell 3" by their place among all code cells, and what was assumed."""

    cells: tuple[Cell, ...]
    assumed: tuple[str, ...]


def read(content: bytes, file_bytes: int) -> Notebook:
    """The code of a notebook.

    Args:
        content: the file's bytes, no more than the course's `notebook_bytes`.
        file_bytes: the most that the code may come to, as for a script.
    Raises:
        Unreadable: it is no notebook, not in Python, or too large.
    """
    assumed: list[str] = []
    book = _parsed(_text(content, assumed))
    listed = _listed(book)
    if len(listed) > CELLS:
        raise Unreadable(f"has more than {CELLS} cells")
    language = _language(book)
    if language and not language.casefold().startswith(("python", "ipython")):
        raise Unreadable(f"is a notebook in {language[:40]!r}, not in Python")
    if not language:
        assumed.append("the notebook does not say its language; it was run as Python")
    cells = tuple(_code(listed, assumed))
    if sum(len(str(cell.source).encode("utf-8")) for cell in cells) > file_bytes:
        raise Unreadable(f"holds more than {file_bytes / 1e6:g} MB of code")
    return Notebook(cells, tuple(assumed))


def _parsed(text: str) -> Any:
    """The notebook's JSON without what no grade needs."""
    try:
        # Not strict: a line break inside a text is no JSON, and clear all the same.
        return json.loads(text, strict=False, object_hook=_slim, parse_int=_unread, parse_float=_unread)
    except RecursionError:
        raise Unreadable("is nested too deeply to be a notebook") from None
    except MemoryError:
        raise Unreadable("holds more than a notebook does") from None
    except ValueError:
        raise Unreadable("is not a notebook: the file is not JSON, or was cut off on its way") from None


def _text(content: bytes, assumed: list[str]) -> str:
    encoding = json.detect_encoding(content)  # by its first bytes: some editors write UTF-16, or a mark in front
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        assumed.append(f"the notebook is not valid {encoding.upper().removesuffix('-SIG')}: letters there were lost")
        return content.decode(encoding, "replace")


def _slim(table: dict[str, Any]) -> dict[str, Any]:
    """Let go of outputs while the rest is still being read: pictures are most of a large notebook."""
    table.pop("outputs", None)
    table.pop("attachments", None)
    return table


def _unread(digits: str) -> None:
    """No number of a notebook matters here, and one of a million digits takes minutes to read."""


def _listed(book: Any) -> list[Any]:
    """All cells: those of format 4, or of every worksheet of format 3."""
    table = _table(book)
    if isinstance(table.get("cells"), list):
        return list(table["cells"])
    sheets = table.get("worksheets")
    if not isinstance(sheets, list):
        raise Unreadable("is JSON, but no notebook: it has no list of cells")
    cells = [_table(sheet).get("cells") for sheet in sheets]
    return [cell for some in cells if isinstance(some, list) for cell in some]


def _language(book: dict[str, Any]) -> str:
    metadata = _table(book.get("metadata"))
    kernel = _table(metadata.get("kernelspec"))
    named = str(kernel.get("name") or "").split("-")[0]
    known = "Python" if named.startswith("python") else KERNELS.get(named)
    said = (kernel.get("language"), _table(metadata.get("language_info")).get("name"), known)
    return next((name.strip() for name in said if isinstance(name, str) and name.strip()), "")


def _code(listed: list[Any], assumed: list[str]) -> list[Cell]:
    cells, number, unknown = [], 0, 0
    for cell in map(_table, listed):
        kind = cell.get("cell_type")
        unknown += kind not in KINDS
        if kind == "code":
            number += 1
            source = _source(cell.get("source", cell.get("input")))  # "input" in format 3
            if source.strip():
                cells.append(Cell(f"code cell {number}", source))
    if unknown:
        assumed.append(
            f"{unknown} of the notebook's cells {'is' if unknown == 1 else 'are'} of no known kind: passed over"
        )
    return cells


def _source(value: Any) -> str:
    """One text with Unix line ends; halves of characters, which no source file can hold, become U+FFFD."""
    parts = value if isinstance(value, list) else [value]  # lines, as nbformat writes them, or one text
    text = "".join(part for part in parts if isinstance(part, str))
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _table(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
