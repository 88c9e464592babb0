"""nbgrader's gradebook as a whole: opened before a class is graded, written afterwards in one transaction."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, islice
from pathlib import Path
from types import TracebackType

from sqlalchemy import Connection, exc

from autograder.course import Course
from autograder.final import Entered
from autograder.result import Result

from . import schema, structure
from .database import BUSY_SECONDS, Database
from .entered import entered
from .people import Name, enter_names
from .scores import Scores, add_students, invalid_id_reason

BATCH = 500  # students in one statement: some SQLites take no more than 999 variables


@dataclass(frozen=True)
class Unrecorded:
    """A result that cannot be put into the gradebook, and the traceback of why."""

    result: Result
    traceback: str


class Gradebook:
    """The gradebook behind a SQLAlchemy URL or in an SQLite file; nbgrader's tables are made if it is empty.

    Args:
        handed_in: when an (assignment, student) was handed in, where nbgrader should know.
        busy_seconds: how long to wait for another program that writes.
    Attributes:
        notes: sentences about what an operator should know, such as students that nbgrader cannot take.
    Raises:
        AutograderError: it cannot be reached or used, in one sentence with the way out.
    """

    def __init__(
        self,
        url: str | Path,
        handed_in: Callable[[str, str], datetime | None] = lambda assignment, student: None,
        busy_seconds: float = BUSY_SECONDS,
    ) -> None:
        self._handed_in = handed_in
        self.notes: list[str] = []
        self._database = Database(url, busy_seconds)
        try:
            with self._database.transaction() as connection:
                self._note(schema.ensure(connection, self._database.name))
        except BaseException:
            self._database.close()  # nobody gets it
            raise

    def __enter__(self) -> Gradebook:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.close()

    def entered(self, course: Course) -> dict[tuple[str, str], Entered]:
        """What a person entered in formgrader, by (assignment, student)."""
        with self._database.transaction() as connection:
            return entered(connection, [assignment.name for assignment in course.assignments])

    def write(
        self,
        course: Course,
        results: Iterable[Result],
        blanks: Iterable[tuple[str, str]] = (),
        names: Iterable[Name] = (),
    ) -> list[Unrecorded]:
        """Write a class, all of it or nothing; what a person entered (scores, extra credit, comments, penalties) stays.

        Only an override that is newer takes the place of their points, and the course's late policy that of a penalty.

        Args:
            results: in order of their assignment, so that memory stays flat.
            blanks: (assignment, student) of each file that could not be graded, the assignment "" where it is not known.
            names: of students; one that stands in the gradebook stays.
        Returns:
            The results that cannot be written, which leave all others alone.
        """
        failed: list[Unrecorded] = []
        with self._database.transaction() as connection:
            rows = CourseRows(connection, course, self._note)
            for assignment, batch in _batches(result for result in results if self._fits(result.student)):
                times = {result.student: self._handed_in(assignment, result.student) for result in batch}
                failed += _written(connection, rows[assignment], batch, times)
            # Sorted because `groupby` joins only neighbours; each once, because a student may have handed in several
            # such files.
            fit = sorted({blank for blank in blanks if self._fits(blank[1])})
            add_students(connection, [student for _, student in fit])
            for assignment, group in groupby(fit, key=lambda blank: blank[0]):
                if assignment:
                    rows[assignment].blank([student for _, student in group])
            enter_names(connection, names)
        return failed

    def _fits(self, student: str) -> bool:
        reason = invalid_id_reason(student)
        if reason:
            self._note(f"not in the gradebook: {student!r} {reason}, which nbgrader cannot take as a student's id")
        return not reason

    def _note(self, sentence: str) -> None:
        if sentence and sentence not in self.notes:
            self.notes.append(sentence)


def _written(
    connection: Connection, scores: Scores, batch: list[Result], times: dict[str, datetime | None]
) -> list[Unrecorded]:
    """Write results at once, and where that fails one by one; what became of those that cannot be written."""
    try:
        # A savepoint: what fails is undone, and the rest of the transaction goes on.
        with connection.begin_nested():
            scores.write(batch, times)
    except (
        exc.OperationalError,
        exc.IntegrityError,
    ):  # the database's trouble, not a result's: locked, full, written by another
        raise
    except Exception:  # noqa: BLE001 - a fault of ours, logged whatever it is
        if len(batch) == 1:
            return [Unrecorded(batch[0], traceback.format_exc())]
        return [fault for result in batch for fault in _written(connection, scores, [result], times)]
    return []


class CourseRows(dict[str, Scores]):
    """The assignments of a course in the gradebook, each looked up or made when it is first asked for."""

    def __init__(self, connection: Connection, course: Course, note: Callable[[str], None]) -> None:
        super().__init__()
        self._connection, self._course, self._note = connection, course, note

    def __missing__(self, name: str) -> Scores:
        assignment = next(assignment for assignment in self._course.assignments if assignment.name == name)
        rows = structure.ensure(self._connection, self._course, assignment)
        for cell in rows.forgotten:
            self._note(f"the gradebook still has the cell '{cell}' in {name}, which the course no longer has")
        self[name] = Scores(self._connection, rows)
        return self[name]


def _batches(results: Iterable[Result]) -> Iterator[tuple[str, list[Result]]]:
    for assignment, group in groupby(results, key=lambda result: result.assignment):
        while batch := list(islice(group, BATCH)):
            yield assignment, batch
