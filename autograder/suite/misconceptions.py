"""Recognising known wrong answers: the same calls go to each of them, and one that answers as the student did explains the mistake."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import numpy as np

from autograder.sandbox import Answer, Raised, Value
from autograder.testing import Misconception

from .student import Call, Functions


def load_misconceptions(suite: Path) -> tuple[Misconception, ...]:
    """The misconceptions of an assignment, in the order of the file; none where there is no file."""
    file = suite / "misconceptions.py"
    if not file.is_file():
        return ()
    return tuple(value for value in runpy.run_path(str(file)).values() if isinstance(value, Misconception))


class Replay:
    """Finds the misconception behind an exercise's failed checks.

    Args:
        candidates: the misconceptions of the exercise, in declared order.
        reference: our own solutions.
    """

    def __init__(self, candidates: tuple[Misconception, ...], reference: Functions) -> None:
        self._reference = reference
        self._functions = {one.name: Functions({one.exercise: one.function}) for one in candidates}
        self._candidates = candidates

    def explain(self, check: str, calls: dict[str, tuple[Call, ...]]) -> Misconception | None:
        """The misconception that answers every call of the failed `check` as the student did, and one of them unlike the reference.

        Args:
            calls: of every check of the exercise, by its name. Among several misconceptions, the one that agrees with the most of them
                explains best; then the first declared.
        """
        fitting = [one for one in self._candidates if check in one.fails and self._fits(one, calls[check])]
        everything = [call for made in calls.values() for call in made]
        return max(fitting, key=lambda one: self._agreements(one, everything), default=None)

    def _fits(self, one: Misconception, calls: tuple[Call, ...]) -> bool:
        own = [call for call in calls if call.name == one.exercise]
        return self._agreements(one, own) == len(own) and any(
            not same(self._answer(one, call), self._reference.answer(call)) for call in own
        )

    def _agreements(self, one: Misconception, calls: list[Call]) -> int:
        return sum(same(self._answer(one, call), call.answer) for call in calls if call.name == one.exercise)

    def _answer(self, one: Misconception, call: Call) -> Answer:
        return self._functions[one.name].answer(call)


def same(one: Answer, other: Answer) -> bool:
    """Whether two answers agree: equal values of equal type and shape (NaN for NaN), or the same type of exception."""
    if isinstance(one, Raised) and isinstance(other, Raised):
        return one.type_name == other.type_name
    return isinstance(one, Value) and isinstance(other, Value) and _same(one.value, other.value)


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, (np.ndarray, np.generic)) and isinstance(other, (np.ndarray, np.generic)):
        left, right = np.asarray(one), np.asarray(other)
        if left.shape != right.shape or left.dtype.kind != right.dtype.kind:
            return False
        return bool(np.all(np.isclose(left, right, rtol=1e-6, atol=1e-8, equal_nan=True)))
    if type(one) is not type(other):
        return False
    if isinstance(one, (list, tuple)):
        return len(one) == len(other) and all(map(_same, one, other))
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, float):
        return bool(np.isclose(one, other, rtol=1e-6, atol=1e-8, equal_nan=True))
    return bool(one == other)
