"""What was wrong with a student's answer, as data; `autograder.explain.feedback` puts it into words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any


class Rung(Enum):
    """How far an answer came before it broke."""

    DEFINED = "defined"
    RUNS = "runs"
    TYPE = "type"
    SHAPE = "shape"
    VALUE = "value"


@dataclass(frozen=True)
class Part:
    """Where inside a value the mistake is ("element at index 0", 'key "W1"', "" for the whole), and what stands and should stand there."""

    place: str
    got: Any
    expected: Any


class Mistake(AssertionError):
    """A student's answer that is not right.

    Args:
        rung: the first rung of the ladder that broke.
        got, expected: plain values, for the instructor and, in visible checks, for the student.
        sentence: what to say in any case, also of a hidden check; it names no input and no value. "" for the rung's own words.
        part: of a tuple, list or dict, the innermost part that differs; the whole if not given.
    """

    def __init__(
        self, rung: Rung, got: Any = None, expected: Any = None, sentence: str = "", *, part: Part | None = None
    ) -> None:
        super().__init__(sentence or f"the {rung.value} is wrong")
        self.rung, self.got, self.expected, self.sentence = rung, got, expected, sentence
        self.part = part or Part("", got, expected)
