"""Why a check did not pass: one record, made by `autograder.explain` alone and read by everything that people look at.

Its sentences are keys of a catalogue with named fields, so that they can be counted, proved and translated; nothing ever reads one back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any


class Cause(str, Enum):
    """The first thing that stood in the way; a closed list."""

    NOT_STARTED = "not_started"  # the stub's own line still ends the function
    NOT_DEFINED = "not_defined"
    UNREADABLE = "unreadable"  # its definition stands in a part that is not Python
    RAISED = "raised"
    TYPE = "type"
    SHAPE = "shape"
    VALUE = "value"
    PROPERTY = "property"  # what a check demands of a value in words of its own
    TIMED_OUT = "timed_out"
    CRASHED = "crashed"
    CARRIED_FORWARD = "carried_forward"  # passes with right values in place of an earlier exercise's


@dataclass(frozen=True)
class Statement:
    """One sentence: its key in the catalogue, and the values of the sentence's fields, each a text or a sentence itself."""

    key: str
    fields: Mapping[str, str | Statement] = field(default_factory=dict)

    def to_record(self) -> list[Any]:
        """As JSON has it: `[key, {name: text or statement}]`."""
        return [
            self.key,
            {name: value.to_record() if isinstance(value, Statement) else value for name, value in self.fields.items()},
        ]

    @classmethod
    def from_record(cls, record: Any) -> Statement:
        """Read one back."""
        key, fields = record
        return cls(
            key, {name: value if isinstance(value, str) else cls.from_record(value) for name, value in fields.items()}
        )


@dataclass(frozen=True)
class SourceLine:
    """A line of the submission: its number, how its author finds it ("line 41", "code cell 5, line 2"), and its text, "" where unknown."""

    number: int
    place: str
    text: str = ""


@dataclass(frozen=True)
class LoadWarning:
    """What is said of a line that failed while the file was loading; 0 for none in particular."""

    line: int
    statement: Statement


@dataclass(frozen=True)
class DifferenceLine:
    """A line that shows what came back or what was expected; `mark` is the (start, end) of the part of it that differs."""

    text: str
    mark: tuple[int, int] | None = None


@dataclass(frozen=True)
class Feedback:
    """What there is to say about a check, fit for the student; nothing here shows an input of a hidden check.

    Attributes:
        cause: what stood in the way.
        fact: what happened.
        explanation: why, as far as that is proved; empty where it is not known.
        call: the call as Python that can be pasted; "" for none, and for a hidden check.
        differences: what came back above what was expected, for those who asked for it.
        line: the line of the submission that it is about.
        hint: the check's own hint, where there is no explanation.
        misconception: the name of the known wrong answer that this is; "" for none.
        printed: what the student's code printed meanwhile.
    """

    cause: Cause
    fact: Statement
    explanation: tuple[Statement, ...] = ()
    call: str = ""
    differences: tuple[DifferenceLine, ...] = ()
    line: SourceLine | None = None
    hint: str = ""
    misconception: str = ""
    printed: str = ""

    def to_record(self) -> dict[str, Any]:
        """As JSON has it, without what is empty."""
        record = {
            "cause": self.cause.value,
            "fact": self.fact.to_record(),
            "explanation": [statement.to_record() for statement in self.explanation],
            "call": self.call,
            "differences": [[line.text, line.mark] for line in self.differences],
            "line": self.line and [self.line.number, self.line.place, self.line.text],
            "hint": self.hint,
            "misconception": self.misconception,
            "printed": self.printed,
        }
        return {key: value for key, value in record.items() if value}

    @classmethod
    def from_record(cls, record: dict[str, Any]) -> Feedback:
        """Read one back; raises KeyError, TypeError or ValueError where it is none."""
        line = record.get("line")
        return cls(
            cause=Cause(record["cause"]),
            fact=Statement.from_record(record["fact"]),
            explanation=tuple(map(Statement.from_record, record.get("explanation", ()))),
            call=record.get("call", ""),
            differences=tuple(
                DifferenceLine(text, mark and (mark[0], mark[1])) for text, mark in record.get("differences", ())
            ),
            line=SourceLine(*line) if line else None,
            hint=record.get("hint", ""),
            misconception=record.get("misconception", ""),
            printed=record.get("printed", ""),
        )
