"""Whose grade a run changed, and why: told at the end, and kept in `changes.csv`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timezone

from autograder.result import Result

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


def change(before: Result | None, after: Result | None) -> Change | None:
    """What became of a grade; None where there was none, or it is the same."""
    if before is None:
        return None
    if after is None:
        return Change(before.student, before.assignment, before.score, None, "newest file not graded")
    if (before.score, before.max_score) == (after.score, after.max_score):
        return None
    return Change(after.student, after.assignment, before.score, after.score, _why(before, after))


def _why(before: Result, after: Result) -> str:
    points = {one.name: one.max_score for one in before.exercises} != {
        one.name: one.max_score for one in after.exercises
    }
    reasons = {
        "submission changed": before.submission["sha256"] != after.submission["sha256"],
        "points changed": points,
        "suite changed": before.suite_sha256 != after.suite_sha256 and not points,
        "engine changed": before.engine != after.engine,
        "environment changed": before.environment != after.environment,
    }
    return ", ".join(reason for reason, holds in reasons.items() if holds) or "graded again"
