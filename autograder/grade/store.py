"""The output folder: results written so that a reader, or a run after a crash, only ever finds whole files."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import re
import urllib.parse
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from autograder import atomic
from autograder.errors import AutograderError
from autograder.result import Result

from .intake import Refused

# A file name may have 255 bytes; the rest is for a fingerprint, an ending, and a draft's.
NAME_BYTES = 100
FEEDBACK, INSTRUCTOR = "feedback", "instructor"
READABLE = " .-_,'()+"  # beside letters and digits of any alphabet, in the name of a page
PROBE = ".probe-"
# A spreadsheet begins a cell at its start, and inside it where it takes another list separator than ours, a tab or a new line for one; it
# passes over spaces and quotes. The wide signs count in East Asian versions.
_FORMULA = re.compile(r"""(?:\A|[;|\t\r\n])(?=[\s"]*[=+\-@＝＋－＠])|\A(?=[\t\r\n])""")


class Store:
    """The files of one output folder.

    Raises:
        AutograderError: the folder cannot be made or written; also from every method that writes.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.results = folder / "results"
        self.faults = folder / "faults.log"
        self._refusals = folder / "refused.json"
        try:
            self.results.mkdir(parents=True, exist_ok=True)
            # Every folder that will be written, before the first file is graded: an earlier run by another user may
            # have left one.
            places = [folder, self.results, *filter(Path.is_dir, self.results.iterdir())]
        except OSError as error:
            raise _unwritable(folder, error) from None
        for place in places:
            _probe(place)

    def path(self, assignment: str, student: str) -> Path:
        """Where a student's result stands."""
        return self.results / assignment / f"{file_name(student)}.json"

    def read(self, assignment: str, student: str) -> Result | None:
        """The result of an earlier run; None where there is none, or none that can be read."""
        return _result(self.path(assignment, student))

    def earlier_results(self, seen: Collection[tuple[str, str]]) -> Iterator[Result | Refused]:
        """The results that earlier runs left of all but the (assignment, student) pairs in `seen`; a broken one says so."""
        # By path, not by reading: a class of thousands has few records that this run did not see.
        passed_over = {self.path(*pair) for pair in seen}
        for path in sorted(self.results.glob("*/*.json")):
            if path not in passed_over:
                yield _result(path) or Refused(
                    student=urllib.parse.unquote(path.stem),
                    file=path.relative_to(self.folder).as_posix(),
                    reason="is no result that can be read; grade that student's file again",
                    assignment=path.parent.name,
                )

    def refused(self) -> list[Refused]:
        """What earlier runs could not grade, as `write_refused` left it."""
        try:
            records = json.loads(self._refusals.read_bytes())
            return [Refused(**{key: str(value) for key, value in record.items()}) for record in records]
        # It is only a convenience for the next run, and nothing in it is worth stopping this one for.
        except (OSError, ValueError, TypeError, AttributeError, RecursionError):
            return []

    def write(self, result: Result) -> None:
        """Keep a result in place of an earlier one."""
        write(self.path(result.assignment, result.student), result.to_json())

    def write_refused(self, refused: Iterable[Refused]) -> None:
        """Remember what could not be graded, for runs in which it is missing."""
        write(self._refusals, json.dumps(list(map(asdict, refused)), ensure_ascii=False, indent=1) + "\n")

    def page(self, assignment: str, student: str) -> Path:
        """Where a student's feedback stands."""
        return self.folder / FEEDBACK / assignment / f"{page_name(student)}.html"

    def instructors_page(self, assignment: str, student: str) -> Path:
        """Where the page with the instructor's details stands: in no folder that is handed out."""
        return self.folder / INSTRUCTOR / assignment / f"{page_name(student)}.html"

    def drop(self, assignment: str, student: str) -> None:
        """Remove an outdated result and its page."""
        for outdated in (self.path(assignment, student), self.page(assignment, student)):
            with _writing(outdated) as path:
                path.unlink(missing_ok=True)

    def log(self, text: str) -> None:
        """Append to the log of our own faults."""
        with _writing(self.faults) as path, path.open("a", encoding="utf-8") as file:
            file.write(text)

    def add_row(self, name: str, header: Iterable[str], row: Iterable[str]) -> None:
        """Append to a CSV file that only ever grows."""
        with _writing(self.folder / name) as path, path.open("a", encoding="utf-8", newline="") as file:
            # In append mode `tell` gives the end, so only the first row of all brings the heading.
            file.write(table([row] if file.tell() else [header, row]))

    def clear_log(self) -> None:
        """Begin the log anew: what went wrong in an earlier run is tried again in this one."""
        with _writing(self.faults) as path:
            path.unlink(missing_ok=True)

    def remove_drafts(self) -> None:
        """Remove what a killed run had not put in place. Only who holds the folder's lock may: another's drafts are its own."""
        for pattern in (f".*{atomic.DRAFT}", f"*/*/.*{atomic.DRAFT}", f"{PROBE}*", f"*/{PROBE}*", f"*/*/{PROBE}*"):
            for path in self.folder.glob(pattern):
                with _writing(path):
                    path.unlink(missing_ok=True)


def _probe(place: Path) -> None:
    probe = place / f"{PROBE}{os.getpid()}"
    try:
        # Tried, not asked: `os.access` says yes on a read-only mount, and knows no quota.
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise _unwritable(place, error) from None


def _unwritable(place: Path, error: OSError) -> AutograderError:
    return AutograderError(f"cannot write to '{place}': {error.strerror}; name another folder with -o")


def write(path: Path, text: str) -> None:
    """Put a whole file in place at once.

    Raises:
        AutograderError: the disk is full or the folder not writable; the earlier file, if any, is untouched.
    """
    with _writing(path):
        atomic.write(path, text.encode("utf-8"))


@contextmanager
def _writing(path: Path) -> Iterator[Path]:
    """Turn what the system refuses into one sentence."""
    try:
        yield path
    except OSError as error:
        raise AutograderError(f"cannot write '{path}': {error.strerror}; what was graded before is kept") from None


def _result(path: Path) -> Result | None:
    try:
        return Result.from_json(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def file_name(student: str) -> str:
    """A student's id as a file name: percent-encoded outside [A-Za-z0-9._-], of at most 100 bytes and a fingerprint."""
    # "~" is the one sign beyond [A-Za-z0-9._-] that `quote` leaves alone. "." and ".." cannot stand alone: an ending
    # follows.
    encoded = urllib.parse.quote(student, safe="").replace("~", "%7E")
    if len(encoded) <= NAME_BYTES:
        return encoded
    return f"{encoded[:NAME_BYTES]}-{hashlib.sha256(student.encode('utf-8')).hexdigest()[:16]}"


def page_name(student: str) -> str:
    """The same for a page that people look for: letters of any alphabet stay."""
    safe = (c if c.isalnum() or c in READABLE else urllib.parse.quote(c, safe="") for c in student)
    encoded = "".join(safe).replace("~", "%7E")
    # Windows drops spaces and dots at the end of a name, and two pages would become one.
    if len(encoded.encode("utf-8", "replace")) <= NAME_BYTES and encoded.strip(" .") == encoded:
        return encoded
    return file_name(student)


def table(rows: Iterable[Iterable[str]], *, quote_all: bool = False) -> str:
    """CSV text in which no cell starts a formula when a spreadsheet opens it."""
    text = io.StringIO()
    # As RFC 4180 and Excel have it.
    writer = csv.writer(text, lineterminator="\r\n", quoting=csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return text.getvalue()


def _harmless(cell: str) -> str:
    return _FORMULA.sub(lambda found: f"{found[0]}'", cell)
