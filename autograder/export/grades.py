"""A class's grades as an export needs them: read from the results, joined with the class list."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from autograder.course import Course
from autograder.grade.intake import Person, Roster
from autograder.grade.store import Store
from autograder.result import Result, points_text

COUNTED = re.compile(
    r"\s*(\(\d+\)|\[Total Pts:.*|\(Real\))\s*.*$"
)  # what platforms put behind an assignment's name in a heading
NUMBERED = re.compile(r".+_(\d+)", re.DOTALL)  # "lovelaceada_7": a name and the platform's number


@dataclass(frozen=True)
class Grade:
    """One student's grade for one assignment; `score` is None for those who are excused."""

    score: float | None
    raw: float
    file: str
    time: str
    attempt: str
    reasons: tuple[str, ...]

    @property
    def text(self) -> str:
        """The score as a cell: "" where there is none."""
        return "" if self.score is None else points_text(self.score)


@dataclass(frozen=True)
class StudentGrades:
    """One student's grades by assignment; `person` is their row of the class list, an empty one where they are not on it."""

    id: str
    person: Person
    grades: Mapping[str, Grade] = field(default_factory=dict)


@dataclass(frozen=True)
class ClassGrades:
    """Everybody of the class list in its order, then those who are on none; `maxima` by assignment, `titles` too."""

    students: tuple[StudentGrades, ...]
    maxima: Mapping[str, float]
    titles: Mapping[str, str]
    headings: tuple[str, ...] = ()

    @classmethod
    def read(cls, course: Course, store: Store, roster: Roster) -> ClassGrades:
        """The grades of an output folder."""
        grades: dict[str, dict[str, Grade]] = {}
        known = {assignment.name for assignment in course.assignments}
        for result in store.earlier_results(()):
            if isinstance(result, Result) and result.assignment in known:  # a chapter may have left the course since
                grades.setdefault(result.student, {})[result.assignment] = _grade(result)
        owners = _owners(roster, grades)
        others = (student for student in sorted(grades) if student not in owners.values())
        students = [StudentGrades(owners[person.id], person, grades.get(owners[person.id], {})) for person in roster]
        students += [StudentGrades(student, Person(student), grades[student]) for student in others]
        return cls(
            tuple(students),
            {
                assignment.name: float(sum(exercise.points for exercise in assignment.exercises))
                for assignment in course.assignments
            },
            {assignment.name: assignment.title for assignment in course.assignments},
            # In the class list's order.
            tuple(dict.fromkeys(heading for person in roster for heading in person.columns)),
        )

    def heading(self, assignment: str) -> str:
        """What the platform's own file calls the assignment's column; the assignment's name where it has none."""
        names = {_fold(assignment), _fold(self.titles[assignment])}
        return next((heading for heading in self.headings if _fold(_plain(heading)) in names), assignment)

    def column(self, *names: str) -> str:
        """The heading of the class list that is one of these, without regard to case and signs; "" for none."""
        wanted = [_fold(name) for name in names]
        return next((heading for name in wanted for heading in self.headings if _fold(heading) == name), "")

    def listed(self) -> Iterator[StudentGrades]:
        """Those who are on the class list: a platform knows no others."""
        return (student for student in self.students if student.person.columns)


def _owners(roster: Roster, students: Collection[str]) -> dict[str, str]:
    """The name in the results of everybody on the class list: their id, or another of their names that is nobody else's."""
    uses = Counter(_fold(alias) for person in roster for alias in person.aliases)
    names = {_fold(student): student for student in students}
    names |= {_fold(number[1]): student for student in students if (number := NUMBERED.fullmatch(student))}
    owners: dict[str, str] = {}
    for person in roster:
        # A name of two people tells neither.
        own = [person.id, *(alias for alias in person.aliases if uses[_fold(alias)] == 1)]
        found = (names[_fold(alias)] for alias in own if _fold(alias) in names)
        owners[person.id] = person.id if person.id in students else next(found, person.id)
    return owners


def _grade(result: Result) -> Grade:
    return Grade(
        result.final_score,
        result.score,
        result.submission.get("file", ""),
        result.submission.get("time", ""),
        result.submission.get("attempt", ""),
        result.final.reasons if result.final else (),
    )


def _plain(heading: str) -> str:
    return COUNTED.sub("", heading.removeprefix("Assignment:").partition("|")[0]).strip()


def _fold(text: str) -> str:
    """A heading for comparison: without case, spaces and signs."""
    # NFKC: one letter may come as two code points, depending on the system that wrote it.
    return "".join(letter for letter in unicodedata.normalize("NFKC", text).casefold() if letter.isalnum())
