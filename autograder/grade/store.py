"""The output folder: results written so that a reader, or a run after a crash, only ever finds whole files."""

from __future__ import annotations

import csv
import hashlib
import io
import os
import urllib.parse
from collections.abc import Iterable
from pathlib import Path

from autograder.errors import AutograderError
from autograder.result import Result

NAME_BYTES = 100
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


class Store:
    """The files of one output folder.

    Raises:
        AutograderError: the folder cannot be made or written.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        probe = folder / f".probe-{os.getpid()}"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            probe.write_bytes(b"")
            probe.unlink()
        except OSError as error:
            raise AutograderError(
                f"cannot write to '{folder}': {error.strerror}; name another folder with -o"
            ) from None

    def path(self, assignment: str, student: str) -> Path:
        """Where a student's result stands."""
        return self.folder / "results" / assignment / f"{file_name(student)}.json"

    def read(self, assignment: str, student: str) -> Result | None:
        """The result of an earlier run; None where there is none, or none that can be read."""
        try:
            return Result.from_json(self.path(assignment, student).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None

    def write(self, result: Result) -> None:
        """Keep a result in place of an earlier one."""
        write(self.path(result.assignment, result.student), result.to_json())

    def drop(self, assignment: str, student: str) -> None:
        """Remove an outdated result."""
        self.path(assignment, student).unlink(missing_ok=True)

    def log(self, text: str) -> Path:
        """Append to the log of our own faults."""
        path = self.folder / "faults.log"
        with path.open("a", encoding="utf-8") as file:
            file.write(text)
        return path


def write(path: Path, text: str) -> None:
    """Put a whole file in place at once.

    Raises:
        AutograderError: the disk is full or the folder not writable; the earlier file, if any, is untouched.
    """
    draft = path.with_name(f".{path.name[:150]}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            draft.write_text(text, encoding="utf-8", newline="")
            draft.replace(path)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise AutograderError(f"cannot write '{path}': {error.strerror}; what was graded before is kept") from None


def file_name(student: str) -> str:
    """A student's id as a file name: percent-encoded outside [A-Za-z0-9._-], of at most 100 bytes and a fingerprint."""
    encoded = urllib.parse.quote(student, safe="").replace("~", "%7E")
    if len(encoded) <= NAME_BYTES:
        return encoded
    return f"{encoded[:NAME_BYTES]}-{hashlib.sha256(student.encode('utf-8')).hexdigest()[:16]}"


def table(rows: Iterable[Iterable[str]]) -> str:
    """CSV text in which no cell starts a formula when a spreadsheet opens it."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([_harmless(cell) for cell in row] for row in rows)
    return text.getvalue()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell
