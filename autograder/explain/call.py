"""The calls that a check made, and what came of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from autograder.sandbox import Answer


@dataclass(frozen=True)
class Call:
    """One call that a check made to the student's function, and what came of it."""

    name: str
    args: tuple[Any, ...]
    answer: Answer
    draws: bool = False


class NoAnswer(Exception):
    """A call that gave no value: it raised, crashed, ran out of time, or there is no such function."""

    def __init__(self, call: Call) -> None:
        super().__init__(f"{call.name} gave no value")
        self.call = call
