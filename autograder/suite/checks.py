"""The checks of one assignment, as pytest collected them, with what their files and markers say about them."""

from __future__ import annotations

import hashlib
import inspect
import zlib
from collections.abc import Collection
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from pathlib import Path

import numpy as np
import pytest

from autograder.course import Assignment, Course, Exercise
from autograder.course.regions import HIDDEN, regions
from autograder.result import CheckResult, Outcome
from autograder.sandbox import Answer, Value
from autograder.testing import Misconception

from .misconceptions import Replay, answering, live, load_misconceptions
from .proxy import Functions, load_reference
from .recorded import Recording

MARKERS = (
    "weight(number): the check's share of its exercise's points, against the others' (default 1)",
    "hint(sentence): what to tell a student whose answer fails the check",
)


@dataclass(frozen=True, eq=False)
class Check:
    """One check of one exercise, equal to itself alone. `share` is its exact part of the exercise's points."""

    name: str
    exercise: str
    title: str
    visible: bool
    share: Fraction
    hint: str
    item: pytest.Function

    @cached_property
    def passed(self) -> CheckResult:
        """Its result where it passed on the student's own functions."""
        points = shown(self.share)
        return CheckResult(self.name, self.title, self.visible, Outcome.PASSED, points, points)

    @cached_property
    def place(self) -> tuple[str, str, str]:
        """(assignment, exercise, name): which check of the course it is."""
        return self.item.path.parent.name, self.exercise, self.name


@dataclass(frozen=True)
class Suite:
    """All checks of an assignment in order, its reference and its misconceptions; in a kit, what was recorded of these two."""

    assignment: Assignment
    checks: tuple[Check, ...]
    reference: Functions
    misconceptions: tuple[Misconception, ...]
    recorded: Recording | None = None

    def of(self, exercise: Exercise) -> tuple[Check, ...]:
        """The checks of one exercise, visible ones first."""
        return tuple(check for check in self.checks if check.exercise == exercise.name)

    def part(self, exercises: Collection[str]) -> Suite:
        """The suite of some exercises only."""
        assignment = replace(
            self.assignment,
            exercises=tuple(exercise for exercise in self.assignment.exercises if exercise.name in exercises),
        )
        return replace(
            self, assignment=assignment, checks=tuple(check for check in self.checks if check.exercise in exercises)
        )

    def figure(self, exercise: Exercise) -> Answer:
        """What the exercise's function is expected to draw."""
        if self.recorded is not None:
            return Value(self.recorded.figure(exercise.name))
        return self.reference.draw(exercise.name)

    def parameters(self, exercise: Exercise) -> tuple[str, ...]:
        """The names of the parameters of the exercise's function, in the task's order."""
        if self.recorded is not None:
            return self.recorded.parameters(exercise.name)
        return self.reference.parameters(exercise.name)

    def replay(self, exercise: Exercise) -> Replay:
        """What recognises the exercise's misconceptions; made once, since it remembers what they answer."""
        return self._replays[exercise.name]

    @cached_property
    def _replays(self) -> dict[str, Replay]:
        return {exercise.name: self._replay(exercise.name) for exercise in self.assignment.exercises}

    def _replay(self, exercise: str) -> Replay:
        if self.recorded is not None:
            return self.recorded.replay(exercise)
        own = [wrong for wrong in self.misconceptions if wrong.exercise == exercise]
        return Replay(exercise, live(own), answering(self.reference))


def shown(share: Fraction) -> float:
    """Points as a record has them."""
    # For people to read. What counts was added up from the exact shares.
    return float(f"{float(share):.6g}")


def place(item: pytest.Item) -> tuple[str, str]:
    """(assignment, exercise) of a check, from where its file stands."""
    return item.path.parent.name, item.path.stem.removeprefix("test_")


def generator(item: pytest.Item) -> np.random.Generator:
    """The check's own random numbers: the same in every run and for every student."""
    # Not `hash`: that of a text is another in each process.
    return np.random.default_rng(zlib.crc32("/".join((*place(item), item.name)).encode()))


def suite_of(assignment: Assignment, items: list[pytest.Function]) -> Suite:
    """Read the markers of the assignment's items and share out the points."""
    # pytest collected the suites of several assignments in one go.
    own = [item for item in items if item.path.parent == assignment.suite]
    checks = [check for exercise in assignment.exercises for check in _checks(exercise, own)]
    recorded = Recording.read(assignment.suite)
    if recorded is not None:
        return Suite(assignment, tuple(checks), Functions({}), (), recorded)
    return Suite(assignment, tuple(checks), load_reference(assignment.source), load_misconceptions(assignment.suite))


def _checks(exercise: Exercise, items: list[pytest.Function]) -> list[Check]:
    own = [item for item in items if place(item)[1] == exercise.name]
    # Through its text: 0.1 is to be a tenth, not the nearest float to it.
    weights = [Fraction(str(_marker(item, "weight", 1))) for item in own]
    return [
        Check(
            name=item.name,
            exercise=exercise.name,
            title=" ".join((inspect.getdoc(item.function) or item.name).split()),
            visible=_is_visible(item),
            share=exercise.points * weight / sum(weights),
            hint=str(_marker(item, "hint", "")),
            item=item,
        )
        for item, weight in zip(own, weights, strict=True)
    ]


def _marker(item: pytest.Item, name: str, default: object) -> object:
    marker = item.get_closest_marker(name)
    return marker.args[0] if marker and marker.args else default


def _is_visible(item: pytest.Function) -> bool:
    hidden = regions(item.path.read_text(encoding="utf-8"), HIDDEN, item.path)
    # By its line: a region is a comment, which Python does not see, and the same file without it is what a kit gets.
    # Of a decorated function the first line is that of its first decorator.
    return not any(region.start < item.function.__code__.co_firstlineno < region.end for region in hidden)


def suite_sha256(course: Course, assignment: Assignment) -> str:
    """Fingerprint of everything a grade depends on beside the submission: suite, reference, misconceptions, points, limits."""
    # Of course.toml the limits alone: what is said there of late work changes no check.
    digest = hashlib.sha256(repr(course.limits).encode())
    files: list[Path] = [assignment.source, *sorted(assignment.suite.glob("*.py"))]
    for file in files:
        content = file.read_bytes()
        # With its length, so that no text can move from one file into the next unseen.
        digest.update(f"{file.name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()
