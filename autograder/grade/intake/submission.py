"""What intake finds: a student's file for an assignment, or a file that is not graded and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timezone
from enum import Enum
from pathlib import Path

from .archives import Packed


class TimeSource(str, Enum):
    """What told when a file was handed in, the most trustworthy first."""

    PLATFORM = "platform"
    ARCHIVE = "archive"
    COMMIT = "commit"
    FILE = "file"


@dataclass(frozen=True)
class HandIn:
    """When a file was handed in, to the second and in UTC, and what told so."""

    time: datetime
    source: TimeSource

    @classmethod
    def at(cls, seconds: float, source: TimeSource) -> HandIn | None:
        """From seconds since 1970; None for a time that no calendar has."""
        try:
            return cls(datetime.fromtimestamp(int(seconds), timezone.utc), source)
        except (OverflowError, ValueError, OSError):
            return None

    @property
    def record(self) -> dict[str, str]:
        """As a result has it: ISO 8601, "2026-11-28T13:30:00Z"."""
        return {"time": self.time.strftime("%Y-%m-%dT%H:%M:%SZ"), "time_source": self.source.value}


class AttemptSource(str, Enum):
    """What told which attempt a file is."""

    DOWNLOAD = "download"  # that holds earlier ones of the student's as well; it may not hold all
    NAME = "name"  # the platform numbered a second file of one name


@dataclass(frozen=True)
class Attempt:
    """How often a student has handed this in, as far as it shows: `number` is at least that."""

    number: int
    source: AttemptSource

    @property
    def record(self) -> dict[str, str]:
        """As a result has it."""
        return {"attempt": str(self.number), "attempt_source": self.source.value}


@dataclass(frozen=True)
class Beside:
    """A script of the same student: `name` is its path as another file of theirs imports it, "common/functions.py"."""

    name: str
    path: Path | Packed


@dataclass(frozen=True)
class Submission:
    """One student's file.

    Attributes:
        assignment: "" until a worker's report of its names tells.
        note: goes into the result's warnings.
        attempt: which attempt it is; None for the first, or where nothing tells.
        handle: what the platform calls the hand-in, so that feedback finds its way back.
        answered: the (assignment, exercise) pairs that its text defines with more than the stub.
        beside: the student's scripts that it may import.
        joined: older files of the student for the same assignment that answer what this one does not, the newest first.
    """

    student: str
    assignment: str
    path: Path | Packed
    file: str
    note: str = ""
    hand_in: HandIn | None = None
    attempt: Attempt | None = None
    handle: str = ""
    answered: frozenset[tuple[str, str]] = field(default=frozenset(), repr=False)
    beside: tuple[Beside, ...] = field(default=(), repr=False)
    joined: tuple[Beside, ...] = field(default=(), repr=False)

    def refused(self, reason: str) -> Refused:
        """The same as a file that is not graded."""
        return Refused(self.student, self.file, "; ".join(filter(None, (reason, self.note))), self.assignment)


@dataclass(frozen=True)
class Refused:
    """A file that is not graded, and why, in words that follow "<file>: ". `student` is "" where it is nobody's."""

    student: str
    file: str
    reason: str
    assignment: str = ""
