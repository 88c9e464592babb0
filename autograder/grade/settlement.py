"""What counts in the end: the score of the checks, a person's decisions, lateness and excuses, put together for one result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Protocol

from autograder.course import Course
from autograder.final import Decision, Entered, FinalGrade, Lateness, Origin
from autograder.result import Result, points_text, total

from .exceptions import Exceptions
from .late import lateness
from .overrides import Overrides

NOTHING = Entered()


class Before(Protocol):
    """What is asked of an earlier record."""

    @property
    def final(self) -> FinalGrade | None:
        """What counted then."""


class Settlement:
    """Settles results of one course.

    Args:
        entered: what stands in the gradebook, by (assignment, student); None where no gradebook is at hand: what was read from one
            earlier then stays.
    """

    def __init__(self, course: Course, entered: Mapping[tuple[str, str], Entered] | None) -> None:
        self._course, self._entered = course, entered
        self.exceptions = Exceptions.read(course.root, [assignment.name for assignment in course.assignments])
        self._overrides = Overrides(course)

    def settle(self, result: Result, before: Before | None) -> Result:
        """The result with what counts in its `final`; None there where that is the score of the checks.

        Args:
            before: the record that this one takes the place of, which may be the same one; None for none.
        """
        earlier = before.final if before else None
        entered = self._entry(result, earlier)
        decisions = self._decisions(result, before, entered)
        exemption = self.exceptions.of(result.student, result.assignment)
        late = lateness(self._course.late, result.assignment, result.submission, result.max_score, exemption)
        if late is None and entered.penalty:
            late = _entered_penalty(entered, earlier)
        final = FinalGrade(None, decisions, tuple(sorted(entered.comments.items())), late, exemption.excused)
        # Nothing but the checks counts: the record says so by saying nothing.
        if final == FinalGrade(None):
            return replace(result, final=None)
        return replace(result, final=replace(final, score=_score(result, final)))

    def _entry(self, result: Result, earlier: FinalGrade | None) -> Entered:
        if self._entered is not None:
            return self._entered.get((result.assignment, result.student), NOTHING)
        if earlier is None:
            return NOTHING
        manual = {
            decision.exercise: (decision.score, 0.0)
            for decision in earlier.standing.values()
            if decision.origin is Origin.FORMGRADER
        }
        return Entered(manual, dict(earlier.comments), earlier.late.points if earlier.late else 0.0)

    def _decisions(self, result: Result, before: Before | None, entered: Entered) -> tuple[Decision, ...]:
        """Of an override and what was entered in formgrader the newer counts: an override that the last record does not have is newer."""
        known = before.final.decisions if before and before.final else ()
        overrides = self._overrides.of(result.student, result.assignment)
        made: list[Decision] = []
        for exercise in result.exercises:
            points = exercise.score
            override = overrides.get(exercise.name)
            if override:
                decision = Decision(exercise.name, override.score, points, override.why, Origin.OVERRIDE)
                made.append(decision)
                points = override.score
                is_new = not any(_is_same(decision, other) for other in known)
                # What stands in the gradebook was there when the last record was made: the override came after it.
                if is_new and before is not None:
                    continue
            manual, extra = entered.scores.get(exercise.name, (None, 0.0))
            given = total([points if manual is None else manual, extra])
            if given != points:
                made.append(Decision(exercise.name, given, exercise.score, _why(manual, extra), Origin.FORMGRADER))
        return tuple(made)


def _entered_penalty(entered: Entered, earlier: FinalGrade | None) -> Lateness:
    """What stands in the gradebook: a person's penalty, or one of ours that is no longer due, which is taken back there."""
    if earlier and earlier.late and earlier.late.seconds and earlier.late.points == entered.penalty:
        return Lateness(0.0, "no longer counted as late")
    return Lateness(entered.penalty, f"late penalty in the gradebook: {points_text(entered.penalty)} points off")


def _is_same(one: Decision, other: Decision) -> bool:
    """Whether two are one decision, whatever the checks gave meanwhile."""
    return replace(one, was=0.0) == replace(other, was=0.0)


def _why(manual: float | None, extra: float) -> str:
    return (
        "extra credit in formgrader" if manual is None else "entered in formgrader" + " with extra credit" * bool(extra)
    )


def _score(result: Result, final: FinalGrade) -> float | None:
    if final.excused:
        return None
    standing = final.standing
    points = [
        standing[exercise.name].score if exercise.name in standing else exercise.score for exercise in result.exercises
    ]
    # Lateness cannot cost more than there is: no grade is below nothing.
    return max(0.0, total([total(points), -final.late.points if final.late else 0.0]))
