"""What a whole class comes to, kept while results pass by: a few numbers for each student, and a count for each check."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from autograder.result import Outcome, Result, points_text, total

from .digest import ClassDigest
from .intake import Refused
from .store import table

OF_ONE_EXERCISE = 2  # checks that are listed as most often missed


@dataclass
class Tally:
    """Scores by student and assignment, notes by student, how many students missed each check, and what the report needs."""

    max_scores: dict[str, float]
    scores: dict[str, dict[str, float]] = field(default_factory=dict)
    notes: dict[str, list[str]] = field(default_factory=dict)
    missed: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    raw: dict[tuple[str, str], float] = field(default_factory=dict)
    excused: set[tuple[str, str]] = field(default_factory=set)
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
        if result.final_score is None:
            self.excused.add((result.assignment, result.student))
        else:
            self.scores[result.student][result.assignment] = result.final_score
        self.raw[result.assignment, result.student] = result.score
        for reason in result.final.reasons if result.final else ():
            self.add_student(result.student, f"{result.assignment}: {reason}")
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

    def blank(self, assignment: str) -> int:
        """How many handed in a file that answers nothing of it."""
        return sum(row.is_blank for (name, _), row in self.digest.rows.items() if name == assignment)

    def most_missed(self, most: int) -> list[tuple[tuple[str, str, str], int]]:
        """The checks that most students missed, with how many; at most two of an exercise, which would fill the list otherwise."""
        found: list[tuple[tuple[str, str, str], int]] = []
        shown: Counter[tuple[str, str]] = Counter()
        # By name where equally many missed them, so that two runs print the same.
        for key, count in sorted(self.missed.items(), key=lambda item: (-item[1], item[0])):
            shown[key[:2]] += 1
            if shown[key[:2]] <= OF_ONE_EXERCISE:
                found.append((key, count))
        return found[:most]

    def csv(self) -> str:
        """`grades.csv`: one row for each student, blank where nothing could be graded, or the student is excused.

        What the checks gave stands in a column of its own for assignments where something else counts.
        """
        assignments = list(self.max_scores)
        raw = [name for name in assignments if self._is_settled(name)]
        header = ["student", *assignments, "total", "max_total", "note", *(f"{name} raw" for name in raw)]
        rows = [self._row(student, assignments, raw) for student in sorted(self.scores)]
        return table([header, *rows])

    def max_total(self, student: str) -> float:
        """The points that the student could have: without what they are excused from."""
        return total([most for name, most in self.max_scores.items() if (name, student) not in self.excused])

    def _is_settled(self, assignment: str) -> bool:
        """Whether anybody's score of the checks is not what counts."""
        return any(
            score != self.scores[student].get(assignment)
            for (name, student), score in self.raw.items()
            if name == assignment
        )

    def _row(self, student: str, assignments: list[str], raw: list[str]) -> list[str]:
        scores = self.scores[student]
        cells = [points_text(scores[name]) if name in scores else "" for name in assignments]
        whole = points_text(total(list(scores.values()))) if scores else ""
        before = [points_text(self.raw[name, student]) if (name, student) in self.raw else "" for name in raw]
        note = "; ".join(self.notes.get(student, []))
        return [student, *cells, whole, points_text(self.max_total(student)), note, *before]
