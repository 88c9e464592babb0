"""Plain `pytest` in a course or in a kit: each check says what the student reads.

In a course it runs the suites on our own solutions, or with `--submission FILE` on one student's file, in a sandbox and with the whole story
below each failure. In a kit it runs the visible checks on the student's files. The checks run as `autograder grade` and `autograder check`
run them, an assignment at a time; what pytest collected asks how they ended.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

import pytest

from autograder.course import settings
from autograder.errors import AutograderError
from autograder.explain.wording import text
from autograder.render.outcomes import OUTCOME_WORDS
from autograder.result import CheckResult, ExerciseResult, Outcome
from autograder.suite.checks import MARKERS, place

SUITES = Path("tests", "exercises")


class Source(Protocol):
    """Where the results of an assignment come from."""

    def header(self) -> list[str]:
        """What is checked, a line each."""

    def results(self, suite: Path) -> tuple[ExerciseResult, ...]:
        """The results of the assignment whose suite is in that folder; none where the file at hand answers nothing of it."""

    def close(self) -> None:
        """End what was started."""


class CheckFailed(Exception):
    """A check that did not pass; its text is all there is to say."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--submission`."""
    parser.addoption(
        "--submission", metavar="FILE", type=Path, help="run the suites of a course on this student's file"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Declare the markers and take over the checks."""
    for marker in MARKERS:
        config.addinivalue_line("markers", marker)
    try:
        source, in_kit = _source(config)
    except AutograderError as error:
        raise pytest.UsageError(str(error)) from None
    config.pluginmanager.register(CheckPlugin(source, in_kit=in_kit), "autograder-checks")


def _source(config: pytest.Config) -> tuple[Source, bool]:
    """Where results come from, and whether that is a kit.

    Raises:
        AutograderError: pytest runs neither in a course nor in a kit.
    """
    places = [config.rootpath, *(config.invocation_params.dir / argument.split("::")[0] for argument in config.args)]
    if any((folder / settings.FILE).is_file() for place in places for folder in (place, *place.parents)):
        from autograder.suite.course_source import CourseSource  # a sandbox, which only Linux has: not for a kit

        return CourseSource(config.getoption("submission")), False
    from autograder.practice.kit_source import KitSource  # what students run with: not for a course

    return KitSource(config.rootpath), True


class CheckPlugin:
    """Looks up how a check ended in place of calling it."""

    def __init__(self, source: Source, *, in_kit: bool) -> None:
        self._source, self._in_kit = source, in_kit
        self._results: dict[Path, Mapping[tuple[str, str], CheckResult]] = {}

    def pytest_report_header(self) -> list[str]:
        """What is checked."""
        return self._source.header()

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        """With `--submission`, leave out the assignments of which the file answers nothing."""
        if config.getoption("submission") is None:
            return
        checks = [item for item in items if self._is_check(item)]
        kept = [item for item in checks if self._of(item.path.parent)] or checks
        config.hook.pytest_deselected(items=[item for item in items if item not in kept])
        items[:] = kept

    @pytest.hookimpl(tryfirst=True)
    def pytest_pyfunc_call(self, pyfuncitem: pytest.Function) -> bool | None:
        """Raise what there is to say where a check did not pass."""
        if not self._is_check(pyfuncitem):
            return None
        _, exercise = place(pyfuncitem)
        check = self._of(pyfuncitem.path.parent).get((exercise, pyfuncitem.name))
        if check is None:
            raise CheckFailed(f"there is nothing in the file that {exercise} could be checked with")
        if check.outcome is not Outcome.PASSED:
            raise CheckFailed(self._words(exercise, check))
        return True

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
        """Show those words without a traceback of ours."""
        report = yield
        if call.excinfo is not None and isinstance(call.excinfo.value, CheckFailed):
            report.longrepr = str(call.excinfo.value)
        return report

    def pytest_unconfigure(self) -> None:
        """End what was started."""
        self._source.close()

    @pytest.fixture(name="student")
    def _student(self) -> None:
        """What a check is written against; here it is looked up instead."""

    @pytest.fixture(name="reference")
    def _reference(self) -> None:
        """The same."""

    @pytest.fixture(name="rng")
    def _rng(self) -> None:
        """The same."""

    def _is_check(self, item: pytest.Item) -> bool:
        if not isinstance(item, pytest.Function):
            return False
        return self._in_kit or item.path.parents[1].parts[-2:] == SUITES.parts

    def _of(self, suite: Path) -> Mapping[tuple[str, str], CheckResult]:
        if suite not in self._results:
            exercises = self._source.results(suite)
            self._results[suite] = {
                (exercise.name, check.name): check for exercise in exercises for check in exercise.checks
            }
        return self._results[suite]

    def _words(self, exercise: str, check: CheckResult) -> str:
        head = f"{exercise} {check.title}" if self._in_kit else f"{exercise}: {OUTCOME_WORDS[check.outcome]}"
        said = (
            [text(statement) for statement in (check.feedback.fact, *check.feedback.explanation)]
            if check.feedback
            else []
        )
        hint = [f"Hint: {check.hint}"] if check.hint else []
        detail = [f"  {key}: {value}" for key, value in (check.detail or {}).items()] if not self._in_kit else []
        return "\n".join([head, " ".join(said), *hint, *detail])
