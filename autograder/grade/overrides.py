"""`overrides.csv` beside `course.toml`: points that a person gave in place of those of the checks, kept through every regrade."""

from __future__ import annotations

import csv
import io
import math
from dataclasses import dataclass
from datetime import datetime, timezone

from autograder import atomic
from autograder.course import Course
from autograder.errors import AutograderError

from . import tables

FILE = "overrides.csv"
COLUMNS = ("student", "assignment", "exercise", "score", "why", "utc_time")
Key = tuple[str, str, str]


@dataclass(frozen=True)
class Override:
    """One decision: whose, on which exercise, how many points, and why."""

    student: str
    assignment: str
    exercise: str
    score: float
    why: str
    utc_time: str

    @property
    def key(self) -> Key:
        """What it is about; there is one for each."""
        return self.student, self.assignment, self.exercise


class Overrides:
    """All overrides of a course.

    Raises:
        AutograderError: a line cannot be understood.
    """

    def __init__(self, course: Course) -> None:
        self._path = course.root / FILE
        points = {
            (assignment.name, exercise.name): exercise.points
            for assignment in course.assignments
            for exercise in assignment.exercises
        }
        self._all: dict[Key, Override] = {}
        for line, row in tables.rows(self._path, COLUMNS, COLUMNS[:5]):
            override = _override(row, points, f"{self._path}, line {line}")
            self._all[override.key] = override  # of two lines about one exercise the later counts, as in a diary

    def of(self, student: str, assignment: str) -> dict[str, Override]:
        """The student's overrides of an assignment, by exercise."""
        return {key[2]: override for key, override in self._all.items() if key[:2] == (student, assignment)}

    def put(self, override: Override) -> None:
        """Keep one, in place of an earlier one of the same exercise."""
        self._all[override.key] = override
        self._write()

    def remove(self, key: Key) -> bool:
        """Forget one; whether there was one."""
        found = self._all.pop(key, None)
        if found:
            self._write()
        return found is not None

    def _write(self) -> None:
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(COLUMNS)
        for override in self._all.values():
            writer.writerow((*override.key, f"{override.score:g}", override.why, override.utc_time))
        atomic.write_text(self._path, text.getvalue())


def now() -> str:
    """The time of a decision."""
    return datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def checked_score(score: float, maximum: float, where: str) -> float:
    """Points that an exercise can have; raises AutograderError for others."""
    # `float` reads "nan" and "inf", too.
    if not (math.isfinite(score) and 0 <= score <= maximum):
        raise AutograderError(f"{where}: a score from 0 to {maximum:g}, not {score:g}; extra credit is formgrader's")
    return round(score, 2)


def _override(row: dict[str, str], points: dict[tuple[str, str], int], where: str) -> Override:
    place = row["assignment"], row["exercise"]
    if place not in points:
        raise AutograderError(f"{where}: the course has no exercise '{row['exercise']}' in '{row['assignment']}'")
    try:
        # Spreadsheets of half the world write 2,5.
        score = float(row["score"].replace(",", "."))
    except ValueError:
        raise AutograderError(f"{where}: 'score' must be a number, not '{row['score']}'") from None
    if not row["student"] or not row["why"]:
        raise AutograderError(f"{where}: there is no {'why' if row['student'] else 'student'}")
    return Override(row["student"], *place, checked_score(score, points[place], where), row["why"], row["utc_time"])
