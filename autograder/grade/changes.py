"""Whose grade a run changed, and why: shown at the end, and kept in `changes.csv`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timezone

from autograder.final import FinalGrade
from autograder.result import Environment, Outcome, Result

FILE = "changes.csv"
HEADER = (
    "utc_time",
    "student",
    "assignment",
    "before",
    "after",
    "why",
    "max_before",
    "max_after",
    "percent_before",
    "percent_after",
    "checks",
)


@dataclass(frozen=True)
class Change:
    """A grade that is another than before; `before` or `after` is None where there was or is none: not graded, or excused.

    The maximum stands beside both, since 20 of 20 that become 22 of 24 are a loss. `checks` are those through which it moved.
    """

    student: str
    assignment: str
    before: float | None
    after: float | None
    why: str
    max_before: float = 0.0
    max_after: float = 0.0
    checks: tuple[str, ...] = ()

    def row(self) -> tuple[str, ...]:
        """Its line in the history, with the time of now."""
        now = datetime.now(timezone.utc).strftime("%Y-%m-%d %H:%M:%S")
        maxima = f"{self.max_before:g}", f"{self.max_after:g}" if self.after is not None else ""
        shares = _percent(self.before, self.max_before), _percent(self.after, self.max_after)
        scores = _number(self.before), _number(self.after)
        return now, self.student, self.assignment, *scores, self.why, *maxima, *shares, "; ".join(self.checks)


@dataclass(frozen=True)
class EarlierGrade:
    """What is remembered of an earlier record until its file has been graded again; the rest of it is let go.

    `points` has each exercise's name and the most that it gave, `passed` whether each check passed, by exercise and title.
    """

    student: str
    assignment: str
    score: float | None
    max_score: float
    final: FinalGrade | None
    points: tuple[tuple[str, float], ...]
    file_sha256: str
    suite_sha256: str
    engine: str
    environment: Environment
    passed: Mapping[tuple[str, str], bool] = field(default_factory=dict)

    @classmethod
    def of(cls, result: Result) -> EarlierGrade:
        """The few fields of a record that can tell why another differs."""
        return cls(
            result.student,
            result.assignment,
            result.final_score,
            result.max_score,
            result.final,
            tuple(sorted((exercise.name, exercise.max_score) for exercise in result.exercises)),
            result.submission.get("sha256", ""),
            result.suite_sha256,
            result.engine,
            result.environment,
            {
                (exercise.name, check.title): check.outcome is Outcome.PASSED
                for exercise in result.exercises
                for check in exercise.checks
            },
        )


def change(before: EarlierGrade | None, after: Result | None) -> Change | None:
    """What became of a grade; None where there was none, or it is the same."""
    if before is None:
        return None
    if after is None:
        return Change(before.student, before.assignment, before.score, None, "newest file not graded", before.max_score)
    now = EarlierGrade.of(after)
    if (before.score, before.max_score) == (now.score, now.max_score):
        return None
    return Change(
        after.student,
        after.assignment,
        before.score,
        now.score,
        _why(before, now),
        before.max_score,
        now.max_score,
        tuple(_moved(before.passed, now.passed)),
    )


def _moved(before: Mapping[tuple[str, str], bool], now: Mapping[tuple[str, str], bool]) -> Iterator[str]:
    """Each check that ends otherwise than before, in words."""
    # By title, which people know; in the order of the suite as it is now, what is gone after it.
    for exercise, title in dict.fromkeys([*now, *before]):
        key = exercise, title
        if key not in before or key not in now:
            yield f"{exercise}: {title} ({'new, ' + ('passed' if now[key] else 'lost') if key in now else 'gone'})"
        elif before[key] != now[key]:
            yield f"{exercise}: {title} ({'passed' if now[key] else 'lost'} now)"


def _why(before: EarlierGrade, after: EarlierGrade) -> str:
    reasons = {
        "submission changed": before.file_sha256 != after.file_sha256,
        "points changed": before.points != after.points,
        # Points are in the suite's fingerprint, too: named alone where they are the reason.
        "suite changed": before.suite_sha256 != after.suite_sha256 and before.points == after.points,
        "engine changed": before.engine != after.engine,
        "environment changed": before.environment != after.environment,
        "a person's decision": _decisions(before) != _decisions(after),
        "lateness": _late_points(before) != _late_points(after),
        "excused": _excused(before) != _excused(after),
    }
    return ", ".join(reason for reason, holds in reasons.items() if holds) or "graded again"


def _decisions(grade: EarlierGrade) -> dict[str, float]:
    standing = grade.final.standing if grade.final else {}
    return {exercise: decision.score for exercise, decision in standing.items()}


def _late_points(grade: EarlierGrade) -> float:
    return grade.final.late.points if grade.final and grade.final.late else 0.0


def _excused(grade: EarlierGrade) -> bool:
    return bool(grade.final and grade.final.excused)


def _number(score: float | None) -> str:
    return "" if score is None else f"{score:g}"


def _percent(score: float | None, maximum: float) -> str:
    return "" if score is None or not maximum else f"{100 * score / maximum:.1f}"
