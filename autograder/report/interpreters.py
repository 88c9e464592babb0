"""One class under several interpreters: who passes which check where, and the sentence that says why not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from autograder.grade.digest import Digest
from autograder.grade.store import Store
from autograder.grade.tally import Tally
from autograder.result import Environment

from .model import CheckDifference, Interpreters

Place = tuple[str, str, str]  # assignment, exercise, check


@dataclass(frozen=True)
class Run:
    """The class under one interpreter."""

    environment: Environment
    tally: Tally
    store: Store

    @property
    def name(self) -> str:
        """The interpreter, as people say it."""
        return f"Python {self.environment.python}, NumPy {self.environment.numpy}"


def compare(runs: Sequence[Run]) -> Interpreters | None:
    """The matrix of these runs; None where there is but one."""
    if len(runs) < 2:
        return None
    assignments = [name for name in runs[0].tally.max_scores if runs[0].tally.graded(name)]
    return Interpreters(
        names=tuple(run.name for run in runs),
        means=tuple((name, tuple(_mean(run.tally.graded(name)) for run in runs)) for name in assignments),
        differences=tuple(_differences(runs)),
    )


def _mean(scores: list[float]) -> float | None:
    return round(sum(scores) / len(scores), 2) if scores else None


def _differences(runs: Sequence[Run]) -> Iterator[CheckDifference]:
    """Every check that a student passes under one interpreter and not under another, in the course's order."""
    passed = [dict(_passed(run)) for run in runs]
    students: dict[Place, list[str]] = defaultdict(list)
    for (place, student), is_passed in passed[0].items():
        # What could not be graded under another interpreter is no difference: it is listed there as not graded.
        if any(other.get((place, student), is_passed) != is_passed for other in passed[1:]):
            students[place].append(student)
    for (assignment, exercise, check), who in students.items():
        place = assignment, exercise, check
        counts = tuple(sum(outcomes.get((place, student), False) for student in who) for outcomes in passed)
        sentences = dict.fromkeys(_sentences(runs, passed, place, who))
        yield CheckDifference(assignment, exercise, _title(runs[0], place), tuple(who), counts, tuple(sentences))


def _passed(run: Run) -> Iterator[tuple[tuple[Place, str], bool]]:
    for row in sorted(run.tally.digest.rows.values(), key=lambda row: row.student):
        for place, outcome in _outcomes(row):
            yield (place, row.student), outcome == "p"


def _outcomes(row: Digest) -> Iterator[tuple[Place, str]]:
    for layout, exercise in zip(row.layout, row.exercises, strict=True):
        for check, outcome in zip(layout.checks, exercise.outcomes, strict=True):
            yield (row.assignment, layout.name, check.name), outcome


def _title(run: Run, place: Place) -> str:
    rows = (row for row in run.tally.digest.rows.values() if row.assignment == place[0])
    titles = ((exercise.name, check) for row in rows for exercise in row.layout for check in exercise.checks)
    return next(check.title for name, check in titles if (name, check.name) == place[1:])


def _sentences(
    runs: Sequence[Run], passed: Sequence[dict[tuple[Place, str], bool]], place: Place, students: Sequence[str]
) -> Iterator[str]:
    """What the first student who fails under an interpreter is told there."""
    for run, outcomes in zip(runs, passed, strict=True):
        failing = next((student for student in students if outcomes.get((place, student)) is False), None)
        result = run.store.read(place[0], failing) if failing else None
        for exercise in result.exercises if result else ():
            for check in exercise.checks:
                if (exercise.name, check.name) == place[1:] and check.message:
                    yield f"{run.name}: {check.message}"
