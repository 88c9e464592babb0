"""What a whole class comes to, kept while results pass by: a few numbers for each student, and a count for each check."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from autograder.result import Outcome, Result, points_text, total

from .digest import ClassDigest
from .intake import Refused
from .store import table


@dataclass
class Tally:
    """Scores by student and assignment, notes by student, how many students missed each check, and what the report needs."""

    max_scores: dict[str, float]
    scores: dict[str, dict[str, float]] = field(default_factory=dict)
    notes: dict[str, list[str]] = field(default_factory=dict)
    missed: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    not_graded: list[Refused] = field(default_factory=list)
    digest: ClassDigest = field(default_factory=ClassDigest)

    def add_student(self, student: str, note: str = "") -> None:
        """This student handed something in; `note` says why it may have no score."""
        self.scores.setdefault(student, {})
        if note:
            self.notes.setdefault(student, []).append(note)

    def add(self, result: Result) -> None:
        """Count a result."""
        missed = Counter(
            (result.assignment, exercise.name, check.title)
            for exercise in result.exercises
            for check in exercise.checks
            if check.outcome is not Outcome.PASSED
        )
        self.add_student(result.student)
        self.scores[result.student][result.assignment] = result.score
        self.missed.update(missed)
        self.digest.add(result)

    def refuse(self, refused: Refused) -> None:
        """Count a file that could not be graded."""
        self.not_graded.append(refused)
        place = f"{refused.assignment}: " if refused.assignment else ""
        self.add_student(refused.student, f"{place}{refused.file} {refused.reason}")

    def graded(self, assignment: str) -> list[float]:
        """All scores of one assignment."""
        return [scores[assignment] for scores in self.scores.values() if assignment in scores]

    def csv(self) -> str:
        """`grades.csv`: one row for each student, blank where nothing could be graded."""
        assignments = list(self.max_scores)
        header = ["student", *assignments, "total", "max_total", "note"]
        most = f"{total(list(self.max_scores.values())):g}"
        rows = [self._row(student, assignments, most) for student in sorted(self.scores)]
        return table([header, *rows])

    def _row(self, student: str, assignments: list[str], most: str) -> list[str]:
        scores = self.scores[student]
        cells = [points_text(scores[name]) if name in scores else "" for name in assignments]
        whole = points_text(total(list(scores.values()))) if scores else ""
        return [student, *cells, whole, most, "; ".join(self.notes.get(student, []))]
