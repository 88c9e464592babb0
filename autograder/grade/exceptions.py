"""`exceptions.csv` beside `course.toml`: extensions, and who is excused."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from autograder.course.late import DAY, HOUR
from autograder.errors import AutograderError

from . import tables

FILE = "exceptions.csv"
COLUMNS = ("student", "assignment", "extension", "excused", "why")
SPAN = re.compile(r"(\d+(?:\.\d+)?)\s*(d|days?|h|hours?)", re.IGNORECASE)
YES, NO = ("yes", "y", "true", "1", "x", "excused"), ("", "no", "n", "false", "0")


@dataclass(frozen=True)
class Exemption:
    """What one student has for one assignment. `excused` says why it does not count, "" where it does.

    An extension is a span after the course's due date, or a due date of its own.
    """

    extension_seconds: float = 0.0
    due: datetime | None = None
    excused: str = ""


NONE = Exemption()


@dataclass(frozen=True)
class Exceptions:
    """Every exemption, by student and assignment; "" as the assignment stands for all of them."""

    by_student: dict[tuple[str, str], Exemption] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path, assignments: Collection[str]) -> Exceptions:
        """Those of the course in `folder`; none where there is no file.

        Raises:
            AutograderError: a line cannot be understood.
        """
        path = folder / FILE
        found: dict[tuple[str, str], Exemption] = {}
        for line, row in tables.rows(path, COLUMNS, ("student",)):
            key = row["student"], row["assignment"]
            if not row["student"]:
                raise AutograderError(f"{path}, line {line}: there is no student")
            if row["assignment"] and row["assignment"] not in assignments:
                raise AutograderError(
                    f"{path}, line {line}: no assignment '{row['assignment']}'; the course has {', '.join(assignments)}"
                )
            # Unlike overrides, of which the later counts: these are written by hand, and a second line is an
            # oversight.
            if key in found:
                raise AutograderError(
                    f"{path}, line {line}: {key[0]} stands there for {key[1] or 'all assignments'} already"
                )
            found[key] = _exemption(row, f"{path}, line {line}")
        return cls(found)

    def of(self, student: str, assignment: str) -> Exemption:
        """What the student has for the assignment: what was said of just this one, else of all."""
        return self.by_student.get((student, assignment)) or self.by_student.get((student, ""), NONE)

    @property
    def students(self) -> set[str]:
        """Everybody who stands in the file."""
        return {student for student, _ in self.by_student}


def _exemption(row: dict[str, str], where: str) -> Exemption:
    answer = row["excused"].casefold()
    if answer not in YES + NO:
        raise AutograderError(f"{where}: 'excused' must be yes or empty, not '{row['excused']}'")
    excused = (row["why"] or "yes") if answer in YES else ""
    seconds, due = _extension(row["extension"], where)
    return Exemption(seconds, due, excused)


def _extension(text: str, where: str) -> tuple[float, datetime | None]:
    if not text:
        return 0.0, None
    if match := SPAN.fullmatch(text):
        return float(match[1]) * (DAY if match[2].lower().startswith("d") else HOUR), None
    try:
        # `fromisoformat` reads a "Z" only from Python 3.11 on.
        due = datetime.fromisoformat(text.replace("Z", "+00:00"))
        # Without an offset it would be another moment on each machine.
        if due.tzinfo is not None:
            return 0.0, due
    except ValueError:
        pass
    raise AutograderError(
        f"{where}: 'extension' must be a span such as '2 days' or '12 hours', or a date with its time and offset, "
        f"such as 2026-10-03T23:59:00+02:00, not '{text}'"
    )
