"""`pytest tests/exercises` in a course: the suites on our own solutions, or with `--submission FILE` on one student's file.

Both run in a sandbox, as `autograder grade` runs them; a failed check shows what the student would read, and the whole story below it.
"""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from autograder.course import Assignment, Course
from autograder.course.folder import find_course
from autograder.explain.feedback import explain
from autograder.limits import Limits
from autograder.notebook import Unreadable, read
from autograder.sandbox import Cell
from autograder.sandbox.server import Server
from autograder.sandbox.worker import Worker

from .checks import MARKERS, failure, place
from .fixtures import Bench, Fixtures
from .proxy import Student, load_reference, take_calls

SUITES = Path("tests", "exercises")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--submission`."""
    parser.addoption(
        "--submission", metavar="FILE", type=Path, help="run the suites of a course on this student's file"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Declare the markers and serve the fixtures."""
    for marker in MARKERS:
        config.addinivalue_line("markers", marker)
    config.pluginmanager.register(SuitePlugin(config.getoption("submission")), "autograder-suites")


class SuitePlugin(Fixtures):
    """Serves one worker for each assignment of each course, opened when its first check runs."""

    def __init__(self, submission: Path | None) -> None:
        if submission is not None and not submission.is_file():
            raise pytest.UsageError(f"--submission: no file '{submission}'")
        self._submission = submission
        self._courses: dict[Path, Course] = {}
        self._servers: dict[Path, Server] = {}
        self._workers: dict[Path, Worker] = {}
        self._benches: dict[Path, Bench] = {}

    def bench(self) -> Bench:
        """The worker of the running check's assignment, and its reference."""
        item = self.item
        assignment = self._assignment(item)
        if assignment.source not in self._benches:
            student = Student(self._worker(item, assignment))
            self._benches[assignment.source] = Bench(student, load_reference(assignment.source))
        return self._benches[assignment.source]

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        """With `--submission`, leave out the assignments of which the file defines nothing."""
        if self._submission is None:
            return
        suites = [item for item in items if _is_check(item)]
        defined = {item.path.parent for item in suites if self._defines(item, place(item)[1])}
        kept = [item for item in suites if item.path.parent in defined or not defined]
        config.hook.pytest_deselected(items=[item for item in items if item not in kept])
        items[:] = kept

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Show a check's failure as the student and the instructor will read it, in place of a traceback."""
        report = yield
        error = failure(call)
        if error is not None and _is_check(item):
            bench = self.bench()
            words = explain(error, take_calls(bench.student), self._worker_report(item), "passes", visible=True)
            detail = "".join(f"\n  {key}: {value}" for key, value in (words.detail or {}).items())
            report.longrepr = f"{words.outcome.value}: {words.message}{detail}"
        return report

    def pytest_unconfigure(self) -> None:
        """End workers and servers."""
        for worker in self._workers.values():
            worker.close()
        for server in self._servers.values():
            server.close()

    def _defines(self, item: pytest.Item, name: str) -> bool:
        return name in self._worker(item, self._assignment(item)).report.names

    def _worker_report(self, item: pytest.Item) -> Any:
        return self._worker(item, self._assignment(item)).report

    def _worker(self, item: pytest.Item, assignment: Assignment) -> Worker:
        if assignment.source not in self._workers:
            root = _root(item)
            if root not in self._servers:
                # A debugger for trusted hands: it also runs where a class could not be graded.
                self._servers[root] = Server(None, self._courses[root].limits, unconfined=True)
            cells = _cells(self._submission or assignment.source, self._courses[root].limits)
            self._workers[assignment.source] = Worker(self._servers[root], cells)
        return self._workers[assignment.source]

    def _assignment(self, item: pytest.Item) -> Assignment:
        root = _root(item)
        if root not in self._courses:
            self._courses[root] = find_course(root)
        return next(one for one in self._courses[root].assignments if one.name == place(item)[0])


def _cells(path: Path, limits: Limits) -> tuple[Cell, ...]:
    content = path.read_bytes()
    if path.suffix != ".ipynb":
        return (Cell("submission.py", content),)
    try:
        return read(content, limits.file_bytes).cells
    except Unreadable as error:
        raise pytest.UsageError(f"--submission: {path} {error}") from None


def _is_check(item: pytest.Item) -> bool:
    return isinstance(item, pytest.Function) and item.path.parents[1].parts[-2:] == SUITES.parts


def _root(item: pytest.Item) -> Path:
    return item.path.parents[3]
