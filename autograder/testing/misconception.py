"""Wrong answers that are worth recognising, because a sentence about them teaches more than "expected this, got that"."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

Function = Callable[..., Any]


@dataclass(frozen=True)
class Misconception:
    """A known wrong answer.

    Attributes:
        name: the function's name; it stands in results.
        exercise: whose wrong answer it is.
        sentence: its docstring, for the student.
        fails: the checks of the exercise that it fails; `autograder audit` proves the list.
        varies: whether Python's or NumPy's version changes what it does.
        function: the wrong answer itself.
    """

    name: str
    exercise: str
    sentence: str
    fails: tuple[str, ...]
    varies: bool
    function: Function


def misconception(
    exercise: str, *, fails: Sequence[str] = (), varies: bool = False
) -> Callable[[Function], Misconception]:
    """Declare the decorated function to be a wrong answer to `exercise` that fails exactly the checks named in `fails`.

    A new one names none: `autograder audit --update` fills them in.
    """

    def declare(function: Function) -> Misconception:
        sentence = " ".join((inspect.getdoc(function) or "").split())
        return Misconception(function.__name__, exercise, sentence, tuple(fails), varies, function)

    return declare
