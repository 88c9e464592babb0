"""What explaining a failed check may rest on beside the check itself."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from autograder.feedback import Feedback, Statement
from autograder.sandbox import LoadReport


@dataclass(frozen=True)
class Claim:
    """A known wrong answer that was proved to be the student's: its name and its sentence."""

    name: str
    sentence: str


@dataclass(frozen=True)
class Context:
    """A submission, and what is known of its answer to one exercise.

    Attributes:
        report: what the submission said while loading, before it saw any input.
        exercises: the names of the course's exercises, none of which is a misspelling of another.
        similar: for a function that is missing, the name in the file that may be meant.
        claim: the known wrong answer that the student's is.
        said: what a visible check of the exercise that failed would say, were it hidden; None where none did.
        proved: what else was found out by running the function, each true of its code.
        width: characters of a line that shows differences; None to leave them out.
    """

    report: LoadReport
    exercises: Collection[str] = ()
    similar: Mapping[str, str] = field(default_factory=dict)
    claim: Claim | None = None
    said: Feedback | None = None
    proved: tuple[Statement, ...] = ()
    width: int | None = None
