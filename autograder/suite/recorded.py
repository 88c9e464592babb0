"""`expected.json` of a kit, in place of the reference and the misconceptions, whose code no kit holds.

It lists, for each visible check, the values of its calls: what the reference gives to the student's calls, what the check asked of the
reference itself, and what each misconception gives. A check makes its calls in the same order every time, so a place in a list is enough.
Several checks look at one drawing: each drawing of an exercise is put down once, and the calls have its number.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.course.model import FigureKind
from autograder.errors import AutograderError
from autograder.explain.call import Call
from autograder.sandbox import Answer, Raised, Value

from .misconceptions import Answering, Candidate, Replay
from .proxy import Fault
from .values import decode

# A kit unpacked last month is read by an engine installed today: the number says whether it can be.
FILE, SCHEMA = "expected.json", 3


@dataclass(frozen=True)
class RecordedSample:
    """A figure's kind, example arguments, and the reference's values (`autograder.suite.sampling.plain`)."""

    kind: FigureKind
    args: tuple[Any, ...]
    shown: dict[str, Any]


class Recording:
    """The recorded values of one assignment's visible checks."""

    def __init__(self, exercises: dict[str, Any]) -> None:
        self._exercises = exercises

    @classmethod
    def read(cls, suite: Path) -> Recording | None:
        """What stands in the suite's folder; None where nothing is recorded, since the course itself is there.

        Raises:
            AutograderError: the file is not what `autograder build` writes.
        """
        file = suite / FILE
        if not file.is_file():
            return None
        try:
            record = json.loads(file.read_text(encoding="utf-8"))
            if record["schema"] == SCHEMA:
                return cls(record["exercises"])
        # Whatever is wrong with it, a student can do one thing about it.
        except (OSError, ValueError, KeyError, TypeError):
            pass
        raise AutograderError(f"{file} is damaged, or of another version of autograder; unpack the kit once more")

    @classmethod
    def of_kit(cls, suite: Path) -> Recording:
        """Read the one of a kit, which has no other reference.

        Raises:
            AutograderError: it is not there, or damaged.
        """
        recorded = cls.read(suite)
        if recorded is None:
            raise AutograderError(f"{suite} lacks {FILE}; unpack the kit once more")
        return recorded

    def during(self, exercise: str, check: str) -> Sequence:
        """The reference as one run of a check sees it."""
        return Sequence(self._checks(exercise)[check]["reference"], self._drawings(exercise))

    def replay(self, exercise: str) -> Replay:
        """What recognises the exercise's misconceptions."""
        sentences, checks = self._exercises[exercise]["misconceptions"], self._checks(exercise)
        drawings = self._drawings(exercise)
        candidates = tuple(
            Candidate(
                name,
                sentence,
                _answering({key: check["misconceptions"][name] for key, check in checks.items()}, drawings),
            )
            for name, sentence in sentences.items()
        )
        return Replay(
            exercise, candidates, _answering({key: check["calls"] for key, check in checks.items()}, drawings)
        )

    def parameters(self, exercise: str) -> tuple[str, ...]:
        """The names of the parameters of the exercise's function, in the task's order."""
        return tuple(self._exercises[exercise]["parameters"])

    def figure(self, exercise: str) -> Any:
        """The description of the drawing that a plot exercise expects; None for an exercise that draws nothing."""
        calls = (call for check in self._checks(exercise).values() for call in check["calls"])
        numbers = (call["drawing"] for call in calls if "drawing" in call)
        return next((decode(self._drawings(exercise)[number]) for number in numbers), None)

    def sample(self, exercise: str) -> RecordedSample | None:
        """How `autograder show` draws the exercise's function, and what it should do; None where it cannot be drawn so."""
        record = self._exercises[exercise].get("sample")
        if record is None:
            return None
        return RecordedSample(FigureKind(record["kind"]), decode(record["args"]), decode(record["shown"]))

    def _checks(self, exercise: str) -> dict[str, Any]:
        checks: dict[str, Any] = self._exercises[exercise]["checks"]
        return checks

    def _drawings(self, exercise: str) -> list[Any]:
        drawings: list[Any] = self._exercises[exercise].get("drawings", [])
        return drawings


class Sequence:
    """Recorded answers, one after another."""

    def __init__(self, calls: list[dict[str, Any]], drawings: list[Any]) -> None:
        # Of one run of a check: the next run gets a sequence of its own, and starts from the beginning.
        self._left, self._drawings = iter(calls), drawings

    def call(self, name: str, *args: Any) -> Answer:
        """The next recorded answer, which must be one of function `name`."""
        return self._next("call", name)

    def draw(self, name: str) -> Answer:
        """The next recorded drawing."""
        return self._next("figure", name)

    def _next(self, kind: str, name: str) -> Answer:
        entry = next(self._left, {})
        if entry.get(kind) != name:
            raise Fault(f"{FILE} does not fit its checks: it holds no {kind} of {name} here")
        return _answer(entry, self._drawings)


def _answering(recorded: dict[str, list[dict[str, Any]]], drawings: list[Any]) -> Answering:
    def answer(check: str, number: int, call: Call) -> Answer | None:
        kind = "figure" if call.draws else "call"
        # By its number among the calls of one function: where a student's answer was wrong, a check may have asked
        # less of the others.
        own = [entry for entry in recorded.get(check, ()) if entry.get(kind) == call.name]
        return _answer(own[number], drawings) if number < len(own) else None

    return answer


def _answer(entry: dict[str, Any], drawings: list[Any]) -> Answer:
    if "drawing" in entry:
        return Value(decode(drawings[entry["drawing"]]))
    return Value(decode(entry["value"])) if "value" in entry else Raised(entry["raises"], entry.get("means", ""), 0)
