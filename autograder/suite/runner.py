"""Running suites on one submission after another: which checks run when, on whose answers, and which of two runs counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from typing import Any

import pytest

from autograder.course import Assignment, Exercise
from autograder.explain.call import Call, NoAnswer
from autograder.explain.no_answer import is_stub
from autograder.result import ExerciseResult
from autograder.sandbox import Answer, LoadReport, Missing, Substitutes, TimedOut
from autograder.testing import Mistake

from .ahead import Ahead
from .check_context import CheckContext
from .checks import Check, Suite
from .collection import Collection
from .execution import Execution, timeouts
from .facts import Means, Trace
from .grading import ExerciseGrader
from .memo import Memo
from .proxy import Answers, Fault, Student, SubmissionAnswers, take_calls
from .sampling import Step, step_of

NOTHING: Mapping[str, Iterable[str]] = {}

WithSubstitutes = Callable[[Substitutes], AbstractContextManager[Answers]]


class Runner(Collection):
    """The suites of some assignments, collected and ready.

    `Runner.collect(assignments, use)` calls `use(runner)` while pytest is up; there, `runner.run(suite, answers)` runs a whole suite
    on whatever answers calls: a worker, or our own functions.
    """

    def __init__(self, assignments: tuple[Assignment, ...], use: Callable[[Any], None]) -> None:
        super().__init__(assignments, use)
        self._context: CheckContext | None = None
        self._memo: Memo | None = None
        self._following: dict[Check, pytest.Item | None] = {}
        self._ahead = Ahead(self._trial)

    def run(
        self,
        suite: Suite,
        answers: SubmissionAnswers,
        with_substitutes: WithSubstitutes | None = None,
        memo: Memo | None = None,
    ) -> tuple[ExerciseResult, ...]:
        """Run every check of `suite` and add up the points.

        Args:
            with_substitutes: opens answers of the same submission in which right functions take the place of some, so that a mistake
                costs its points once: where an exercise uses others that lost points, its failed checks run again on those answers.
            memo: what was found out with earlier submissions, of this collection and on the same interpreter. Nothing of a result
                depends on it.
        Raises:
            Fault: something of ours failed; the student has no result from this run.
        """
        self._memo = memo
        try:
            return self._results(suite, answers, with_substitutes)
        finally:
            self._memo = None

    def each(
        self,
        suite: Suite,
        answers: SubmissionAnswers,
        *,
        before: Callable[[str], None] = lambda what: None,
        printed: Callable[[], str] = lambda: "",
        trace: Trace | None = None,
        calls: Mapping[str, Iterable[str]] = NOTHING,
        width: int | None = None,
    ) -> Iterator[ExerciseResult]:
        """One exercise after another, for those who show them as they come.

        Args:
            before: hears what runs next, as "exercise/check", or "exercise/" and what else is found out about it.
            printed: what the student's code printed since this was last asked.
            trace: notes the steps of a call.
            calls: the exercises that the function of each has in its code: one that hangs would hang those that call it.
            width: characters of a line that shows differences; None to leave them out.
        """

        def rerun(suite: Suite, checks: Sequence[Check], others: Answers) -> list[Execution]:
            before(f"{checks[0].exercise}/earlier definition")
            return self._rerun(suite, checks, others)

        def noting(exercise: Exercise, args: tuple[Any, ...]) -> Sequence[Step]:
            before(f"{exercise.name}/steps")
            return trace(exercise, args) if trace is not None else ()

        grader = ExerciseGrader(suite, self.exercise_names, Means(answers, rerun, noting), width=width)
        hanging: list[str] = []
        with self._serving(suite, suite.checks, answers):
            for exercise in suite.assignment.exercises:
                cause = next((name for name in calls.get(exercise.name, ()) if name in hanging), "")
                executions = self._execute(suite, suite.of(exercise), cause=cause, before=before, printed=printed)
                hanging += [exercise.name] * bool(timeouts(executions))
                yield grader.grade(exercise, executions, executions)

    def executions(self, suite: Suite, answers: Answers) -> Iterator[Execution]:
        """Every check in turn, for those who record rather than grade."""
        with self._serving(suite, suite.checks, answers):
            for check in suite.checks:
                yield self._execution(check)

    def context(self) -> CheckContext:
        """What the running check has."""
        assert self._context is not None
        return self._context

    # --- which checks run when ---------------------------------------------------------------------------------------

    def _results(
        self, suite: Suite, answers: SubmissionAnswers, with_substitutes: WithSubstitutes | None
    ) -> tuple[ExerciseResult, ...]:
        first = self._first_run(suite, answers)
        counting = {name: list(executions) for name, executions in first.items()}
        if with_substitutes is not None and not all(
            execution.passed for executions in first.values() for execution in executions
        ):
            # What an exercise uses is settled first, so that each lost point is looked for where it was lost.
            for exercise in suite.assignment.in_dependency_order:
                counting[exercise.name] = self._run_again(suite, exercise, counting, answers.report, with_substitutes)
        means = Means(answers, self._rerun, self._trace(suite, counting, with_substitutes), self._memo)
        grader = ExerciseGrader(suite, self.exercise_names, means)
        return tuple(
            grader.grade(exercise, counting[exercise.name], first[exercise.name])
            for exercise in suite.assignment.exercises
        )

    def _first_run(self, suite: Suite, answers: Answers) -> dict[str, list[Execution]]:
        """Every check once, by exercise, the visible ones of all exercises first.

        Messages of visible checks quote whatever the student's code says: no process may have met a hidden input before.
        """
        exercises = suite.assignment.exercises
        # In the order of the exercises, whichever of their checks run first: the record keeps that order.
        found: dict[str, list[Execution]] = {exercise.name: [] for exercise in exercises}
        with self._serving(suite, sorted(suite.checks, key=lambda check: not check.visible), answers):
            for visible in (True, False):
                # What would wait for a function that hangs is not even asked: the budget is for exercises that
                # answer.
                late = [name for name, executions in found.items() if timeouts(executions)]
                own = [check for check in suite.checks if check.visible is visible and check.exercise not in late]
                # In two batches, never one: a process that has met a hidden input could answer a visible check with
                # it.
                self._ahead.ask(answers, own)
                for exercise in exercises:
                    checks = [check for check in suite.of(exercise) if check.visible is visible]
                    found[exercise.name] += self._execute(suite, checks, found[exercise.name])
        self._ahead.forget()
        return found

    def _run_again(
        self,
        suite: Suite,
        exercise: Exercise,
        counting: dict[str, list[Execution]],
        report: LoadReport,
        with_substitutes: WithSubstitutes,
    ) -> list[Execution]:
        """Run an exercise once more where its checks may have failed for a mistake that costs its points elsewhere.

        That run counts only as a whole: a function that answers otherwise in it, so that a check which passed does so no longer, has not
        two tries, of which the better counts for each check.
        """
        first = counting[exercise.name]
        lost = tuple(
            name
            for name in suite.assignment.dependencies_of(exercise)
            if not all(execution.passed and not execution.changes_arguments for execution in counting[name])
        )
        there = [execution for execution in first if not _is_missing(execution, report)]
        if not lost or all(execution.passed for execution in there):
            return first
        spoiling = tuple(name for name in lost if all(execution.passed for execution in counting[name]))
        checks = [execution.check for execution in there]
        substitutes = Substitutes(exercise.name, lost, suite.reference.call)
        with with_substitutes(substitutes) as answers, self._serving(suite, checks, answers):
            executions = self._execute(suite, checks)
        visibly = _visibly(executions) or lost
        again = {execution.check: replace(execution, visibly=visibly, spoiling=spoiling) for execution in executions}
        is_kept = all(again[execution.check].passed for execution in there if execution.passed)
        return [_counting(execution, again.get(execution.check), is_kept=is_kept) for execution in first]

    def _rerun(self, suite: Suite, checks: Sequence[Check], answers: Answers) -> list[Execution]:
        """Run some checks on other answers, perhaps in the middle of a run."""
        with self._serving(suite, checks, answers):
            return self._execute(suite, checks)

    @staticmethod
    def _trace(
        suite: Suite, counting: dict[str, list[Execution]], with_substitutes: WithSubstitutes | None
    ) -> Trace | None:
        """Notes what a function computes on its way by what it asks of substitutes: true of its own run where all that it uses is right."""
        if with_substitutes is None:
            return None

        def trace(exercise: Exercise, args: tuple[Any, ...]) -> Sequence[Step]:
            if not all(
                execution.passed for name in suite.assignment.dependencies_of(exercise) for execution in counting[name]
            ):
                return ()
            steps: list[Step] = []

            def noting(name: str, *inputs: Any) -> Answer:
                answer = suite.reference.call(name, *inputs)
                steps.extend(step_of(name, answer))
                return answer

            with with_substitutes(Substitutes(exercise.name, exercise.uses, noting)) as answers:
                answers.call(exercise.name, *args)
            return steps

        return trace

    def _execute(
        self,
        suite: Suite,
        checks: Sequence[Check],
        earlier: Sequence[Execution] = (),
        *,
        cause: str = "",
        before: Callable[[str], None] = lambda what: None,
        printed: Callable[[], str] = lambda: "",
    ) -> list[Execution]:
        """Run checks of one exercise, of which some have run `earlier`, until one runs out of time: the others would as well.

        Args:
            cause: an exercise that is called and ran out of time: none of the checks is tried.
        """
        context = self._context
        found: list[Execution] = []
        for check in checks:
            is_tried = not cause and not timeouts([*earlier, *found])
            if not is_tried:
                self._context = CheckContext(Student(_OutOfTime(cause)), suite.recorded or suite.reference)
            before(f"{check.exercise}/{check.name}")
            found.append(self._execution(check, printed, is_tried=is_tried))
        self._context = context
        return found

    def _execution(self, check: Check, printed: Callable[[], str] = lambda: "", *, is_tried: bool = True) -> Execution:
        """Run one check.

        Raises:
            Fault: something of ours failed.
        """
        printed()  # what came before is not this check's
        student = self.context().student
        expected = self._ahead.begin(check, student) if is_tried else ()
        # Looked up before pytest is asked: it takes most of a check's time.
        if self._memo is not None:
            known = self._memo.known(check.place, expected, student)
            if known is not None:
                return Execution(check, *known, printed(), is_tried)
        # Where others' verdicts are looked up, which check runs next is not known beforehand, and each is torn down
        # at once.
        error = self.run_item(check.item, None if self._memo is not None else self._following[check])
        # Ctrl-C, or pytest on its way out: no verdict on anybody.
        if error is not None and not isinstance(error, Exception):
            raise error
        if error is not None and (isinstance(error, Fault) or _is_ours(error)):
            raise Fault(f"{check.exercise}/{check.name}: {type(error).__name__}: {error}") from error
        calls = take_calls(student)
        if self._memo is not None:
            self._memo.keep(check.place, calls, error, expected)
        return Execution(check, error, calls, printed(), is_tried)

    def _trial(self, check: Check) -> tuple[Call, ...]:
        """The calls that a check makes on our own solution."""
        suite = self.suites[check.item.path.parent.name]
        with self._serving(suite, [check], suite.reference):
            self.run_item(check.item, None)
            return take_calls(self.context().student)

    @contextmanager
    def _serving(self, suite: Suite, checks: Sequence[Check], answers: Answers) -> Iterator[None]:
        """Let `answers` take checks of the suite in turn; pytest tears everything down at the end, also an early one."""
        before = self._context, self._following
        self._context = CheckContext(Student(answers), suite.recorded or suite.reference)
        following = [check.item for check in checks[1:]] + [None]
        self._following = dict(zip(checks, following, strict=True))
        try:
            yield
        finally:
            # Needed where the last check did not run, since it was looked up or an exception came first: fixtures of
            # a wider scope are still up.
            last = checks[-1].item
            last.config.hook.pytest_runtest_teardown(item=last, nextitem=None)
            self._context, self._following = before


class _OutOfTime:
    """Answers in place of a worker once an exercise has run out of time: the other checks have nothing to wait for."""

    report = LoadReport()

    def __init__(self, cause: str) -> None:
        what = f"`{cause}`, which it calls," if cause else "a check of this exercise"
        self._reason = f"not tried, since {what} ran out of time before"

    def call(self, name: str, *args: Any) -> Answer:
        """No answer, at once."""
        return TimedOut(self._reason)

    draw = call


def _visibly(executions: Sequence[Execution]) -> tuple[str, ...]:
    """The exercises whose substitutes were called in visible checks, before the process had met a hidden input."""
    names = [name for execution in executions if execution.check.visible for name in execution.substituted]
    return tuple(dict.fromkeys(names))


def _counting(first: Execution, again: Execution | None, *, is_kept: bool) -> Execution:
    """Which of two runs of a check counts: the one with substitutes where it passed and called one, and all that passed before still does.

    Where none was called, it was the same run once more, and no check has two tries. Of a run that did not pass, only that is said: its
    processes may know, by the clock, what others were asked.
    """
    if again is None or first.passed:
        return first
    if again.passed and not is_kept:
        return first
    if again.passed:
        return again if again.substituted or not first.is_tried else first
    # A right one in place of one that is right says nothing: that would call it wrong.
    wrong = tuple(name for name in again.substituted if name not in again.spoiling)
    return replace(first, fails_with=wrong) if first.is_tried else first


def _is_missing(execution: Execution, report: LoadReport) -> bool:
    """Whether there is no function, or only its stub."""
    if not isinstance(execution.error, NoAnswer):
        return False
    call: Call = execution.error.call
    # A stub fails whatever it calls does: with right functions it would fail once more.
    return isinstance(call.answer, Missing) or is_stub(call, report)


def _is_ours(error: Exception) -> bool:
    """Whether an error comes from the sandbox rather than from the check's body."""
    return not isinstance(error, (Mistake, NoAnswer)) and type(error).__module__.startswith("autograder.sandbox")
