"""CSV files that people write beside `course.toml`: what they hold, or one sentence about the line that is wrong."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Collection, Iterator
from pathlib import Path

from autograder.errors import AutograderError

Row = tuple[int, dict[str, str]]


def rows(path: Path, columns: Collection[str], needed: Collection[str]) -> Iterator[Row]:
    """(line, cells by column) of each row that is not empty; nothing where there is no file. Spreadsheets' separators are understood.

    Raises:
        AutograderError: it cannot be read, has an unknown column, or lacks a needed one.
    """
    try:
        # With or without the mark that Excel puts at the start.
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8; save it as CSV UTF-8"
        raise AutograderError(f"{path} cannot be read: {reason}") from None
    heading = text.split("\n", 1)[0]
    # Excel separates by semicolons where the comma is a decimal sign. A heading of ours holds none of the three
    # otherwise.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=heading.count))
    try:
        # NFC, as ids are everywhere: macOS writes an accent as a letter of its own, and two that look alike must be
        # one.
        listed = [(reader.line_num, [unicodedata.normalize("NFC", cell.strip()) for cell in row]) for row in reader]
    except csv.Error as error:
        raise AutograderError(f"{path}, line {reader.line_num}: {error}") from None
    if not listed:
        return
    names = [name.casefold() for name in listed[0][1]]
    unknown, missing = [n for n in names if n and n not in columns], [n for n in needed if n not in names]
    if unknown or missing:
        wrong = f"unknown column '{unknown[0]}'" if unknown else f"no column '{missing[0]}'"
        raise AutograderError(f"{path}: {wrong}; the columns are {', '.join(columns)}")
    for line, cells in listed[1:]:
        if any(cells):
            yield line, {**dict.fromkeys(columns, ""), **dict(zip(names, cells, strict=False))}
