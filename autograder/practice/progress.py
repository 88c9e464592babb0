"""How far a student has come with each exercise, and which to work on next."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from autograder.course import Exercise
from autograder.feedback import Feedback
from autograder.result import ExerciseResult, Outcome

# What is said of a function that is not there, or not begun, where nobody knows why.
NO_REASON = ("not_defined", "not_defined_file_empty", "not_started")


class State(Enum):
    """Where an exercise stands."""

    DONE = "done"
    UNDEFINED = "undefined"
    FAILING = "failing"
    WAITING = "waiting"
    UNTOUCHED = "untouched"


@dataclass(frozen=True)
class Standing:
    """One exercise and its result; `waits_for` are the exercises it uses that are themselves not right yet."""

    exercise: Exercise
    result: ExerciseResult
    waits_for: tuple[str, ...] = ()

    @property
    def state(self) -> State:
        """Done, or why not."""
        if self.passed == len(self.result.checks):
            return State.DONE
        if all(check.outcome is Outcome.MISSING for check in self.result.checks):
            return State.UNDEFINED if self._is_lost else State.UNTOUCHED
        return State.WAITING if self.waits_for else State.FAILING

    @property
    def feedback(self) -> Feedback | None:
        """Why the first check that does not pass does not."""
        return next((check.feedback for check in self.result.checks if check.outcome is not Outcome.PASSED), None)

    @property
    def _is_lost(self) -> bool:
        """Whether it is not defined for a reason: a line that Python cannot read, or a name that is nearly the right one."""
        return self.feedback is not None and self.feedback.fact.key not in NO_REASON

    @property
    def waiting(self) -> str:
        """What it waits for, in words: "`NAND`, which is not right yet"."""
        names = listed([f"`{name}`" for name in self.waits_for])
        return f"{names}, which {'is' if len(self.waits_for) == 1 else 'are'} not right yet"

    @property
    def passed(self) -> int:
        """How many of its checks pass."""
        return sum(check.outcome is Outcome.PASSED for check in self.result.checks)


def listed(names: Sequence[str]) -> str:
    """Names in words: "AND, NAND and OR"; "" for none."""
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def standings(
    exercises: tuple[Exercise, ...],
    results: Mapping[str, ExerciseResult],
    mentions: Mapping[str, Collection[str]],
) -> list[Standing]:
    """Each exercise that has a result, in order.

    Args:
        mentions: the exercises that the student's function for one has in its code: it waits for no others.
    """
    wrong = {
        name for name, result in results.items() if any(check.outcome is not Outcome.PASSED for check in result.checks)
    }
    return [
        Standing(
            exercise,
            results[exercise.name],
            # A function that does without another's help does not wait for it, whatever the chapter suggests.
            tuple(used for used in mentions.get(exercise.name, ()) if used in exercise.uses and used in wrong),
        )
        for exercise in exercises
        if exercise.name in results
    ]


def shown(standing: Standing, feedback: Feedback) -> Feedback:
    """A check's feedback as it is shown: while something that the function uses is not right, why a value is wrong is said there."""
    if standing.state is not State.WAITING or not feedback.differences:
        return feedback
    return replace(feedback, explanation=(), hint="")


def following(found: list[Standing], put_off: Collection[str] = ()) -> Standing | None:
    """The exercise to work on: the first that is lost, else the first that was begun and fails, the first untouched, the first that waits.

    None if all are done.

    Args:
        put_off: exercises that come after all others.
    """
    order = (State.UNDEFINED, State.FAILING, State.UNTOUCHED, State.WAITING)
    left = [standing for standing in found if standing.state is not State.DONE]
    return min(
        left, key=lambda standing: (standing.exercise.name in put_off, order.index(standing.state)), default=None
    )
