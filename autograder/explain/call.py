"""The calls that a check made to the student's function, what came of them, and how a call is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from autograder.sandbox import Answer

from .words import show

ARGUMENT_LENGTH, CALL_LENGTH, PASTED_LENGTH = 80, 200, 2000


@dataclass(frozen=True)
class Call:
    """One call that a check made to the student's function, and what came of it."""

    name: str
    args: tuple[Any, ...]
    answer: Answer
    draws: bool = False

    @property
    def as_python(self) -> str:
        """The call as Python that can be pasted, unless it is too long for anybody to read."""
        whole = f"{self.name}({', '.join(show(arg, code=True) for arg in self.args)})"
        return whole if len(whole) <= PASTED_LENGTH else cut(self._abridged, PASTED_LENGTH)

    @property
    def in_a_sentence(self) -> str:
        """The call, where it is short as Python, and otherwise with the insides of its arguments left out."""
        whole = self.as_python
        return whole if len(whole) <= CALL_LENGTH else cut(self._abridged, CALL_LENGTH)

    @property
    def _abridged(self) -> str:
        return f"{self.name}({', '.join(map(_abridged, self.args))})"


class NoAnswer(Exception):
    """A call that gave no value: it raised, crashed, ran out of time, or there is no such function."""

    def __init__(self, call: Call) -> None:
        super().__init__(f"{call.name} gave no value")
        self.call = call


def cut(text: str, length: int) -> str:
    """The text, of a longer one the beginning and "…"."""
    return text if len(text) <= length else text[: length - 1] + "…"


def _abridged(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{show(key)}: …" for key in value) + "}"
    whole = show(value, code=True)
    return whole if len(whole) <= ARGUMENT_LENGTH else show(value)
