"""What can be found out about a function that fails by looking at it and running it once more: each statement is true of that function."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from autograder.course import Exercise
from autograder.course.model import FigureKind
from autograder.feedback import Statement
from autograder.sandbox import LoadReport
from autograder.testing.judge import ATOL, RTOL

from .checks import Check, Suite
from .execution import Execution
from .memo import Memo
from .proxy import Answers, SubmissionAnswers
from .sampling import Step, layers_of, of_plain

Rerun = Callable[[Suite, Sequence[Check], Answers], list[Execution]]
# The steps of one call of an exercise's function: each call of a function that it may use, with what came out.
Trace = Callable[[Exercise, tuple[Any, ...]], Sequence[Step]]


@dataclass(frozen=True)
class Means:
    """How the functions of one submission are run once more: `rerun` runs checks on other answers, `trace` notes a call's steps.

    `memo` has what was found out with earlier submissions.
    """

    answers: SubmissionAnswers
    rerun: Rerun
    trace: Trace | None = None
    memo: Memo | None = None


def parameter_order(suite: Suite, exercise: Exercise, report: LoadReport) -> Statement | None:
    """The function takes the task's arguments in another order."""
    expected, got = suite.parameters(exercise), report.parameters.get(exercise.name, ())
    # Other names than the task's tell nothing about the order they are in.
    if got == expected or sorted(got) != sorted(expected):
        return None
    fields = {"name": exercise.name, "expected": ", ".join(expected), "got": ", ".join(got)}
    return Statement("parameter_order", fields)


def earlier_definition(
    suite: Suite, exercise: Exercise, executions: Sequence[Execution], means: Means
) -> Statement | None:
    """The function is defined more than once, and an earlier one passes what the last one fails.

    Only visible checks are tried: what is said of an earlier definition must not tell a hidden input.
    """
    report = means.answers.report
    failed = [execution.check for execution in executions if execution.check.visible and not execution.passed]
    lines = report.earlier.get(exercise.name, ())
    # A run of checks is dear, and few files define a name twice.
    if not failed or not lines:
        return None
    # The latest that passes: it is the nearest to what the student meant to keep.
    for index in reversed(range(len(lines))):
        earlier = means.answers.earlier(exercise.name, index)
        if all(execution.passed for execution in means.rerun(suite, failed, earlier)):
            last, _ = report.functions.get(exercise.name, (0, 0))
            fields = {"name": exercise.name, "last": report.place(last), "earlier": report.place(lines[index])}
            return Statement("earlier_definition", fields)
    return None


def first_layer(suite: Suite, exercise: Exercise, executions: Sequence[Execution], means: Means) -> Statement | None:
    """From which layer on the values of a network differ, for the first call of its visible checks."""
    example = _example(suite, exercise, executions)
    if example is None or means.trace is None:
        return None
    args, expected = example
    for number, (step, right) in enumerate(zip(means.trace(exercise, args), expected, strict=False), 1):
        # Built otherwise than the reference: which of its layers answers to which of ours is not known, so nothing is
        # said.
        if step.name != right.name or step.outputs.shape != right.outputs.shape:
            return None
        if not np.allclose(step.outputs, right.outputs, rtol=RTOL, atol=ATOL):
            return Statement("first_layer", {"layer": str(number), "function": step.name})
    return None


def _example(
    suite: Suite, exercise: Exercise, executions: Sequence[Execution]
) -> tuple[tuple[Any, ...], Sequence[Step]] | None:
    """The arguments of a visible call, and the steps of the right answer to it; None for what has no layers."""
    if suite.recorded is not None:
        recorded = suite.recorded.sample(exercise.name)
        if recorded is None or recorded.kind is not FigureKind.LAYERS:
            return None
        layers = of_plain(recorded.kind, recorded.shown)
        return recorded.args, getattr(layers, "steps", ())
    if exercise.show is not FigureKind.LAYERS:
        return None
    calls = (
        call
        for execution in executions
        if execution.check.visible
        for call in execution.calls
        if call.name == exercise.name
    )
    args = next((call.args for call in calls), None)
    if args is None:
        return None
    namespace = suite.reference.namespace(exercise.name)
    return args, layers_of(partial(suite.reference.call, exercise.name), args, namespace, exercise.uses).steps
