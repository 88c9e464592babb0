"""Which known wrong answer may be claimed of a student: the rule, applied in this process to functions of ours."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from autograder.course import Exercise
from autograder.sandbox import LoadReport
from autograder.suite import Call, Functions, Runner, Suite
from autograder.suite.misconceptions import same
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
    """What a function answered to the calls of its exercise's checks, and whether it passed them all."""

    visible: tuple[Call, ...]
    hidden: tuple[Call, ...]
    passed: bool

    @property
    def all(self) -> tuple[Call, ...]:
        """The calls of all checks."""
        return self.visible + self.hidden


class Claims:
    """The misconceptions of one exercise, and what they would be claimed of."""

    def __init__(self, runner: Runner, suite: Suite, exercise: Exercise) -> None:
        self._runner, self.exercise = runner, exercise.name
        self.source = suite.assignment.source
        self.namespace = suite.reference.namespace(exercise.name)
        self._suite = suite.part([exercise.name])
        self.misconceptions = [one for one in suite.misconceptions if one.exercise == exercise.name]
        self._functions = {one.name: Functions({exercise.name: one.function}) for one in self.misconceptions}
        self._reference = Functions({exercise.name: suite.reference._functions[exercise.name]})

    def answered(self, function: Callable[..., Any]) -> Answered:
        """Run the exercise's checks on `function`."""
        student = WithFunction(self._suite.reference, self.exercise, function)
        calls: dict[bool, list[Call]] = {True: [], False: []}
        passed = True
        for check, made, earned in self._runner.ran(self._suite, student):
            calls[check.visible] += [call for call in made if call.name == self.exercise]
            passed = passed and earned
        return Answered(tuple(calls[True]), tuple(calls[False]), passed)

    def agreeing(self, calls: tuple[Call, ...]) -> list[Misconception]:
        """The misconceptions that answer every call alike, where one of the answers is not the reference's."""
        if all(same(self._reference.answer(call), call.answer) for call in calls):
            return []
        return [one for one in self.misconceptions if self._agrees(one, calls)]

    def claim(self, calls: tuple[Call, ...]) -> Misconception | None:
        """The misconception that is claimed: the only one that agrees."""
        agreeing = self.agreeing(calls)
        return agreeing[0] if len(agreeing) == 1 else None

    def _agrees(self, one: Misconception, calls: tuple[Call, ...]) -> bool:
        return all(same(self._functions[one.name].answer(call), call.answer) for call in calls)


def claims(runner: Runner) -> Iterator[Claims]:
    """The claims of every exercise of the course."""
    for suite in runner.suites.values():
        for exercise in suite.assignment.exercises:
            yield Claims(runner, suite, exercise)
