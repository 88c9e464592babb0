"""Recognising known wrong answers: one is claimed only where every answer of the student's proves it, and no other fits as well."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from autograder.explain.call import Call
from autograder.explain.context import Claim
from autograder.explain.python_errors import canonical
from autograder.sandbox import Answer, Raised, Value
from autograder.sandbox.inside.wire import WireError, pack
from autograder.testing import Misconception

from .proxy import Functions
from .source import run

MEMOIZED = 4096  # answers of one function of ours; checks draw the same arguments for every student
Calls = Mapping[str, tuple[Call, ...]]
# The answer to a check's n-th call of the exercise's function; None where it is not known.
Answering = Callable[[str, int, Call], Answer | None]


def load_misconceptions(suite: Path) -> tuple[Misconception, ...]:
    """The misconceptions of an assignment, in the order of the file; none where there is no file."""
    file = suite / "misconceptions.py"
    if not file.is_file():
        return ()
    return tuple(value for value in run(file).values() if isinstance(value, Misconception))


def written_sentences(suite: Path) -> dict[tuple[str, str], str]:
    """The sentences by (exercise, name), as far as they can be read where they are written: running the file imports what it draws with."""
    file = suite / "misconceptions.py"
    tree = ast.parse(file.read_text(encoding="utf-8")) if file.is_file() else ast.Module([], [])
    found = {}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and (exercise := _declared_for(node)):
            found[exercise, node.name] = " ".join((ast.get_docstring(node) or "").split())
    return found


def _declared_for(function: ast.FunctionDef) -> str:
    """The exercise of a function that is declared a misconception; "" of another."""
    for decorator in function.decorator_list:
        match decorator:
            case ast.Call(func=ast.Name(id="misconception"), args=[ast.Constant(value=str(exercise)), *_]):
                return exercise
    return ""


@dataclass(frozen=True)
class Candidate:
    """A known wrong answer to one exercise, as far as recognising it goes."""

    name: str
    sentence: str
    answer: Answering


class Replay:
    """Finds the misconception behind an exercise's failed checks.

    Args:
        exercise: its name.
        candidates: its misconceptions.
        reference: what the right answers are.
    """

    def __init__(self, exercise: str, candidates: tuple[Candidate, ...], reference: Answering) -> None:
        self._exercise, self._candidates, self._reference = exercise, candidates, reference

    def claim(self, calls: Calls) -> Claim | None:
        """The one misconception that answers every call of every check as the student did, and one of them unlike the reference.

        None where two of them do: which one it is, the calls do not prove.

        Args:
            calls: what each check of the exercise called, by the check's name.
        """
        own = [
            (check, number, call)
            for check, made in calls.items()
            for number, call in enumerate(call for call in made if call.name == self._exercise)
        ]
        # Right in every call that was noted: whatever it fails by, none of these is the reason.
        if not own or all(agrees(self._reference(*place), place[2].answer) for place in own):
            return None
        fitting = [candidate for candidate in self._candidates if self._fits(candidate, own)]
        return Claim(fitting[0].name, fitting[0].sentence) if len(fitting) == 1 else None

    @staticmethod
    def _fits(candidate: Candidate, own: list[tuple[str, int, Call]]) -> bool:
        return all(agrees(candidate.answer(*place), place[2].answer) for place in own)


def live(misconceptions: Iterable[Misconception]) -> tuple[Candidate, ...]:
    """Misconceptions that are run to learn what they answer."""
    return tuple(
        Candidate(wrong.name, wrong.sentence, answering(Functions({wrong.exercise: wrong.function})))
        for wrong in misconceptions
    )


def answering(functions: Functions) -> Answering:
    """What functions of ours answer when they are run, each call once."""
    known: dict[bytes, Answer] = {}

    def answer(check: str, number: int, call: Call) -> Answer:
        try:
            key = pack({"name": call.name, "draws": call.draws}, *call.args)
        except WireError:  # larger than any frame
            return functions.answer(call)
        if key not in known:
            if len(known) >= MEMOIZED:  # a check may call with what the student answered: that is new every time
                known.clear()
            known[key] = functions.answer(call)
        return known[key]

    return answer


def agrees(one: Answer | None, other: Answer | None) -> bool:
    """Whether two answers agree: equal values of equal type and shape (NaN for NaN), or exceptions of one type and meaning."""
    if isinstance(one, Raised) and isinstance(other, Raised):
        # The same type is not enough: a TypeError may be about anything.
        return one.type_name == other.type_name and _meaning(one) == _meaning(other)
    return isinstance(one, Value) and isinstance(other, Value) and _equal(one.value, other.value)


def _meaning(answer: Raised) -> str:
    """What all wordings of one error have in common; of an error that nobody knows, the wording itself."""
    return canonical(answer.type_name, answer.text) or answer.text


def _equal(one: Any, other: Any) -> bool:
    if isinstance(one, (np.ndarray, np.generic)) and isinstance(other, (np.ndarray, np.generic)):
        left, right = np.asarray(one), np.asarray(other)
        if left.shape != right.shape or left.dtype.kind != right.dtype.kind:
            return False
        # As `assert_close` compares: NumPys differ in the last place of an exponential.
        return bool(np.all(np.isclose(left, right, rtol=1e-6, atol=1e-8, equal_nan=True)))
    # Not `isinstance`: True equals 1, and which of them came back is what tells some mistakes apart.
    if type(one) is not type(other):
        return False
    if isinstance(one, (list, tuple)):
        return len(one) == len(other) and all(map(_equal, one, other))
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(_equal(one[key], other[key]) for key in one)
    if isinstance(one, float):
        return bool(np.isclose(one, other, rtol=1e-6, atol=1e-8, equal_nan=True))
    return bool(one == other)
