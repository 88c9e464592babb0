"""pytest, started once per process: it collects the suites, then runs them on one submission after another."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import pytest

from autograder.course import Assignment, Exercise
from autograder.errors import AutograderError
from autograder.explain.call import Call, NoAnswer
from autograder.explain.feedback import Explanation, explain, fails_because
from autograder.result import CheckResult, ExerciseResult, Outcome, round_points
from autograder.sandbox import Answer, LoadReport, Raised, Substitutes, TimedOut, Value
from autograder.testing import Figure, Mistake

from .checks import MARKERS, Check, Suite, suite_of
from .fixtures import Bench, Fixtures
from .misconceptions import Replay
from .proxy import Answers, Fault, Student, take_calls
from .values import encode

# pytest's own parts that a run without a terminal has no use for; each costs time at every check.
UNUSED = """cacheprovider capture debugging doctest faulthandler junitxml logging pastebin setuponly setupplan
    skipping stepwise terminal threadexception tmpdir unraisableexception warnings""".split()
TIMEOUTS = 2

Given = Callable[[Substitutes], AbstractContextManager[Answers]]


@dataclass(frozen=True)
class _Ran:
    """A check that has run: what it raised (None: it passed) and the calls it made."""

    check: Check
    error: BaseException | None
    calls: tuple[Call, ...]

    @property
    def given(self) -> tuple[str, ...]:
        """The stand-ins that the student's function called."""
        answers = [call.answer for call in self.calls]
        names = [name for one in answers if isinstance(one, (Value, Raised)) for name in one.substituted]
        return tuple(dict.fromkeys(names))


@dataclass(frozen=True)
class _Judged:
    """A check that has run, and how it ended, in words. One that was not `tried` had no time left."""

    ran: _Ran
    words: Explanation
    tried: bool = True

    @property
    def passed(self) -> bool:
        """Whether it earns its points."""
        return self.words.outcome is Outcome.PASSED


