"""pytest, started once per process: it collects the suites, then runs them on one submission after another."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pytest

from autograder.course import Assignment, Exercise
from autograder.errors import AutograderError
from autograder.result import CheckResult, ExerciseResult, Outcome, round_points
from autograder.sandbox import Answer, LoadReport, TimedOut
from autograder.testing import Mistake

from .checks import MARKERS, Check, Suite, suite_of
from .fixtures import Bench, Fixtures
from .message import Explanation, explain
from .misconceptions import Replay
from .student import Answers, Call, Fault, NoAnswer, Student, take_calls

# pytest's own parts that a run without a terminal has no use for; each costs time at every check.
UNUSED = """cacheprovider capture debugging doctest faulthandler junitxml logging pastebin setuponly setupplan
    skipping stepwise terminal threadexception tmpdir unraisableexception warnings""".split()
TIMEOUTS = 2


@dataclass(frozen=True)
class _Ran:
    """A check that has run: what it raised (None: it passed) and the calls it made."""

    check: Check
    error: BaseException | None
    calls: tuple[Call, ...]


class Runner(Fixtures):
    """The suites of some assignments, collected and ready.

    `Runner.collect(assignments, use)` calls `use(runner)` while pytest is up; there, `runner.run(suite, answers)` runs a whole suite
    on whatever answers calls: a worker, or our own functions.
    """

    def __init__(self, assignments: tuple[Assignment, ...], use: Callable[[Runner], None]) -> None:
        self._assignments, self._use = assignments, use
        self._bench: Bench | None = None
        self._error: BaseException | None = None
        self._next: dict[Check, pytest.Item | None] = {}
        self._escaped: BaseException | None = None
        self._problems: list[str] = []
        self.suites: dict[str, Suite] = {}

    @classmethod
    def collect(cls, assignments: tuple[Assignment, ...], use: Callable[[Runner], None]) -> None:
        """Start pytest on the assignments' suites and hand the runner to `use`; returns when `use` does.

        Raises:
            AutograderError: a suite does not load; and whatever `use` raises.
        """
        runner = cls(assignments, use)
        with _own_pytest():
            folders = [str(assignment.suite) for assignment in assignments]
            without = [f"-pno:{name}" for name in UNUSED]
            pytest.main(["-c", os.devnull, "--rootdir", folders[0], "--noconftest", "--assert=plain",
                         "--import-mode=importlib", *without, *folders], plugins=[runner])  # fmt: skip
        if runner._escaped is not None:
            raise runner._escaped
        if runner._problems:
            raise AutograderError(f"a suite does not load: {runner._problems[0]}")

    # --- running ----------------------------------------------------------------------------------------------------

    def run(self, suite: Suite, answers: Answers) -> tuple[ExerciseResult, ...]:
        """Run every check of `suite` and add up the points.

        Raises:
            Fault: something of ours failed; the student has no result from this run.
        """
        with self._taking(suite, answers):
            return tuple(self._exercise(suite, exercise, answers.report) for exercise in suite.assignment.exercises)

    def ran(self, suite: Suite, answers: Answers) -> Iterator[tuple[Check, tuple[Call, ...], bool]]:
        """Every check in turn, with the calls it made and whether it passed: for those who record rather than grade."""
        with self._taking(suite, answers):
            for check in suite.checks:
                ran = self._check(check)
                yield ran.check, ran.calls, ran.error is None

    @contextmanager
    def _taking(self, suite: Suite, answers: Answers) -> Iterator[None]:
        """Let `answers` take the suite's checks; pytest tears everything down at the end, also an early one."""
        self._bench = Bench(Student(answers), suite.reference)
        following = [check.item for check in suite.checks[1:]] + [None]
        self._next = dict(zip(suite.checks, following, strict=True))
        try:
            yield
        finally:
            last = suite.checks[-1].item
            last.config.hook.pytest_runtest_teardown(item=last, nextitem=None)
            self._bench = None

    def _exercise(self, suite: Suite, exercise: Exercise, report: LoadReport) -> ExerciseResult:
        bench = self._bench
        ran: list[_Ran] = []
        explanations: list[Explanation] = []
        for check in suite.of(exercise):
            if sum(one.outcome is Outcome.TIMED_OUT for one in explanations) == TIMEOUTS:
                self._bench = Bench(Student(_OutOfTime()), suite.reference)
            ran.append(self._check(check))
            explanations.append(_explained(ran[-1], report))
        self._bench = bench
        replay = Replay(tuple(one for one in suite.misconceptions if one.exercise == exercise.name), suite.reference)
        calls = {one.check.name: one.calls for one in ran}
        checks = tuple(_result(one, words, replay, calls) for one, words in zip(ran, explanations, strict=True))
        points = sum((one.check.share for one in ran if one.error is None), Fraction(0))
        return ExerciseResult(exercise.name, round_points(points, exercise.points), float(exercise.points), checks)

    def _check(self, check: Check) -> _Ran:
        assert self._bench is not None
        self._error = None
        check.item.config.hook.pytest_runtest_protocol(item=check.item, nextitem=self._next[check])
        return _Ran(check, self._error, take_calls(self._bench.student))

    def bench(self) -> Bench:
        """The one student whose turn it is."""
        assert self._bench is not None
        return self._bench

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
        self.suites = {one.name: suite_of(one, functions) for one in self._assignments}

    def pytest_runtestloop(self) -> bool:
        """In place of pytest's own loop over the checks."""
        if not self._problems:
            try:
                self._use(self)
            except BaseException as error:  # noqa: BLE001 - pytest would make a report of it; `collect` raises it again
                self._escaped = error
        return True

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> pytest.TestReport:
        """Keep what was raised; a failure before or after the check itself is ours."""
        if call.excinfo is not None:
            error = call.excinfo.value
            in_body = call.when == "call"
            self._error = error if in_body else Fault(f"{call.when} of {item.nodeid}: {type(error).__name__}: {error}")
        outcome: Any = "passed" if call.excinfo is None else "failed"
        return pytest.TestReport(item.nodeid, item.location, {}, outcome, None, call.when)  # type: ignore[arg-type]


