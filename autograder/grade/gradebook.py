"""A class's records put into nbgrader's gradebook."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from autograder.course import Course
from autograder.result import Result

from .intake import Refused, Roster
from .store import Store
from .tally import Tally

if TYPE_CHECKING:
    from autograder.gradebook import Gradebook
    from autograder.gradebook.book import Unrecorded
    from autograder.gradebook.people import Name


def record(
    book: Gradebook, course: Course, tally: Tally, store: Store, not_graded: list[Refused], roster: Roster
) -> list[Unrecorded]:
    """Write every result that `grades.csv` counts, no score for a file that could not be graded, and the class list's names.

    Returns:
        The results that could not be put there through a fault of ours.
    Raises:
        AutograderError: the gradebook cannot be written; it is as it was before, and so are the results.
    """
    lost = {
        (refused.assignment, refused.student)
        for refused in not_graded
        if refused.assignment not in tally.scores[refused.student]
    }
    blanks = lost | {("", student) for student in tally.scores}
    return book.write(course, _results(course, tally, store), blanks, _names(roster))


def _names(roster: Roster) -> Iterator[Name]:
    """The names of the class list in two parts, where it tells them apart."""
    from autograder.gradebook.people import Name  # nbgrader comes with the gradebook

    for person in roster:
        if person.last_name or person.first_name:
            yield Name(person.id, person.first_name, person.last_name, person.email)
        elif person.name and person.name != person.id:
            last, _, first = person.name.partition(",")
            yield Name(person.id, first.strip(), last.strip(), person.email)


def _results(course: Course, tally: Tally, store: Store) -> Iterator[Result]:
    for assignment in course.assignments:
        for student in sorted(tally.scores):
            result = store.read(assignment.name, student) if (assignment.name, student) in tally.raw else None
            if result is not None:
                yield result
