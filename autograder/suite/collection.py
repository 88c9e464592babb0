"""pytest, started once per process: it collects the suites, and then runs single checks of them on demand."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from autograder.course import Assignment
from autograder.errors import AutograderError

from .check_context import Fixtures
from .checks import MARKERS, Suite, suite_of
from .proxy import Fault

# pytest's own parts that a run without a terminal has no use for; each costs time at every check.
UNUSED = """cacheprovider capture debugging doctest faulthandler junitxml logging pastebin setuponly setupplan
    skipping stepwise terminal threadexception tmpdir unraisableexception warnings""".split()


class Collection(Fixtures):
    """The suites of some assignments, collected and ready, while `use` runs inside pytest's loop."""

    def __init__(self, assignments: tuple[Assignment, ...], use: Callable[[Any], None]) -> None:
        self._assignments, self._use = assignments, use
        self.exercise_names = {exercise.name for assignment in assignments for exercise in assignment.exercises}
        self._error: BaseException | None = None
        self._escaped: BaseException | None = None
        self._problems: list[str] = []
        self.suites: dict[str, Suite] = {}

    @classmethod
    def collect(
        cls, assignments: tuple[Assignment, ...], use: Callable[[Any], None], *, exercise_names: Iterable[str] = ()
    ) -> None:
        """Start pytest on the assignments' suites and hand the collection to `use`; returns when `use` does.

        Args:
            exercise_names: of the rest of the course.
        Raises:
            AutograderError: a suite does not load; and whatever `use` raises.
        """
        plugin = cls(assignments, use)
        plugin.exercise_names.update(exercise_names)
        with _own_pytest(), _own_modules(assignments):
            folders = [str(assignment.suite) for assignment in assignments]
            without = [f"-pno:{name}" for name in UNUSED]
            # Of the course's own folder nothing but the suites counts: no pytest.ini, no conftest.py, and plain
            # asserts, whose rewriting would write byte code beside the suites and is read by nobody.
            pytest.main(["-c", os.devnull, "--rootdir", folders[0], "--noconftest", "--assert=plain",
                         "--import-mode=importlib", *without, *folders], plugins=[plugin])  # fmt: skip
        if plugin._problems:
            raise AutograderError(f"a suite does not load: {plugin._problems[0]}")
        if plugin._escaped is not None:
            raise plugin._escaped

    def run_item(self, item: pytest.Item, following: pytest.Item | None) -> BaseException | None:
        """Run one check through pytest's own protocol; what it raised, None where it passed."""
        # A test that passes raises nothing that could be seen: what the check before it raised must not stand for it.
        self._error = None
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        return self._error

    # --- pytest's hooks ---------------------------------------------------------------------------------------------

    def pytest_configure(self, config: pytest.Config) -> None:
        """Declare the markers."""
        for marker in MARKERS:
            config.addinivalue_line("markers", marker)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Remember a suite that could not be collected."""
        if report.failed:
            self._problems.append(f"{report.nodeid}: {str(report.longrepr).strip().splitlines()[-1]}")

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Sort what was collected into suites."""
        functions = [item for item in items if isinstance(item, pytest.Function)]
        try:
            self.suites = {assignment.name: suite_of(assignment, functions) for assignment in self._assignments}
        except Exception as error:  # noqa: BLE001 - pytest would print it and go home; `collect` raises it again
            self._escaped = error

    def pytest_runtestloop(self) -> bool:
        """In place of pytest's own loop over the checks."""
        if not self._problems and self._escaped is None:
            try:
                self._use(self)
            except BaseException as error:  # noqa: BLE001 - pytest would make a report of it; `collect` raises it again
                self._escaped = error
        return True

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> pytest.TestReport:
        """Keep what was raised; a failure before or after the check itself is ours."""
        # A report as pytest makes it formats a traceback, which takes longer than most checks and is read by nobody.
        if call.excinfo is not None:
            error = call.excinfo.value
            in_body = call.when == "call"
            self._error = error if in_body else Fault(f"{call.when} of {item.nodeid}: {type(error).__name__}: {error}")
        outcome: Any = "passed" if call.excinfo is None else "failed"
        return pytest.TestReport(item.nodeid, item.location, {}, outcome, None, call.when)  # type: ignore[arg-type]


@contextmanager
def _own_pytest() -> Iterator[None]:
    """Keep the options and plugins that a user set for other projects out of the way."""
    names = ("PYTEST_ADDOPTS", "PYTEST_PLUGINS", "PYTEST_DISABLE_PLUGIN_AUTOLOAD")
    before = {name: os.environ.pop(name, None) for name in names}
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    try:
        yield
    finally:
        del os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"]
        os.environ.update({name: value for name, value in before.items() if value is not None})


@contextmanager
def _own_modules(assignments: tuple[Assignment, ...]) -> Iterator[None]:
    """Keep suites imported before or after out of the way: pytest takes a module of the same name for the same file."""
    # Of the whole folder: pytest imports the suites of exercises that are left out, too.
    names = {path.stem for assignment in assignments for path in assignment.suite.glob("test_*.py")}
    before = {name: sys.modules.pop(name) for name in names if name in sys.modules}
    try:
        yield
    finally:
        for name in names:
            sys.modules.pop(name, None)
        sys.modules.update(before)