class Runner(Fixtures):
    """The suites of some assignments, collected and ready.

    `Runner.collect(assignments, use)` calls `use(runner)` while pytest is up; there, `runner.run(suite, answers)` runs a whole suite
    on whatever answers calls: a worker, or our own functions.
    """

    def __init__(self, assignments: tuple[Assignment, ...], use: Callable[[Runner], None]) -> None:
        self._assignments, self._use = assignments, use
        self._bench: Bench | None = None
        self._before: Callable[[Check], None] | None = None
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
        with _own_pytest(), _own_modules(assignments):
            folders = [str(assignment.suite) for assignment in assignments]
            without = [f"-pno:{name}" for name in UNUSED]
            pytest.main(["-c", os.devnull, "--rootdir", folders[0], "--noconftest", "--assert=plain",
                         "--import-mode=importlib", *without, *folders], plugins=[runner])  # fmt: skip
        if runner._problems:
            raise AutograderError(f"a suite does not load: {runner._problems[0]}")
        if runner._escaped is not None:
            raise runner._escaped

    # --- running ----------------------------------------------------------------------------------------------------

    def run(self, suite: Suite, answers: Answers, given: Given | None = None) -> tuple[ExerciseResult, ...]:
        """Run every check of `suite` and add up the points.

        Args:
            given: opens answers of the same submission with stand-ins, so that a mistake costs its points once: where an exercise
                uses others that lost points, its failed checks run again on those answers.
        Raises:
            Fault: something of ours failed; the student has no result from this run.
        """
        exercises = suite.assignment.exercises
        judged: dict[str, list[_Judged]] = {one.name: [] for one in exercises}
        # Messages of visible checks may quote whatever the student's code says: no process may have met a hidden input before.
        with self._taking(suite, sorted(suite.checks, key=lambda check: not check.visible), answers):
            for visible in (True, False):
                for one in exercises:
                    checks = [check for check in suite.of(one) if check.visible is visible]
                    # A function that hangs would hang those that call it too, and leave no time for giving them the right one.
                    hung = given is not None and any(
                        _ran_out(judged[name]) for name in suite.assignment.dependencies_of(one)
                    )
                    judged[one.name] += self._judge(
                        suite, checks, answers.report, judged[one.name], timeouts=1 if hung else TIMEOUTS
                    )
        first = dict(judged)
        if given is not None and not all(one.passed for checks in judged.values() for one in checks):
            for exercise in suite.assignment.in_dependency_order:
                judged[exercise.name] = self._judge_again(suite, exercise, judged, answers.report, given)
        return tuple(
            _with_figures(suite, one, _exercise(suite, one, judged[one.name]), first[one.name]) for one in exercises
        )

    def each(
        self, suite: Suite, answers: Answers, before: Callable[[Check], None] | None = None
    ) -> Iterator[tuple[ExerciseResult, list[Explanation]]]:
        """One exercise after another, for those who show them as they come: its result, and how each check ended.

        Args:
            before: hears of each check before it runs.
        """
        self._before = before
        with self._taking(suite, suite.checks, answers):
            for exercise in suite.assignment.exercises:
                judged = self._judge(suite, suite.of(exercise), answers.report)
                yield _exercise(suite, exercise, judged), [one.words for one in judged]

    def ran(self, suite: Suite, answers: Answers) -> Iterator[tuple[Check, tuple[Call, ...], bool]]:
        """Every check in turn, with the calls it made and whether it passed: for those who record rather than grade."""
        with self._taking(suite, suite.checks, answers):
            for check in suite.checks:
                ran = self._check(check)
                yield ran.check, ran.calls, ran.error is None

    @contextmanager
    def _taking(self, suite: Suite, checks: Sequence[Check], answers: Answers) -> Iterator[None]:
        """Let `answers` take checks of the suite in turn; pytest tears everything down at the end, also an early one."""
        self._bench = Bench(Student(answers), suite.recorded or suite.reference)
        following = [check.item for check in checks[1:]] + [None]
        self._next = dict(zip(checks, following, strict=True))
        try:
            yield
        finally:
            self._before = None
            last = checks[-1].item
            last.config.hook.pytest_runtest_teardown(item=last, nextitem=None)
            self._bench = None

    def _judge(
        self,
        suite: Suite,
        checks: Sequence[Check],
        report: LoadReport,
        before: Sequence[_Judged] = (),
        *,
        timeouts: int = TIMEOUTS,
        quotes: bool = True,
    ) -> list[_Judged]:
        """Run checks of one exercise, of which those `before` have run, until `timeouts` of them ran out of time.

        Args:
            quotes: whether messages of visible checks may show what the student's code says.
        """
        bench = self._bench
        judged: list[_Judged] = []
        for check in checks:
            if _ran_out([*before, *judged]) >= timeouts:
                self._bench = Bench(Student(_OutOfTime(timeouts)), suite.recorded or suite.reference)
            ran = self._check(check)
            words = _explained(ran, report, suite, visible=check.visible and quotes)
            judged.append(_Judged(ran, words, self._bench is bench))
        self._bench = bench
        return judged

    def _judge_again(
        self, suite: Suite, exercise: Exercise, judged: dict[str, list[_Judged]], report: LoadReport, given: Given
    ) -> list[_Judged]:
        """Run an exercise's failed checks once more where they may have failed for a mistake that costs its points elsewhere."""
        first = judged[exercise.name]
        lost = tuple(
            name for name in suite.assignment.dependencies_of(exercise) if not all(one.passed for one in judged[name])
        )
        failed = [one.ran.check for one in first if one.words.outcome not in (Outcome.PASSED, Outcome.MISSING)]
        if not lost or not failed:
            return first
        stand_ins = Substitutes(exercise.name, lost, suite.reference.call)
        with given(stand_ins) as answers, self._taking(suite, failed, answers):
            # These processes may know, by the clock, what others were asked: nothing that they say is quoted.
            again = {one.ran.check: one for one in self._judge(suite, failed, report, quotes=False)}
        return [_better(one, again.get(one.ran.check)) for one in first]

    def _check(self, check: Check) -> _Ran:
        assert self._bench is not None
        self._error = None
        if self._before is not None:
            self._before(check)
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
        try:
            self.suites = {one.name: suite_of(one, functions) for one in self._assignments}
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
        if call.excinfo is not None:
            error = call.excinfo.value
            in_body = call.when == "call"
            self._error = error if in_body else Fault(f"{call.when} of {item.nodeid}: {type(error).__name__}: {error}")
        outcome: Any = "passed" if call.excinfo is None else "failed"
        return pytest.TestReport(item.nodeid, item.location, {}, outcome, None, call.when)  # type: ignore[arg-type]


