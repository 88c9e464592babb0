"""What was wrong with a student's answer, as data; `autograder.explain` puts it into words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any


class Stage(Enum):
    """The first comparison that failed, in the order in which they are made."""

    TYPE = "type"
    SHAPE = "shape"
    VALUE = "value"
    PROPERTY = "property"


@dataclass(frozen=True)
class Part:
    """Where inside a value the mistake is ("element at index 0", 'key "W1"', "" for the whole), and what stands and should stand there."""

    place: str
    got: Any
    expected: Any


class Mistake(AssertionError):
    """A student's answer that is not right.

    Args:
        stage: the first comparison that failed.
        whole: what came back and what was expected, as plain values; None where a check looked at neither as a whole.
        sentence: what to say in any case, also of a hidden check; it names no input and no value. "" for the stage's own words.
        part: of a tuple, list or dict, the innermost part that differs; the whole by default.
    """

    def __init__(
        self, stage: Stage, whole: Part | None = None, sentence: str = "", *, part: Part | None = None
    ) -> None:
        super().__init__(sentence or f"the {stage.value} is wrong")
        self.stage, self.sentence, self.whole = stage, sentence, whole
        self.part = part or whole

    @classmethod
    def of(cls, stage: Stage, got: Any, expected: Any, sentence: str = "", *, part: Part | None = None) -> Mistake:
        """A mistake in a value as a whole, or in a `part` of it."""
        return cls(stage, Part("", got, expected), sentence, part=part)
