"""What a report says, as data: frozen records that `report.json` holds as they are, and the page shows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Distribution:
    """How scores are spread. `bins` are (from, to, students); the last includes its upper end. Quartiles are interpolated linearly."""

    count: int
    mean: float
    median: float
    deviation: float
    lower_quartile: float
    upper_quartile: float
    lowest: float
    highest: float
    bins: tuple[tuple[float, float, int], ...]


@dataclass(frozen=True)
class CheckItem:
    """One check over the class.

    Attributes:
        passed: the share of answered exercises that pass it, 0 to 1; None where nobody answered.
        discrimination: the correlation of passing with the points of the rest of the assignment; None where either is the same for all.
    """

    name: str
    title: str
    visible: bool
    passed: float | None
    missed: int
    discrimination: float | None


@dataclass(frozen=True)
class Misconception:
    """A known wrong answer and how many gave it."""

    name: str
    sentence: str
    students: tuple[str, ...]


@dataclass(frozen=True)
class AnswerGroup:
    """Students whose answers to an exercise are equal to the bit, and wrong. `code` is that of one of them, `example`."""

    students: tuple[str, ...]
    score: float
    message: str
    example: str
    code: str


@dataclass(frozen=True)
class SimilarPair:
    """Two groups of students whose code is alike, with a text of each.

    Attributes:
        students: all whose code is the first, then the second text's.
        likeness: the share of tokens that agree, 0 to 1; 1 where only names, comments and layout differ.
    """

    students: tuple[tuple[str, ...], tuple[str, ...]]
    likeness: float
    texts: tuple[str, str]


@dataclass(frozen=True)
class ExerciseItem:
    """One exercise over the class.

    Attributes:
        answered: how many wrote something for it.
        difficulty: the mean share of its points among those, 0 to 1: high is easy; None where nobody did.
        discrimination: the correlation of its points with those of the rest of the assignment; None where either is the same for all.
    """

    name: str
    max_score: float
    answered: int
    blank: int
    full: int
    difficulty: float | None
    discrimination: float | None
    checks: tuple[CheckItem, ...]
    misconceptions: tuple[Misconception, ...]
    answer_groups: tuple[AnswerGroup, ...]
    similar: tuple[SimilarPair, ...]


@dataclass(frozen=True)
class AssignmentReport:
    """One assignment over the class.

    Attributes:
        blank: students whose file answers nothing.
        without_grade: students of the class who have no score here.
        other_suite: results of a suite that is no longer the course's; their scores count, their checks do not.
        seconds: what grading a file took: median, longest, all together.
    """

    name: str
    title: str
    max_score: float
    scores: Distribution | None
    blank: int
    without_grade: int
    late: int
    other_suite: int
    seconds: tuple[float, float, float]
    exercises: tuple[ExerciseItem, ...]


@dataclass(frozen=True)
class Attention:
    """A submission that a person should look at, and why."""

    student: str
    assignment: str
    file: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class StudentRow:
    """One student: the score of each assignment, None for none, and the pages (paths from the report) beside them."""

    student: str
    scores: tuple[float | None, ...]
    pages: tuple[str, ...]
    total: float | None
    max_total: float
    note: str


@dataclass(frozen=True)
class CheckDifference:
    """A check that some students pass under one interpreter and not under another.

    Attributes:
        passed: how many of these students pass it under each interpreter.
        sentences: what those are told who fail it, by interpreter.
    """

    assignment: str
    exercise: str
    title: str
    students: tuple[str, ...]
    passed: tuple[int, ...]
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Interpreters:
    """The class under several interpreters; `means` by assignment, one for each interpreter."""

    names: tuple[str, ...]
    means: tuple[tuple[str, tuple[float | None, ...]], ...]
    differences: tuple[CheckDifference, ...]


@dataclass(frozen=True)
class ClassData:
    """Everything that the page shows."""

    title: str
    made: str
    engine: str
    python: str
    numpy: str
    confinement: str
    assignments: tuple[AssignmentReport, ...]
    attention: tuple[Attention, ...]
    students: tuple[StudentRow, ...]
    interpreters: Interpreters | None = None
