"""The record of one graded submission: what everything else is derived from. Schema 1 only ever gains fields."""

from __future__ import annotations

import dataclasses
import functools
import json
import math
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from fractions import Fraction
from typing import Any, TypeVar

from autograder.feedback import Cause, Feedback
from autograder.final import FinalGrade

SCHEMA = 1
OMIT_IF_EMPTY = ("carried_forward", "feedback")  # of a check: in the record only where they say something
T = TypeVar("T")
INDENTED_LEVELS = 4  # record, exercises, exercise, checks
_ENCODE = json.JSONEncoder(ensure_ascii=False).encode


class Outcome(str, Enum):
    """How a check ended. All but PASSED score 0."""

    PASSED = "passed"
    FAILED = "failed"
    CRASHED = "crashed"
    TIMED_OUT = "timed_out"
    MISSING = "missing"


OUTCOMES = {
    Cause.NOT_STARTED: Outcome.MISSING,
    Cause.NOT_DEFINED: Outcome.MISSING,
    Cause.UNREADABLE: Outcome.MISSING,
    Cause.RAISED: Outcome.FAILED,
    Cause.TYPE: Outcome.FAILED,
    Cause.SHAPE: Outcome.FAILED,
    Cause.VALUE: Outcome.FAILED,
    Cause.PROPERTY: Outcome.FAILED,
    Cause.TIMED_OUT: Outcome.TIMED_OUT,
    Cause.CRASHED: Outcome.CRASHED,
    Cause.CARRIED_FORWARD: Outcome.PASSED,
}


@dataclass(frozen=True)
class CheckResult:
    """One check of one exercise. `detail` is the instructor's alone; everything else is fit for the student.

    `carried_forward` names the exercises whose mistakes were not charged a second time here: right functions took their place. `feedback`
    is the record that `message`, `hint` and `misconception` come from.
    """

    name: str
    title: str
    visible: bool
    outcome: Outcome
    score: float
    max_score: float
    message: str = ""
    hint: str = ""
    misconception: str = ""
    detail: dict[str, str] | None = None
    carried_forward: tuple[str, ...] = ()
    feedback: Feedback | None = None


@dataclass(frozen=True)
class Code:
    """A student's own function as it was handed in: its first line's number, how its author finds that, and its lines."""

    number: int
    place: str
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """The lines below each other."""
        return "\n".join(self.lines)


@dataclass(frozen=True)
class ExerciseResult:
    """One exercise: its checks, and its points after rounding once.

    `answers_sha256` stands for all answers to its checks: equal where two submissions answered alike, to the bit.
    Where a drawing lost points, `figures` has its data and the expected one's, "yours" and "expected" (`autograder.testing.Figure.of`).
    `code` is the function that was called; None where there is none of that name.
    """

    name: str
    score: float
    max_score: float
    checks: tuple[CheckResult, ...]
    figures: dict[str, Any] | None = None
    answers_sha256: str = ""
    code: Code | None = None

    def to_record(self) -> dict[str, Any]:
        """As JSON has it."""
        return _exercise_record(self)

    @classmethod
    def of(cls, record: dict[str, Any]) -> ExerciseResult:
        """Read one back from its record."""
        code = record.get("code")
        read_code = Code(code["number"], code["place"], tuple(code["lines"])) if code else None
        return _known(cls, {**record, "checks": tuple(map(_check, record["checks"])), "code": read_code})


@dataclass(frozen=True)
class Environment:
    """Where a result was made: the worker's Python and NumPy, the grader's, and how far workers were confined."""

    python: str
    numpy: str
    confinement: str
    grader: dict[str, str]


@dataclass(frozen=True)
class Result:
    """A submission's grade and all that led to it. `seconds` is the only field that differs between two equal runs.

    `score` is what the checks gave; where something else counts, `final` says what and why.
    """

    assignment: str
    student: str
    score: float
    max_score: float
    submission: dict[str, str]
    suite_sha256: str
    engine: str
    environment: Environment
    warnings: tuple[str, ...]
    exercises: tuple[ExerciseResult, ...]
    seconds: float
    final: FinalGrade | None = None

    @property
    def final_score(self) -> float | None:
        """The points that count; None for a student who is excused."""
        return self.final.score if self.final else self.score

    def final_points(self, exercise: ExerciseResult) -> float:
        """The points of an exercise that count, before any that are taken off the whole."""
        decision = self.final.standing.get(exercise.name) if self.final else None
        return decision.score if decision else exercise.score

    def to_json(self) -> str:
        """Schema 1, as UTF-8 text with a final newline."""
        # Not by `asdict`, which copies all that it finds, nor with `indent`, which is slow: a class has a hundred thousand checks.
        exercises = [
            {**_exercise_record(exercise), "checks": list(map(_check_text, exercise.checks))}
            for exercise in self.exercises
        ]
        record = {"schema": SCHEMA, **vars(self), "environment": vars(self.environment), "exercises": exercises}
        record["final"] = self.final.to_record() if self.final else None
        return _text({key: value for key, value in record.items() if key != "final" or value}) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Result:
        """Read a record back; raises ValueError where it is not one."""
        try:
            return _result(json.loads(text))
        except (KeyError, TypeError, AttributeError, RecursionError) as error:
            raise ValueError(f"not a result of schema {SCHEMA}: {error}") from None


