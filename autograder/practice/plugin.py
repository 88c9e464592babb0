"""Plain `pytest` in a kit's folder: the visible checks on the student's files, with what a student should read in place of tracebacks."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

import pytest

from autograder.course import Assignment, kit
from autograder.errors import AutograderError
from autograder.explain.feedback import explain
from autograder.sandbox.inside.drawing import FigureRecorder
from autograder.sandbox.inside.loader import Loader
from autograder.suite import Fault, Student
from autograder.suite.checks import MARKERS, failure, place
from autograder.suite.fixtures import Bench, Fixtures
from autograder.suite.local import Local, report_of
from autograder.suite.proxy import take_calls
from autograder.suite.recorded import Recorded

from .cells import cells_of
from .submission import Submission


def pytest_configure(config: pytest.Config) -> None:
    """Declare the markers and serve the fixtures."""
    os.environ.setdefault("MPLBACKEND", "Agg")  # nobody looks at windows here
    for marker in MARKERS:
        config.addinivalue_line("markers", marker)
    try:
        found = kit.find(config.rootpath)
    except AutograderError as error:
        raise pytest.UsageError(str(error)) from None
    config.pluginmanager.register(KitPlugin(found), "autograder-kit")


@dataclass(frozen=True)
class _Loaded:
    """A student's file, loaded into this process, and what was recorded for its assignment."""

    local: Local
    student: Student
    recorded: Recorded


class KitPlugin(Fixtures):
    """Loads a student's file when the first check of its assignment runs."""

    def __init__(self, found: kit.Kit) -> None:
        self._kit = found
        self._studio: FigureRecorder | None = None
        self._loaded: dict[str, _Loaded] = {}

    def bench(self) -> Bench:
        """The student's file of the running check's assignment, and what was recorded for it."""
        loaded = self._of(place(self.item)[0])
        return Bench(loaded.student, loaded.recorded)

    def pytest_report_header(self) -> list[str]:
        """Which files are checked."""
        return [f"{one.name}: {path.name}" for one in self._kit.assignments for path in kit.files(self._kit, [one])[:1]]

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Show a check's failure as the student should read it."""
        report = yield
        error = failure(call)
        if error is not None and isinstance(item, pytest.Function):
            report.longrepr = self._words(item, error)
        return report

    def _words(self, item: pytest.Function, error: BaseException) -> str:
        assignment, exercise = place(item)
        loaded = self._of(assignment)
        calls = take_calls(loaded.student)
        title = " ".join((item.function.__doc__ or item.name).split())
        names = kit.names(self._kit.assignment(assignment))
        words = explain(error, calls, loaded.local.report, title, visible=True, exercises=names)
        found = loaded.recorded.replay(exercise).explain(item.name, {item.name: calls})
        hint = next((f"Hint: {marker.args[0]}" for marker in item.iter_markers("hint")), "")
        return "\n".join(filter(None, [f"{exercise} {title}", words.because(found.sentence if found else ""), hint]))

    def _of(self, assignment: str) -> _Loaded:
        if assignment not in self._loaded:
            self._loaded[assignment] = self._load(self._kit.assignment(assignment))
        return self._loaded[assignment]

    def _load(self, assignment: Assignment) -> _Loaded:
        recorded = Recorded.read(assignment.suite)
        files = kit.files(self._kit, [assignment])
        if recorded is None or not files:
            raise Fault(f"{assignment.suite} or {assignment.source} is not there; unpack the kit once more")
        self._studio = self._studio or FigureRecorder()
        local = _local(files[0], self._studio)
        return _Loaded(local, Student(local), recorded)


def _local(path: Path, studio: FigureRecorder) -> Local:
    submission = Submission.read(path)
    try:
        cells = cells_of(submission.name, submission.content)
    except ValueError as error:
        raise Fault(f"{submission.name} {error}") from None
    loader = Loader(cells, (), lambda index, line: None)
    main = sys.modules["__main__"]
    try:
        report = report_of(loader.load(), cells)
    finally:
        sys.modules["__main__"] = main
    return Local(loader.module.__dict__, loader.files, report, draw=studio.draw, passing=(KeyboardInterrupt,))
