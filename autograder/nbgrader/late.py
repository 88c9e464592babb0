"""What late work costs under nbgrader's commands: as the course says, and as nbgrader says where the course says nothing."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

from nbgrader.preprocessors import AssignLatePenalties

from autograder.grade.exceptions import Exceptions
from autograder.grade.intake import HandIn, TimeSource
from autograder.grade.late import lateness

from .gradebook import Gradebook
from .settings import Autograder


class LatePenalties(Autograder, AssignLatePenalties):  # type: ignore[misc]
    """Stands where nbgrader's `AssignLatePenalties` stood, which goes by due dates in the gradebook and a plug-in.

    For an assignment with a due date in `[late]` of `course.toml`, or an extension of the student's, those count alone.
    """

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Write the penalty into the gradebook, or none."""
        names = resources["nbgrader"]
        course, assignment = self.session.course, self.session.assignments.get(names["notebook"])
        exemption = Exceptions.read(course.root, self.session.assignments).of(names["student"], names["notebook"])
        if assignment is None or not (exemption.due or course.late.due.get(assignment.name)):
            found: tuple[Any, Any] = super().preprocess(nb, resources)
            return found
        with Gradebook(names["db_url"]) as gradebook:
            handed_in = gradebook.find_submission(names["assignment"], names["student"]).timestamp
            book = gradebook.find_submission_notebook(names["notebook"], names["assignment"], names["student"])
            late = lateness(
                course.late, assignment.name, self._time(names, handed_in), float(book.max_score), exemption
            )
            if late is not None:
                self.log.warning("%s, %s: %s", names["student"], names["assignment"], late.reason)
            book.late_submission_penalty = (late.points or None) if late else None  # also takes back an earlier run's
            gradebook.db.commit()
        return nb, resources

    def _time(self, names: dict[str, str], handed_in: datetime | None) -> dict[str, str]:
        """When a submission came: as nbgrader knows it, else as its file says."""
        if handed_in is not None:
            # nbgrader keeps UTC and does not say so.
            return HandIn(handed_in.replace(tzinfo=timezone.utc), TimeSource.PLATFORM).record
        seconds = self.submitted(names).lstat().st_mtime  # a link's own: what it leads to is of any age
        of_file = HandIn.at(seconds, TimeSource.FILE)
        return of_file.record if of_file else {}