def round_points(points: Fraction, maximum: int) -> float:
    """An exact score rounded half up to two decimals, between 0 and the maximum."""
    exact = Decimal(points.numerator) / Decimal(points.denominator)
    return float(min(max(exact, Decimal(0)), Decimal(maximum)).quantize(Decimal("0.01"), ROUND_HALF_UP))


def round_half_up(points: float) -> float:
    """Points rounded to two decimals, as people round."""
    return float(Decimal(repr(points)).quantize(Decimal("0.01"), ROUND_HALF_UP))


def points_text(score: float) -> str:
    """A score as people read it: "3", "2.5", "1.67"."""
    return f"{score:.2f}".rstrip("0").rstrip(".")


def total(scores: list[float]) -> float:
    """The sum of rounded scores, without the noise of binary fractions."""
    return float(sum((Decimal(str(score)) for score in scores), Decimal(0)))


def _result(record: dict[str, Any]) -> Result:
    if record.pop("schema") != SCHEMA:
        raise ValueError("a result of another schema")
    if not (type(record["student"]) is type(record["assignment"]) is str and math.isfinite(record["score"])):
        raise ValueError("a result without a student, an assignment or a score")
    record["environment"] = _known(Environment, record["environment"])
    record["warnings"] = tuple(record["warnings"])
    record["final"] = FinalGrade.from_record(record["final"]) if record.get("final") else None
    record["exercises"] = tuple(map(ExerciseResult.of, record["exercises"]))
    return _known(Result, record)


def _exercise_record(exercise: ExerciseResult) -> dict[str, Any]:
    record = {**vars(exercise), "checks": [_check_record(check) for check in exercise.checks]}
    record["code"] = vars(exercise.code) if exercise.code else None
    return {key: value for key, value in record.items() if key not in ("figures", "code") or value is not None}


def _check_record(check: CheckResult) -> dict[str, Any]:
    record = {key: value for key, value in vars(check).items() if value or key not in OMIT_IF_EMPTY}
    if check.feedback is not None:
        record["feedback"] = check.feedback.to_record()
    return record


class _Encoded(str):
    """JSON already."""


def _check_text(check: CheckResult) -> _Encoded:
    return _passed_text(check) if check.detail is None and check.feedback is None else _encoded(check)


def _encoded(check: CheckResult) -> _Encoded:
    return _Encoded(_ENCODE(_check_record(check)))


_passed_text = functools.lru_cache(4096)(_encoded)  # the same words for all who passed


def _text(value: Any, levels: int = INDENTED_LEVELS, pad: str = "\n") -> str:
    """JSON with a line for each item down to so many levels, which makes each check a line."""
    if isinstance(value, _Encoded):
        return value
    if not levels or not isinstance(value, (dict, list, tuple)) or not value:
        return _ENCODE(value)
    inner = pad + " "
    if isinstance(value, dict):
        items = [f"{_ENCODE(key)}: {_text(item, levels - 1, inner)}" for key, item in value.items()]
        return "{" + inner + f",{inner}".join(items) + pad + "}"
    return "[" + inner + f",{inner}".join(_text(item, levels - 1, inner) for item in value) + pad + "]"


def _check(record: dict[str, Any]) -> CheckResult:
    if record["outcome"] == "passed" and record.get("detail") is None and record.keys() == PASSED:
        return _passed(**record)
    fields = {
        **record,
        "outcome": Outcome(record["outcome"]),
        "carried_forward": tuple(record.get("carried_forward", ())),
        "feedback": Feedback.from_record(record["feedback"]) if record.get("feedback") else None,
    }
    return _known(CheckResult, fields)


@functools.lru_cache(4096, typed=True)  # most checks pass, with the same words for all students
def _passed(outcome: str, **fields: Any) -> CheckResult:
    return CheckResult(outcome=Outcome(outcome), **fields)


def _known(kind: type[T], record: dict[str, Any]) -> T:
    """Fields that a later version added are passed over."""
    names = _field_names(kind)  # type: ignore[arg-type]
    if record.keys() <= names:
        return kind(**record)
    return kind(**{key: value for key, value in record.items() if key in names})


PASSED = frozenset(field.name for field in dataclasses.fields(CheckResult)) - set(OMIT_IF_EMPTY)


@functools.cache
def _field_names(kind: type) -> frozenset[str]:
    return frozenset(field.name for field in dataclasses.fields(kind))
