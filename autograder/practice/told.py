"""A check that does not pass, as its author's screen shows it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

Mark = tuple[int, int] | None


@dataclass(frozen=True)
class Told:
    """What a failed check has to say, part by part.

    Attributes:
        call: the call as Python that can be pasted; "" for none.
        fact: what came of it, in words; "" where the comparison says it.
        comparison: lines that show what came back above what was expected, each with the (start, end) of what differs.
        reason: why: the misconception's sentence, or what the error means; "" if nobody knows.
        hint: the check's own hint, where there is no reason.
        printed: what the student's code printed meanwhile.
    """

    call: str = ""
    fact: str = ""
    comparison: tuple[tuple[str, Mark], ...] = ()
    reason: str = ""
    hint: str = ""
    printed: str = ""

    @property
    def until_then(self) -> Told:
        """The same while something that the function uses is not right: why a value is wrong is then told there."""
        return replace(self, reason="", hint="") if self.comparison else self

    @classmethod
    def of(cls, record: dict[str, Any]) -> Told:
        """Read one back from what `dataclasses.asdict` and JSON made of it."""
        lines = ((text, mark and (mark[0], mark[1])) for text, mark in record["comparison"])
        return cls(**{**record, "comparison": tuple(lines)})