class _OutOfTime:
    """Answers in place of a worker once an exercise has run out of time: the other checks have nothing to wait for."""

    report = LoadReport()

    def call(self, name: str, *args: Any) -> Answer:
        """No answer, at once."""
        return TimedOut(f"not tried, since {TIMEOUTS} checks of this exercise ran out of time before")

    draw = call


def _explained(ran: _Ran, report: LoadReport) -> Explanation:
    if ran.error is None:
        return Explanation(Outcome.PASSED)
    if not isinstance(ran.error, Exception) or isinstance(ran.error, Fault):
        raise ran.error
    if _is_ours(ran.error):
        raise Fault(f"{ran.check.exercise}/{ran.check.name}: {type(ran.error).__name__}: {ran.error}") from ran.error
    return explain(ran.error, ran.calls, report, ran.check.title, visible=ran.check.visible)


def _is_ours(error: Exception) -> bool:
    """Whether an error comes from the sandbox rather than from the check's body."""
    return not isinstance(error, (Mistake, NoAnswer)) and type(error).__module__.startswith("autograder.sandbox")


def _result(ran: _Ran, words: Explanation, replay: Replay, calls: dict[str, tuple[Call, ...]]) -> CheckResult:
    check, failed = ran.check, words.outcome is Outcome.FAILED
    found = replay.explain(check.name, calls) if failed else None
    return CheckResult(
        name=check.name,
        title=check.title,
        visible=check.visible,
        outcome=words.outcome,
        score=_shown(check.share) if words.outcome is Outcome.PASSED else 0.0,
        max_score=_shown(check.share),
        message=" ".join(filter(None, [words.message, found.sentence if found else ""])),
        hint=check.hint if words.outcome is not Outcome.PASSED else "",
        misconception=found.name if found else "",
        detail=words.detail,
    )


def _shown(share: Fraction) -> float:
    return float(f"{float(share):.6g}")


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
