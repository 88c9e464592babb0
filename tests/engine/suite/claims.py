"""What the engine claims of functions of ours, run in this process in place of a student's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from autograder.course import Exercise
from autograder.sandbox import LoadReport
from autograder.suite import Functions, Runner, Suite
from autograder.suite.execution import Execution
from autograder.suite.misconceptions import Replay
from autograder.testing import Misconception


class WithFunction:
    """Answers as the reference does, but for one exercise, whose answers come from a function of that name."""

    report = LoadReport()

    def __init__(self, reference: Functions, exercise: str, function: Callable[..., Any]) -> None:
        self._reference, self._exercise = reference, exercise
        self._own = Functions({exercise: function})

    def call(self, name: str, *args: Any) -> Any:
        """The answer of function `name`."""
        return (self._own if name == self._exercise else self._reference).call(name, *args)

    def draw(self, name: str) -> Any:
        """What function `name` draws."""
        return (self._own if name == self._exercise else self._reference).draw(name)


@dataclass(frozen=True)
class Answered:
    """How the checks of an exercise went with a function."""

    executions: tuple[Execution, ...]

    def calls(self, *, visible_only: bool = False) -> dict[str, Any]:
        """The calls of each check, by its name."""
        chosen = (one for one in self.executions if one.check.visible or not visible_only)
        return {execution.check.name: execution.calls for execution in chosen}


class Claims:
    """The misconceptions of one exercise, and what they are claimed of."""

    def __init__(self, runner: Runner, suite: Suite, exercise: Exercise) -> None:
        self._runner, self.exercise = runner, exercise.name
        self.source = suite.assignment.source
        self.namespace = suite.reference.namespace(exercise.name)
        self._suite = suite.part([exercise.name])
        self._replay = suite.replay(exercise)
        self.misconceptions = [wrong for wrong in suite.misconceptions if wrong.exercise == exercise.name]
        self._by_name = {wrong.name: wrong for wrong in self.misconceptions}

    def answered(self, function: Callable[..., Any]) -> Answered:
        """Run the exercise's checks on `function`."""
        student = WithFunction(self._suite.reference, self.exercise, function)
        return Answered(tuple(self._runner.executions(self._suite, student)))

    def claim(self, answered: Answered, *, visible_only: bool = False) -> Misconception | None:
        """The misconception that is claimed."""
        claim = self._replay.claim(answered.calls(visible_only=visible_only))
        return self._by_name[claim.name] if claim else None

    def agreeing(self, answered: Answered, *, visible_only: bool = False) -> set[str]:
        """The misconceptions that would be claimed if there were no others."""
        calls = answered.calls(visible_only=visible_only)
        return {wrong.name for wrong in self.misconceptions if self._alone(wrong).claim(calls)}

    def _alone(self, wrong: Misconception) -> Replay:
        candidates = tuple(one for one in self._replay._candidates if one.name == wrong.name)
        return Replay(self.exercise, candidates, self._replay._reference)


def claims(runner: Runner) -> Iterator[Claims]:
    """The claims of every exercise of the course."""
    for suite in runner.suites.values():
        for exercise in suite.assignment.exercises:
            yield Claims(runner, suite, exercise)
