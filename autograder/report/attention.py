"""Who needs a person's eyes, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from autograder.grade.digest import Digest
from autograder.grade.tally import Tally

from .model import Attention

ENDINGS = {"c": "crashed in", "t": "out of time in"}
URGENT = ("suspicious", "not graded", "crashed", "out of time")  # what stands first; warnings come last


def attention(tally: Tally) -> tuple[Attention, ...]:
    """Every submission that crashed, ran out of time, reached for what it must not have, has warnings, or was not graded."""
    reasons: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for refused in tally.not_graded:
        reasons[refused.student, refused.assignment, refused.file].append(f"not graded: {refused.reason}")
    for row in tally.digest.rows.values():
        if found := list(_reasons(row)):
            reasons[row.student, row.assignment, row.file] += found
    listed = [Attention(*key, tuple(words)) for key, words in reasons.items()]
    return tuple(
        sorted(
            listed,
            key=lambda submission: (_urgency(submission), submission.student, submission.assignment, submission.file),
        )
    )


def _urgency(submission: Attention) -> int:
    return next((place for place, word in enumerate(URGENT) if submission.reasons[0].startswith(word)), len(URGENT))


def _reasons(row: Digest) -> Iterator[str]:
    yield from (f"suspicious: {suspicion}" for suspicion in row.suspicions)
    for letter, words in ENDINGS.items():
        names = [
            layout.name
            for layout, exercise in zip(row.layout, row.exercises, strict=True)
            if letter in exercise.outcomes
        ]
        if names:
            yield f"{words} {', '.join(names)}"
    yield from row.warnings
