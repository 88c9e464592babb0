"""Results of a kit's visible checks for its pytest plugin: on the student's file of each assignment."""

from __future__ import annotations

from pathlib import Path

from autograder.course import kit
from autograder.result import ExerciseResult

from .session import Children, ResultEvent, run
from .submission import Submission


class KitSource:
    """Checks the file that the student saved last, as `autograder check` does.

    Raises:
        AutograderError: the folder holds no whole kit.
    """

    def __init__(self, root: Path) -> None:
        self._kit = kit.find(root)
        for assignment in self._kit.assignments:
            kit.require_checks(assignment)  # now, in one sentence, rather than as a failure of each check
        self._children = Children()

    def header(self) -> list[str]:
        """Which files are checked."""
        assignments = self._kit.assignments
        return [
            f"{assignment.name}: {path.name}"
            for assignment in assignments
            for path in kit.files(self._kit, [assignment])[:1]  # the file that was saved last stands first
        ]

    def results(self, suite: Path) -> tuple[ExerciseResult, ...]:
        """The results of one assignment; none where there is no file of it."""
        assignment = self._kit.assignment(suite.name)
        files = kit.files(self._kit, [assignment])
        if not files:
            return ()
        submission = Submission.read(files[0], self._kit.limits, kit.names(assignment))
        events = run(self._kit, assignment, kit.names(assignment), submission, self._children)
        return tuple(event.result for event in events if isinstance(event, ResultEvent))

    def close(self) -> None:
        """End the processes."""
        self._children.close()
