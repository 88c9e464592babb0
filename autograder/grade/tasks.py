"""What goes to a job process and what can come back: a submission with its file's bytes, and one of four replies."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from autograder.companions import Companion, companions
from autograder.limits import Limits
from autograder.notebook import Unreadable
from autograder.result import Result
from autograder.sandbox import LoadReport

from . import intake
from .intake import Packed, Refused, Submission


@dataclass(frozen=True)
class Task:
    """A submission to be graded, or one without an assignment to be recognised by what it defines.

    The bytes travel with it: what is hashed, graded and recorded is one reading of a file that its author may be changing.
    """

    submission: Submission
    content: bytes = field(repr=False)
    companions: tuple[Companion, ...] = ()

    @classmethod
    def read(cls, submission: Submission, limits: Limits) -> Task:
        """The task of a file; raises `autograder.notebook.Unreadable` where there is nothing to grade."""
        return cls.of(submission, intake.read(submission.path, limits), limits)

    @classmethod
    def of(cls, submission: Submission, content: bytes, limits: Limits) -> Task:
        """The task of a file whose bytes are there already."""
        return cls(submission, content, _companions(submission, content, limits))

    @property
    def size_bytes(self) -> int:
        """What travels with it: its file, and the student's other scripts."""
        return len(self.content) + sum(len(companion.source) for companion in self.companions)

    @property
    def record(self) -> dict[str, str]:
        """How its result names the file, and when it was handed in, where that is known."""
        hand_in = self.submission.hand_in
        record = {"file": self.submission.file, "sha256": hashlib.sha256(self.content).hexdigest()}
        if self.companions:
            texts = [part for companion in self.companions for part in (companion.name.encode(), companion.source)]
            # Apart from the file's own: records of files with nothing beside them stay as they were.
            record["companions_sha256"] = hashlib.sha256(b"\0".join(texts)).hexdigest()
        if self.submission.handle:
            record["handle"] = self.submission.handle
        attempt = self.submission.attempt
        return {**record, **(hand_in.record if hand_in else {}), **(attempt.record if attempt else {})}


def _companions(submission: Submission, content: bytes, limits: Limits) -> tuple[Companion, ...]:
    """The student's other scripts that this one needs."""

    def source(path: Path | Packed) -> bytes:
        try:
            return intake.read(path, limits)
        except Unreadable:
            return b""  # it is listed as what cannot be read where it stands for itself

    joined = [(other.name, source(other.path)) for other in submission.joined]
    beside = {
        other.name: functools.partial(source, other.path)
        for other in submission.beside
        if other.path != submission.path
    }
    return companions(submission.file.rpartition("/")[2], content, joined, beside)


@dataclass(frozen=True)
class Graded:
    """A result, and what the submission said while it was loading.

    `starved` says that a deadline passed while the machine was busy elsewhere: worth another try when it is idle.
    """

    submission: Submission
    result: Result
    report: LoadReport = field(default_factory=LoadReport)
    starved: bool = False


@dataclass(frozen=True)
class Recognised:
    """What a file is handed in for: a submission for each assignment that it answers, the likeliest first."""

    submissions: tuple[Submission, ...]


@dataclass(frozen=True)
class Faulted:
    """A fault of ours, with its traceback; the student's file is not to blame."""

    submission: Submission
    traceback: str


Reply = Graded | Recognised | Refused | Faulted


class Workers(Protocol):
    """Whoever grades: job processes on this machine (`Pool`), or the nodes of a cluster (`Cluster`)."""

    def map(self, tasks: Iterable[Task]) -> Iterator[Reply]:
        """Replies as they come; only some tasks are on their way at a time."""

    def grade_exclusively(self, task: Task) -> Reply:
        """The reply to one task while nothing else runs."""
