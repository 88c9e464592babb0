"""Recognising known wrong answers: the same calls go to each of them, and one that answers as the student did explains the mistake."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from autograder.explain.call import Call
from autograder.explain.error_matching import meaning
from autograder.sandbox import Answer, Raised, Value
from autograder.testing import Misconception

from .proxy import Functions
from .source import run

Answering = Callable[[str, tuple[Call, ...]], list[Answer]]


def load_misconceptions(suite: Path) -> tuple[Misconception, ...]:
    """The misconceptions of an assignment, in the order of the file; none where there is no file."""
    file = suite / "misconceptions.py"
    if not file.is_file():
        return ()
    return tuple(value for value in run(file).values() if isinstance(value, Misconception))


@dataclass(frozen=True)
class Candidate:
    """A known wrong answer to one exercise, as far as recognising it goes.

    Attributes:
        fails: the checks that it may explain.
        answers: what it answers to the calls that a check (by name) made to its exercise's function, as many as are known.
    """

    name: str
    sentence: str
    fails: Collection[str]
    answers: Answering


class Replay:
    """Finds the misconception behind an exercise's failed checks.

    Args:
        exercise: its name.
        candidates: its misconceptions, in declared order.
        reference: what the right answers to a check's calls are.
    """

    def __init__(self, exercise: str, candidates: tuple[Candidate, ...], reference: Answering) -> None:
        self._exercise, self._candidates, self._reference = exercise, candidates, reference

    def explain(self, check: str, calls: dict[str, tuple[Call, ...]]) -> Candidate | None:
        """The misconception that answers every call of the failed `check` as the student did, and one of them unlike the reference.

        Args:
            calls: of every check of the exercise, by its name. Among several misconceptions, the one that agrees with the most of them
                explains best; then the first declared.
        """
        own = {name: tuple(call for call in made if call.name == self._exercise) for name, made in calls.items()}
        fitting = [one for one in self._candidates if check in one.fails and self._fits(one, check, own[check])]
        if not self._shows_a_value(check, own[check]):
            # Many mistakes raise the same exception: one that shows in nothing else must fit in the exercise's other checks too.
            fitting = [one for one in fitting if all(_agreements(one, *made) == len(made[1]) for made in own.items())]
        if len(fitting) < 2:
            return next(iter(fitting), None)
        return max(fitting, key=lambda one: sum(_agreements(one, name, made) for name, made in own.items()))

    def _shows_a_value(self, check: str, own: tuple[Call, ...]) -> bool:
        """Whether one of the student's answers is a value, and a wrong one."""
        right = self._reference(check, own)
        pairs = zip(own, right, strict=False)
        return any(isinstance(call.answer, Value) and not same(call.answer, answer) for call, answer in pairs)

    def _fits(self, one: Candidate, check: str, own: tuple[Call, ...]) -> bool:
        answers = one.answers(check, own)
        return (
            len(answers) == len(own)
            and _agreements(one, check, own) == len(own)
            and not all(map(same, answers, self._reference(check, own)))
        )


def live(misconceptions: Iterable[Misconception]) -> tuple[Candidate, ...]:
    """Misconceptions that are run to learn what they answer."""
    return tuple(
        Candidate(one.name, one.sentence, one.fails, answering(Functions({one.exercise: one.function})))
        for one in misconceptions
    )


def answering(functions: Functions) -> Answering:
    """What functions of ours answer when they are run."""
    return lambda check, calls: [functions.answer(call) for call in calls]


def _agreements(one: Candidate, check: str, own: tuple[Call, ...]) -> int:
    return sum(same(answer, call.answer) for answer, call in zip(one.answers(check, own), own, strict=False))


def same(one: Answer, other: Answer) -> bool:
    """Whether two answers agree: equal values of equal type and shape (NaN for NaN), or exceptions of one type and meaning."""
    if isinstance(one, Raised) and isinstance(other, Raised):
        return one.type_name == other.type_name and meaning(one.type_name, one.text) == meaning(
            other.type_name, other.text
        )
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
