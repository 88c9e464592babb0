"""One check that has run on one submission: what it raised, and the calls that it made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from autograder.explain.call import Call, NoAnswer
from autograder.sandbox import Raised, TimedOut, Value

from .checks import Check


@dataclass(frozen=True)
class Execution:
    """A check that has run.

    Attributes:
        error: what it raised; None: it passed.
        calls: the calls it made.
        printed: what the student's code printed meanwhile, where that is known.
        is_tried: whether there was time left to call anything.
        fails_with: the exercises with whose substitutes it failed as well, in a second run.
        spoiling: of a second run, the exercises that have a substitute although they lost no points: they change an array that they are given.
        visibly: of a second run, the exercises whose substitutes were called in visible checks; all that had one, if none was.
    """

    check: Check
    error: BaseException | None
    calls: tuple[Call, ...]
    printed: str = ""
    is_tried: bool = True
    fails_with: tuple[str, ...] = ()
    spoiling: tuple[str, ...] = ()
    visibly: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether it earns its points."""
        return self.error is None

    @property
    def changes_arguments(self) -> bool:
        """Whether a call changed an array that it was given: right by itself, it may spoil what its caller does next."""
        return any(isinstance(call.answer, Value) and call.answer.changed for call in self.calls)

    @property
    def is_timed_out(self) -> bool:
        """Whether a call ran out of time."""
        return isinstance(self.error, NoAnswer) and isinstance(self.error.call.answer, TimedOut)

    @cached_property
    def substituted(self) -> tuple[str, ...]:
        """The exercises whose substitutes the student's function called; of a hidden check those that its visible ones called.

        Which of them it calls is the submission's choice, and could tell a hidden input.
        """
        answers = [call.answer for call in self.calls]
        names = [name for answer in answers if isinstance(answer, (Value, Raised)) for name in answer.substituted]
        # dict.fromkeys: each once, in the order of the first call, which a set would not keep.
        return self.visibly if names and not self.check.visible else tuple(dict.fromkeys(names))


def timeouts(executions: Sequence[Execution]) -> int:
    """How many checks ran out of time."""
    return sum(execution.is_timed_out for execution in executions)
