"""From what the checks gave to what counts: lateness, a person's decisions, being excused. Kept in the result beside the raw score."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import Enum
from typing import Any


class Origin(str, Enum):
    """Where a person decided."""

    OVERRIDE = "override"  # `autograder override`
    FORMGRADER = "formgrader"


@dataclass(frozen=True)
class Decision:
    """A person's points for one exercise, in place of `was`; `why` is for everybody to read."""

    exercise: str
    score: float
    was: float
    why: str
    origin: Origin


@dataclass(frozen=True)
class Entered:
    """What a person entered in formgrader for one result.

    Attributes:
        scores: (points in place of the automatic ones or None, extra credit), by exercise.
        comments: their words, by exercise.
        penalty: the late penalty that stands in the gradebook.
    """

    scores: Mapping[str, tuple[float | None, float]] = field(default_factory=dict)
    comments: Mapping[str, str] = field(default_factory=dict)
    penalty: float = 0.0


@dataclass(frozen=True)
class Lateness:
    """Points taken off because a file came late, and the sentence that says so; `seconds` after the due date, 0 where not known."""

    points: float
    reason: str
    seconds: int = 0


@dataclass(frozen=True)
class FinalGrade:
    """What counts in place of the score of the checks.

    Attributes:
        score: the points that count; None for a student who is excused.
        decisions: in the order in which they were made; the last one of an exercise counts.
        comments: what a person wrote beside an exercise.
        excused: why the assignment does not count; "" where it does.
    """

    score: float | None
    decisions: tuple[Decision, ...] = ()
    comments: tuple[tuple[str, str], ...] = ()
    late: Lateness | None = None
    excused: str = ""

    @property
    def standing(self) -> dict[str, Decision]:
        """The decision that counts, by exercise."""
        return {decision.exercise: decision for decision in self.decisions}

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why the final score is another, a sentence part each."""
        decided = (
            f"{decision.exercise} {decision.score:g} instead of {decision.was:g}: {decision.why}"
            for decision in self.standing.values()
        )
        late = (self.late.reason,) if self.late else ()
        return (*((f"excused: {self.excused}",) if self.excused else ()), *decided, *late)

    @property
    def overrides(self) -> dict[str, Decision]:
        """The override of each exercise that has one, whether or not it counts."""
        return {decision.exercise: decision for decision in self.decisions if decision.origin is Origin.OVERRIDE}

    def to_record(self) -> dict[str, Any]:
        """As JSON has it, without what is empty."""
        record = asdict(self)
        return {key: value for key, value in record.items() if value or key == "score"}

    @classmethod
    def from_record(cls, record: dict[str, Any]) -> FinalGrade:
        """Read one back; raises KeyError, TypeError or ValueError where it is none."""
        late = record.get("late")
        decisions = [{**decision, "origin": Origin(decision["origin"])} for decision in record.get("decisions", ())]
        return cls(
            score=record["score"],
            decisions=tuple(Decision(**decision) for decision in decisions),
            comments=tuple((exercise, words) for exercise, words in record.get("comments", ())),
            late=Lateness(**late) if late else None,
            excused=record.get("excused", ""),
        )
