"""Results of a course's suites for its pytest plugin: on our own solutions, or on one student's file."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.course import Assignment, Course
from autograder.course.folder import find_course
from autograder.limits import Limits
from autograder.notebook import Unreadable, read
from autograder.result import ExerciseResult
from autograder.sandbox import Cell
from autograder.sandbox.server import Server
from autograder.sandbox.worker import Worker

from .runner import Runner


class CourseSource:
    """Runs an assignment's suite in a worker. A debugger for trusted hands: it also runs where a class could not be graded."""

    def __init__(self, submission: Path | None) -> None:
        self._submission = _cells(submission) if submission is not None else None
        self._courses: dict[Path, tuple[Course, Server]] = {}

    def header(self) -> list[str]:
        """Nothing: the command names the file."""
        return []

    def results(self, suite: Path) -> tuple[ExerciseResult, ...]:
        """The results of one assignment; none where the student's file defines none of its functions."""
        course, server = self._course(suite.parents[2])
        assignment = next(assignment for assignment in course.assignments if assignment.suite == suite)
        with Worker(server, self._submission or _cells(assignment.source)) as worker:
            names = {exercise.name for exercise in assignment.exercises}
            # A file answers one assignment; pytest was asked for all, and the others' tests would all fail for no
            # reason.
            if self._submission is not None and names.isdisjoint(worker.report.names):
                return ()
            return _run(course, assignment, worker)

    def close(self) -> None:
        """End the servers."""
        for _, server in self._courses.values():
            server.close()

    def _course(self, root: Path) -> tuple[Course, Server]:
        if root not in self._courses:
            course = find_course(root)
            # pytest asks for one assignment after another, and a server takes longer to start than most suites to
            # run.
            self._courses[root] = course, Server(None, course.limits, unconfined=True)
        return self._courses[root]


def _run(course: Course, assignment: Assignment, worker: Worker) -> tuple[ExerciseResult, ...]:
    found: list[ExerciseResult] = []

    def use(runner: Runner) -> None:
        found.extend(runner.run(runner.suites[assignment.name], worker, worker.with_substitutes))

    names = [exercise.name for assignment in course.assignments for exercise in assignment.exercises]
    Runner.collect((assignment,), use, exercise_names=names)
    return tuple(found)


def _cells(path: Path) -> tuple[Cell, ...]:
    try:
        content = path.read_bytes()
        if path.suffix != ".ipynb":
            return (Cell("submission.py", content),)
        # The default, since whose course this is, is not known yet.
        return read(content, Limits.file_bytes).cells
    except OSError as error:
        raise pytest.UsageError(f"--submission: '{path}' cannot be read: {error.strerror}") from None
    except Unreadable as error:
        raise pytest.UsageError(f"--submission: {path} {error}") from None
