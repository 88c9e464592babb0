"""What goes to a worker and what can come back: cells, a report of loading them, answers to calls. None of it is a verdict."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Cell:
    """A part of a submission: a script as bytes, or a notebook's cell as text. `name` stands in line references."""

    name: str
    source: bytes | str


@dataclass(frozen=True)
class LoadError:
    """A statement that failed while the submission was loading; the rest still loaded."""

    line: int
    type_name: str
    text: str


@dataclass(frozen=True)
class LoadReport:
    """What a submission defines: names of callables in order, and the (first, last) line of each function of its own."""

    errors: tuple[LoadError, ...] = ()
    warnings: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    functions: dict[str, tuple[int, int]] = field(default_factory=dict)


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
