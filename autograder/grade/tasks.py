"""What goes to a job process and what can come back: a submission with its file's bytes, and one of four replies."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from autograder.limits import Limits
from autograder.result import Result
from autograder.sandbox import LoadReport

from . import intake
from .intake import Refused, Submission


@dataclass(frozen=True)
class Task:
    """A submission to be graded, or one without an assignment to be recognised by what it defines.

    The bytes travel with it: what is hashed, graded and recorded is one reading of a file that its author may be changing.
    """

    submission: Submission
    content: bytes = field(repr=False)

    @classmethod
    def read(cls, submission: Submission, limits: Limits) -> Task:
        """The task of a file; raises `autograder.notebook.Unreadable` where there is nothing to grade."""
        return cls(submission, intake.read(submission.path, limits))

    @property
    def record(self) -> dict[str, str]:
        """How its result names the file, and when it was handed in, where that is known."""
        hand_in = self.submission.hand_in
        digest = hashlib.sha256(self.content).hexdigest()
        return {"file": self.submission.file, "sha256": digest, **(hand_in.record if hand_in else {})}


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
