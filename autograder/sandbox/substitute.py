"""What a worker may ask while it answers a call: the right values of functions that its submission got wrong.

Everything it asks is checked here, because a worker can say anything: the functions are declared ones, arguments are plain numbers, and
one call asks only so often and so much. A worker that breaks a rule is at the end of its answers.
"""

from __future__ import annotations

import builtins
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from .answers import Answer, Value
from .inside.wire import WireError, pack

ASKS = 1000  # in one call
FRAME_BYTES = 64 * 1024  # of one ask, and of its reply
# What broadcasting or a product could make of the arguments, at most: our own function must not fill the grader's memory.
RESULT_ELEMENTS = 1 << 20


@dataclass(frozen=True)
class Substitutes:
    """The functions `names`, whose right values `value` gives; a worker that has them answers calls to `exercise` only."""

    exercise: str
    names: tuple[str, ...]
    value: Callable[..., Answer]


class Asks:
    """What is asked during one call; without substitutes nothing may be."""

    def __init__(self, substitutes: Substitutes | None, call: int) -> None:
        self._substitutes, self._call, self._count = substitutes, call, 0
        self._asked: set[str] = set()

    @property
    def substituted(self) -> tuple[str, ...]:
        """The names that were asked for, in the order in which they were declared."""
        return tuple(name for name in self._substitutes.names if name in self._asked) if self._substitutes else ()

    def reply(self, header: dict[str, Any], args: list[Any], frame_bytes: int) -> bytes:
        """The frame that answers one ask.

        Raises:
            WireError: the ask breaks a rule.
        """
        self._count += 1
        name = header.get("name")
        if (header.get("id"), header.get("n")) != (self._call, self._count):
            raise WireError("an ask out of turn")
        if self._count > ASKS or frame_bytes > FRAME_BYTES:
            raise WireError("more asks than a call may make, or a larger one")
        if self._substitutes is None or name not in self._substitutes.names:
            raise WireError("an ask for what has no substitute")
        if not all(map(_is_numeric, args)) or math.prod(max(1, np.size(arg)) for arg in args) > RESULT_ELEMENTS:
            raise WireError("an ask about other than a few numbers")
        self._asked.add(name)  # only now: who asked in vain got nothing
        answer = self._substitutes.value(name, *args)
        reply: bytes
        if isinstance(answer, Value):
            reply = pack({}, answer.value)
        else:
            reply = pack({"raised": _builtin(getattr(answer, "type_name", ""))})
        if len(reply) > FRAME_BYTES:
            raise WireError("an ask with a large answer")
        return reply


def _is_numeric(value: Any) -> bool:
    return type(value) in (bool, int, float, complex) or isinstance(value, (np.ndarray, np.generic))


def _builtin(type_name: str) -> str:
    """The name of a built-in exception, "Exception" in place of any other: no text of ours goes to a worker."""
    module, _, name = type_name.rpartition(".")
    kind = getattr(builtins, name, None) if module == "builtins" else None
    return name if isinstance(kind, type) and issubclass(kind, Exception) else "Exception"
