"""`expected.json`: the values that a chapter's visible checks see, so that a kit can run them without a reference.

The visible half of each suite runs on the reference and on each misconception of its exercise. What the calls returned
is written down, never how. A misconception that passes every visible check stays out: it could explain nothing there,
and its sentence is about a hidden check.
"""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterable
from contextlib import redirect_stdout
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from autograder.course import Assignment, Exercise, suitefile
from autograder.errors import AutograderError
from autograder.explain.call import Call
from autograder.explain.python_errors import canonical
from autograder.sandbox import Answer, LoadReport, Raised, Value
from autograder.scratch import scratch
from autograder.suite import Functions, Runner, Suite, sampling
from autograder.suite.execution import Execution
from autograder.suite.recorded import SCHEMA
from autograder.suite.sampling import Plane
from autograder.suite.values import encode
from autograder.testing import Misconception

Calls = list[dict[str, Any]]


def record(assignment: Assignment) -> dict[str, Any]:
    """What `expected.json` of `assignment` holds; refuses a visible check that its own reference fails."""
    exercises: dict[str, Any] = {}

    def use(runner: Runner) -> None:
        suite = runner.suites[assignment.name]
        exercises.update({exercise.name: _exercise(runner, suite, exercise) for exercise in assignment.exercises})

    # What our own functions print while they run is nobody's business here.
    with scratch() as folder, redirect_stdout(io.StringIO()):
        halved = replace(assignment, suite=_visible_half(assignment, folder.resolve()))
        try:
            # The very file that a kit gets: a check that leans on something in the hidden half fails here, not at a
            # student's.
            Runner.collect((halved,), use)
        except AutograderError as error:
            words = str(error).replace(str(halved.suite), str(assignment.suite))  # not the scratch copy, soon gone
            raise AutograderError(f"the visible half of {assignment.suite}: {words}") from None
    return {"schema": SCHEMA, "assignment": assignment.name, "exercises": exercises}


class WithMisconception:
    """Answers as the reference does, but for one exercise, whose answers come from a misconception."""

    report = LoadReport()

    def __init__(self, reference: Functions, misconception: Misconception) -> None:
        self._reference = reference
        self._exercise = misconception.exercise
        self._wrong = Functions({misconception.exercise: misconception.function})

    def call(self, name: str, *args: Any) -> Answer:
        """The answer of function `name`."""
        return self._of(name).call(name, *args)

    def draw(self, name: str) -> Answer:
        """What function `name` draws."""
        return self._of(name).draw(name)

    def _of(self, name: str) -> Functions:
        return self._wrong if name == self._exercise else self._reference


class RecordingReference(Functions):
    """The reference, with a list of the calls that checks made of it."""

    def __init__(self, reference: Functions) -> None:
        super().__init__(reference._functions)
        self._calls: list[Call] = []

    def call(self, name: str, *args: Any) -> Answer:
        """The answer of our function, noted."""
        return self._noted(Call(name, args, super().call(name, *args)))

    def draw(self, name: str) -> Answer:
        """What our function draws, noted."""
        return self._noted(Call(name, (), super().draw(name), draws=True))

    def take(self) -> tuple[Call, ...]:
        """The calls since the last time."""
        calls = tuple(self._calls)
        self._calls.clear()
        return calls

    def _noted(self, call: Call) -> Answer:
        self._calls.append(call)
        return call.answer


def _exercise(runner: Runner, suite: Suite, exercise: Exercise) -> dict[str, Any]:
    asked = RecordingReference(suite.reference)
    own = replace(suite, checks=suite.of(exercise), reference=asked)
    checks: dict[str, Any] = {}
    own_calls: list[tuple[Call, ...]] = []
    for execution in runner.executions(own, suite.reference):
        _refuse_unsound(execution)
        own_calls.append(execution.calls)
        recorded = {"calls": _calls(execution.calls), "reference": _calls(asked.take()), "misconceptions": {}}
        checks[execution.check.name] = recorded
    sentences: dict[str, str] = {}
    for wrong in suite.misconceptions:
        # What differs between versions could not be recognised elsewhere, and would make the kit look stale there.
        if wrong.exercise == exercise.name and not wrong.varies:
            executions = list(runner.executions(own, WithMisconception(suite.reference, wrong)))
            if not all(execution.passed for execution in executions):
                sentences[wrong.name] = wrong.sentence
                for execution in executions:
                    checks[execution.check.name]["misconceptions"][wrong.name] = _calls(execution.calls)
    drawings = _drawings(checks)
    return {
        "parameters": list(suite.parameters(exercise)),
        "misconceptions": sentences,
        "checks": checks,
        **({"drawings": drawings} if drawings else {}),
        **_sample(suite.reference, exercise, own_calls),
    }


def _drawings(checks: dict[str, Any]) -> list[Any]:
    """The different drawings of an exercise, each put down once: in the checks a number takes its place."""
    drawings: list[Any] = []
    for check in checks.values():
        for calls in (check["calls"], check["reference"], *check["misconceptions"].values()):
            for call in calls:
                if "figure" in call and "value" in call:
                    value = call.pop("value")
                    # Compared as encoded, in which NaN is a text: as a number it would equal nothing, itself
                    # included.
                    if value not in drawings:
                        drawings.append(value)
                    call["drawing"] = drawings.index(value)
    return drawings


def _sample(reference: Functions, exercise: Exercise, ran: Iterable[tuple[Call, ...]]) -> dict[str, Any]:
    """What `autograder show` draws as expected, where the exercise can be drawn."""
    if exercise.show is None:
        return {}
    # The first call of a visible check: what is shown as an example may hold no hidden input.
    args = next(call.args for calls in ran for call in calls if call.name == exercise.name)
    namespace = reference.namespace(exercise.name)
    found = sampling.sample(exercise.show, partial(reference.call, exercise.name), args, namespace, exercise.uses)
    if isinstance(found, Plane):
        found = replace(found, values=np.empty((0, 0)))  # only the four corners are right or wrong
    return {"sample": {"kind": exercise.show.value, "args": encode(args), "shown": encode(sampling.plain(found))}}


def _refuse_unsound(execution: Execution) -> None:
    where = f"`{execution.check.name}` in test_{execution.check.exercise}.py"
    if not execution.passed:
        raise AutograderError(f"{where} fails on the reference itself; fix the check or the solution")
    if not execution.calls:
        exercise = execution.check.exercise
        raise AutograderError(f"{where} never calls a function of the student; let it call `student.{exercise}`")


def _calls(calls: tuple[Call, ...]) -> Calls:
    return [{"figure" if call.draws else "call": call.name, **_answer(call.answer)} for call in calls]


def _answer(answer: Answer) -> dict[str, Any]:
    if isinstance(answer, Value):
        return {"value": encode(answer.value)}
    assert isinstance(answer, Raised)  # our own functions run in this process: they return or raise
    # Not the exception's own text, which differs between versions.
    means = canonical(answer.type_name, answer.text)
    return {"raises": answer.type_name, **({"means": means} if means else {})}


def _visible_half(assignment: Assignment, scratch: Path) -> Path:
    """A suite folder in `scratch` that holds the visible half of each file, and the misconceptions."""
    folder = scratch / assignment.name  # the name is part of every check's random seed
    folder.mkdir()
    for exercise in assignment.exercises:
        file = suitefile.read(assignment.suite / f"test_{exercise.name}.py")
        (folder / file.path.name).write_text(file.visible_text, encoding="utf-8")
    misconceptions = assignment.suite / "misconceptions.py"
    if misconceptions.is_file():
        shutil.copy(misconceptions, folder)
    return folder
