"""Whose grade a run changed, and why: shown at the end, and kept in `changes.csv`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timezone

from autograder.result import Environment, Result

FILE = "changes.csv"
HEADER = ("utc_time", "student", "assignment", "before", "after", "why")


@dataclass(frozen=True)
class Change:
    """A grade that is another than before; `after` is None where the student's newest file could not be graded."""

    student: str
    assignment: str
    before: float
    after: float | None
    why: str

    def row(self) -> tuple[str, ...]:
        """Its line in the history, with the time of now."""
        now = datetime.now(timezone.utc).strftime("%Y-%m-%d %H:%M:%S")
        after = "" if self.after is None else f"{self.after:g}"
        return now, self.student, self.assignment, f"{self.before:g}", after, self.why


@dataclass(frozen=True)
class EarlierGrade:
    """What is remembered of an earlier record until its file has been graded again; the rest of it is let go.

    `points` has each exercise's name and the most that it gave.
    """

    student: str
    assignment: str
    score: float
    max_score: float
    points: tuple[tuple[str, float], ...]
    file_sha256: str
    suite_sha256: str
    engine: str
    environment: Environment

    @classmethod
    def of(cls, result: Result) -> EarlierGrade:
        """The few fields of a record that can tell why another differs."""
        return cls(
            result.student,
            result.assignment,
            result.score,
            result.max_score,
            tuple(sorted((exercise.name, exercise.max_score) for exercise in result.exercises)),
            result.submission.get("sha256", ""),
            result.suite_sha256,
            result.engine,
            result.environment,
        )


def change(before: EarlierGrade | None, after: Result | None) -> Change | None:
    """What became of a grade; None where there was none, or it is the same."""
    if before is None:
        return None
    if after is None:
        return Change(before.student, before.assignment, before.score, None, "newest file not graded")
    if (before.score, before.max_score) == (after.score, after.max_score):
        return None
    return Change(after.student, after.assignment, before.score, after.score, _why(before, EarlierGrade.of(after)))


def _why(before: EarlierGrade, after: EarlierGrade) -> str:
    reasons = {
        "submission changed": before.file_sha256 != after.file_sha256,
        "points changed": before.points != after.points,
        "suite changed": before.suite_sha256 != after.suite_sha256 and before.points == after.points,
        "engine changed": before.engine != after.engine,
        "environment changed": before.environment != after.environment,
    }
    return ", ".join(reason for reason, holds in reasons.items() if holds) or "graded again"
