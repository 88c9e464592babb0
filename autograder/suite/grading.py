"""From the checks of one exercise that have run to its result: points, and for each check that failed why."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from autograder.course import Exercise
from autograder.explain.context import Claim, Context
from autograder.explain.detail import detail
from autograder.explain.feedback import Failure, as_hidden, carried_forward, explain, listed, message
from autograder.explain.names import similar_names
from autograder.feedback import Feedback, Statement
from autograder.result import OUTCOMES, CheckResult, ExerciseResult, Outcome, round_points
from autograder.sandbox import Answer, Value
from autograder.testing import Figure, Mistake

from .checks import Suite, shown
from .execution import Execution
from .facts import Means, earlier_definition, first_layer, parameter_order
from .memo import answers_digest
from .values import encode


class ExerciseGrader:
    """Grades the exercises of one submission.

    Args:
        exercise_names: of the whole course: none of them is a misspelling of another.
        means: how the submission's functions are run once more, where that can tell why they fail.
        width: characters of a line that shows differences; None to leave them out.
    """

    def __init__(
        self, suite: Suite, exercise_names: Collection[str], means: Means, *, width: int | None = None
    ) -> None:
        self._suite, self._means = suite, means
        report = means.answers.report
        missing = [exercise.name for exercise in suite.assignment.exercises if exercise.name not in report.names]
        # For all that is missing at once: one function is the misspelling of one exercise at most.
        similar = similar_names(missing, report.functions, exercise_names) if missing else {}
        self._context = Context(report, exercise_names, similar, width=width)

    def grade(self, exercise: Exercise, counting: Sequence[Execution], first: Sequence[Execution]) -> ExerciseResult:
        """The result of an exercise.

        Args:
            counting: each check's run that counts.
            first: each check's first run, on the submission's own functions alone.
        """
        context = self._context_of(exercise, counting)
        checks = tuple(self._check(execution, context) for execution in counting)
        # Exact until here: equal shares as floats add up to more than the maximum now and then, and a gradebook
        # refuses that.
        points = sum((execution.check.share for execution in counting if execution.passed), Fraction(0))
        score = round_points(points, exercise.points)
        result = ExerciseResult(
            exercise.name, score, float(exercise.points), checks, answers_sha256=_answers(first).hex()
        )
        return self._with_figures(exercise, result, first)

    def _context_of(self, exercise: Exercise, executions: Sequence[Execution]) -> Context:
        """What is known of the answer to an exercise that failed."""
        report = self._context.report
        if all(execution.passed for execution in executions):
            return self._context
        # A hidden check says no more than a visible one has said already, so that is found out first.
        context = replace(self._context, said=_said(executions, self._context))
        order = parameter_order(self._suite, exercise, report)
        if order is not None:  # every value follows from that, and no misconception is needed to explain it
            return replace(context, proved=(order,))
        found = (
            earlier_definition(self._suite, exercise, executions, self._means),
            first_layer(self._suite, exercise, executions, self._means),
        )
        proved = tuple(statement for statement in found if statement is not None)
        return replace(context, claim=self._claim(exercise, executions), proved=proved)

    def _claim(self, exercise: Exercise, executions: Sequence[Execution]) -> Claim | None:
        """The known wrong answer that the student's is: looked up where another gave the same answers."""
        memo, key = self._means.memo, (self._suite.assignment.name, exercise.name, _answers(executions).hex())
        known = memo.claim(key) if memo is not None else None
        if known is not None:
            return known.claim
        claim = self._suite.replay(exercise).claim({execution.check.name: execution.calls for execution in executions})
        if memo is not None:
            memo.keep_claim(key, claim)
        return claim

    def _check(self, execution: Execution, context: Context) -> CheckResult:
        check = execution.check
        if execution.passed and not execution.substituted:
            return check.passed
        feedback = _feedback(execution, context)
        failed = feedback is not None and not execution.passed
        return CheckResult(
            name=check.name,
            title=check.title,
            visible=check.visible,
            outcome=OUTCOMES[feedback.cause] if feedback is not None else Outcome.PASSED,
            score=shown(check.share) if execution.passed else 0.0,
            max_score=shown(check.share),
            message=message(feedback) if feedback is not None else "",
            hint=feedback.hint if feedback is not None else "",
            misconception=feedback.misconception if feedback is not None else "",
            detail=detail(execution.error, execution.calls, context.report) if failed and execution.error else None,
            carried_forward=execution.substituted,
            feedback=feedback,
        )

    def _with_figures(self, exercise: Exercise, result: ExerciseResult, first: Sequence[Execution]) -> ExerciseResult:
        """The result with what an exercise that draws drew and what was expected, as plain data, if it lost points.

        Of the `first` run, not of one with substitutes, and of visible checks only: what is drawn later may show hidden inputs that the
        submission has met meanwhile.
        """
        drawn = [
            call.answer for execution in first if execution.check.visible for call in execution.calls if call.draws
        ]
        if not drawn or result.score == result.max_score:
            return result
        expected = _figure_data(self._suite.figure(exercise))
        return replace(result, figures={"yours": _figure_data(drawn[0]), "expected": expected})


def _answers(executions: Sequence[Execution]) -> bytes:
    """What stands for all answers to an exercise's checks: equal for answers that are equal to the bit."""
    return answers_digest([(execution.check.name, execution.calls) for execution in executions])


def _feedback(execution: Execution, context: Context) -> Feedback | None:
    check = execution.check
    if execution.error is None:
        causes = execution.substituted
        return carried_forward(check.exercise, causes, execution.spoiling) if causes else None
    if execution.fails_with:
        own = Statement("fails_with_right_ones", {"others": listed(execution.fails_with)})
        context = replace(context, proved=(*context.proved, own))
    return explain(_failure(execution, execution.error), context)


def _failure(execution: Execution, error: BaseException) -> Failure:
    check = execution.check
    return Failure(error, execution.calls, check.title, check.hint, check.visible, execution.printed)


def _said(executions: Sequence[Execution], context: Context) -> Feedback | None:
    """What the first visible check that failed would say, were it hidden; it ran before any hidden input was met."""
    for execution in executions:
        if execution.check.visible and execution.error is not None:
            return as_hidden(_failure(execution, execution.error), context)
    return None


def _figure_data(answer: Answer) -> Any:
    """A figure's data as JSON has it; None for what is none."""
    if not isinstance(answer, Value):
        return None
    try:
        # What a worker calls a drawing may be anything; a page is given only what reads as one.
        Figure.of(answer.value)
    except Mistake:
        return None
    return encode(answer.value)
