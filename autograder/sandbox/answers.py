"""What can come of one call to a student's function. None of it is a verdict."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Value:
    """The function returned: plain data, and which positional arguments it had changed in place by then."""

    value: Any
    changed: tuple[int, ...] = ()


@dataclass(frozen=True)
class Raised:
    """The function raised. `line` is the last line of the submission that the exception passed, 0 for none."""

    type_name: str
    text: str
    line: int


@dataclass(frozen=True)
class Missing:
    """The submission defines no function of that name."""

    name: str


@dataclass(frozen=True)
class Crashed:
    """The worker ended or broke the rules of the wire; `reason` is a sentence part from a closed list: "ended itself"."""

    reason: str


@dataclass(frozen=True)
class TimedOut:
    """A deadline or budget ran out; `reason` says which. `starved` if little processor time was used: the machine may be at fault."""

    reason: str
    starved: bool = False


Answer = Value | Raised | Missing | Crashed | TimedOut
