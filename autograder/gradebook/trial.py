"""A gradebook as a trial run has it: what a person entered there is read, and nothing is made, upgraded or written."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from types import TracebackType

from sqlalchemy import inspect

from autograder.course import Course
from autograder.final import Entered
from autograder.result import Result

from .book import Gradebook, Unrecorded
from .database import Database, is_there
from .entered import entered
from .people import Name

TABLE = "submitted_assignment"


class TrialGradebook(Gradebook):
    """Takes the place of the gradebook behind a URL or in an SQLite file, which may not be there yet."""

    def __init__(self, url: str | Path) -> None:
        self.notes = []
        self._url = url

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing is open between two readings."""

    def entered(self, course: Course) -> dict[tuple[str, str], Entered]:
        """As in `Gradebook`; nothing where there is no gradebook."""
        if not is_there(self._url):
            return {}
        database = Database(self._url)
        try:
            with database.transaction() as connection:
                # A server's database may be there without nbgrader's tables.
                if not inspect(connection).has_table(TABLE):
                    return {}
                return entered(connection, [assignment.name for assignment in course.assignments])
        finally:
            database.close()

    def write(
        self,
        course: Course,
        results: Iterable[Result],
        blanks: Iterable[tuple[str, str]] = (),
        names: Iterable[Name] = (),
    ) -> list[Unrecorded]:
        """Write nothing."""
        return []