class _OutOfTime:
    """Answers in place of a worker once an exercise has run out of time: the other checks have nothing to wait for."""

    report = LoadReport()

    def __init__(self, timeouts: int) -> None:
        self._checks = f"{timeouts} check{'s' * (timeouts > 1)} of this exercise"

    def call(self, name: str, *args: Any) -> Answer:
        """No answer, at once."""
        return TimedOut(f"not tried, since {self._checks} ran out of time before")

    draw = call


def _ran_out(judged: Sequence[_Judged]) -> int:
    """How many checks ran out of time."""
    return sum(one.words.outcome is Outcome.TIMED_OUT for one in judged)


def _better(first: _Judged, again: _Judged | None) -> _Judged:
    """Which of two runs of a check counts: the one with stand-ins where they were called and an answer came of it.

    Where none was called, it was the same run once more, and no check has two tries.
    """
    if again is None or again.words.outcome not in (Outcome.PASSED, Outcome.FAILED):
        return first
    return again if again.ran.given or not first.tried else first


def _explained(ran: _Ran, report: LoadReport, suite: Suite, *, visible: bool) -> Explanation:
    if ran.error is None:
        return Explanation(Outcome.PASSED)
    if not isinstance(ran.error, Exception) or isinstance(ran.error, Fault):
        raise ran.error
    if _is_ours(ran.error):
        raise Fault(f"{ran.check.exercise}/{ran.check.name}: {type(ran.error).__name__}: {ran.error}") from ran.error
    names = [exercise.name for exercise in suite.assignment.exercises]
    return explain(ran.error, ran.calls, report, ran.check.title, visible=visible, exercises=names)


def _is_ours(error: Exception) -> bool:
    """Whether an error comes from the sandbox rather than from the check's body."""
    return not isinstance(error, (Mistake, NoAnswer)) and type(error).__module__.startswith("autograder.sandbox")


def _with_figures(suite: Suite, exercise: Exercise, result: ExerciseResult, first: Sequence[_Judged]) -> ExerciseResult:
    """The result with what an exercise that draws drew and what was expected, as plain data, if it lost points.

    Of the `first` run, not of one with stand-ins, and of visible checks only: what is drawn later may show hidden inputs that the
    submission has met meanwhile.
    """
    drawn = [call.answer for one in first if one.ran.check.visible for call in one.ran.calls if call.draws]
    if not drawn or result.score == result.max_score:
        return result
    return replace(result, figures={"yours": _drawing(drawn[0]), "expected": _drawing(suite.drawing(exercise))})


def _drawing(answer: Answer) -> Any:
    """A drawing's data as JSON has it; None for what is none."""
    if not isinstance(answer, Value):
        return None
    try:
        Figure.of(answer.value)
    except Mistake:
        return None
    return encode(answer.value)


def _exercise(suite: Suite, exercise: Exercise, judged: list[_Judged]) -> ExerciseResult:
    replay = suite.replay(exercise)
    calls = {one.ran.check.name: one.ran.calls for one in judged}
    checks = tuple(_result(one, replay, calls) for one in judged)
    points = sum((one.ran.check.share for one in judged if one.passed), Fraction(0))
    return ExerciseResult(exercise.name, round_points(points, exercise.points), float(exercise.points), checks)


def _result(judged: _Judged, replay: Replay, calls: dict[str, tuple[Call, ...]]) -> CheckResult:
    check, words = judged.ran.check, judged.words
    failed = words.outcome is Outcome.FAILED
    found = replay.explain(check.name, calls) if failed else None
    message = words.because(found.sentence if found else "")
    if judged.passed and judged.ran.given:
        message = fails_because(check.exercise, judged.ran.given)
    return CheckResult(
        name=check.name,
        title=check.title,
        visible=check.visible,
        outcome=words.outcome,
        score=_shown(check.share) if judged.passed else 0.0,
        max_score=_shown(check.share),
        message=message,
        hint=check.hint if not judged.passed else "",
        misconception=found.name if found else "",
        detail=words.detail,
        given=judged.ran.given,
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


@contextmanager
def _own_modules(assignments: tuple[Assignment, ...]) -> Iterator[None]:
    """Keep suites imported before or after out of the way: pytest takes a module of the same name for the same file."""
    names = [f"test_{exercise.name}" for assignment in assignments for exercise in assignment.exercises]
    before = {name: sys.modules.pop(name) for name in names if name in sys.modules}
    try:
        yield
    finally:
        for name in names:
            sys.modules.pop(name, None)
        sys.modules.update(before)
