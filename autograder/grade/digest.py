"""What a class's report needs of each result, small enough to keep for thousands; gathered while results pass by."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from autograder.feedback import Cause, Statement
from autograder.result import ExerciseResult, Outcome, Result

from .normal_form import normal_form

LETTERS = {
    Outcome.PASSED: "p",
    Outcome.FAILED: "f",
    Outcome.CRASHED: "c",
    Outcome.TIMED_OUT: "t",
    Outcome.MISSING: "m",
}
# How a check ends where code reaches for what it must not have: the wire's rules broken, or the system's answer "not permitted".
BROKEN_RULES = ("sent bytes that are no answer", "sent far more than any answer needs")
DENIED = ("PermissionError", "BlockingIOError", "ConnectionError", "ConnectionRefusedError")


@dataclass(frozen=True)
class CheckLayout:
    """A check as every result of its suite names it."""

    name: str
    title: str
    visible: bool


@dataclass(frozen=True)
class ExerciseLayout:
    """An exercise as every result of its suite names it."""

    name: str
    max_score: float
    checks: tuple[CheckLayout, ...]


@dataclass(frozen=True)
class ExerciseDigest:
    """One exercise of one result.

    Attributes:
        outcomes: a letter for each check, in the layout's order.
        answers: stands for all answers to its checks.
        misconceptions: names of the known wrong answers that it is.
        form: its code in normal form.
    """

    score: float
    outcomes: str
    answers: str
    misconceptions: tuple[str, ...]
    form: str

    @property
    def is_blank(self) -> bool:
        """Whether nothing was there to be called."""
        return set(self.outcomes) <= {"m"}


@dataclass(frozen=True)
class Digest:
    """One result; `score` is that of the checks. `suspicions` says what its code was stopped at; `layout` is shared by all results of one suite."""

    assignment: str
    student: str
    score: float
    max_score: float
    seconds: float
    file: str
    warnings: tuple[str, ...]
    suspicions: tuple[str, ...]
    is_late: bool
    layout: tuple[ExerciseLayout, ...]
    exercises: tuple[ExerciseDigest, ...]

    @property
    def is_blank(self) -> bool:
        """Whether the file answers nothing."""
        return all(exercise.is_blank for exercise in self.exercises)


@dataclass
class ClassDigest:
    """All results of a class, by assignment and student."""

    rows: dict[tuple[str, str], Digest] = field(default_factory=dict)
    _layouts: dict[tuple[object, ...], tuple[ExerciseLayout, ...]] = field(default_factory=dict)

    def add(self, result: Result) -> None:
        """Keep what the report needs of a result."""
        # The number of checks as well: records of earlier engines list them otherwise for the same suite.
        suite = (result.assignment, result.suite_sha256, *(len(exercise.checks) for exercise in result.exercises))
        if suite not in self._layouts:
            self._layouts[suite] = _layout(result)
        self.rows[result.assignment, result.student] = Digest(
            assignment=result.assignment,
            student=result.student,
            score=result.score,
            max_score=result.max_score,
            seconds=result.seconds,
            file=result.submission.get("file", ""),
            warnings=result.warnings,
            suspicions=tuple(dict.fromkeys(_suspicions(result))),
            is_late=bool(result.final and result.final.late and result.final.late.seconds),
            layout=self._layouts[suite],
            exercises=tuple(map(_exercise, result.exercises)),
        )


def _layout(result: Result) -> tuple[ExerciseLayout, ...]:
    return tuple(
        ExerciseLayout(
            exercise.name,
            exercise.max_score,
            tuple(CheckLayout(check.name, check.title, check.visible) for check in exercise.checks),
        )
        for exercise in result.exercises
    )


def _exercise(exercise: ExerciseResult) -> ExerciseDigest:
    names = dict.fromkeys(check.misconception for check in exercise.checks if check.misconception)
    return ExerciseDigest(
        score=exercise.score,
        # Interned: a class of thousands has a few hundred different rows, and each is kept once.
        outcomes=sys.intern("".join(LETTERS[check.outcome] for check in exercise.checks)),
        answers=sys.intern(exercise.answers_sha256),
        misconceptions=tuple(map(sys.intern, names)),
        form=sys.intern(normal_form(exercise.code.text)) if exercise.code else "",
    )


def _suspicions(result: Result) -> Iterator[str]:
    for exercise in result.exercises:
        for check in exercise.checks:
            if check.feedback is None:
                continue
            fields: Any = check.feedback.fact.fields
            if check.feedback.cause is Cause.CRASHED and _plain(fields.get("reason")) in BROKEN_RULES:
                yield f"{exercise.name}: {_plain(fields['reason'])}"
            if check.feedback.cause is Cause.RAISED and _plain(fields.get("type")) in DENIED:
                yield f"{exercise.name}: {_plain(fields['type'])}"


def _plain(value: str | Statement | None) -> str:
    return value if isinstance(value, str) else ""
