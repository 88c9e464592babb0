"""`check("softmax")` in a notebook: the visible checks on the functions of the running kernel, shown as a card."""

from __future__ import annotations

import difflib
import inspect
import os
import random
import sys
import threading
import types
import warnings
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

import numpy as np

from autograder.course import Assignment, kit
from autograder.errors import AutograderError
from autograder.explain.wording import text
from autograder.feedback import Cause, Feedback
from autograder.limits import Limits
from autograder.render import card
from autograder.render.card import CardData, Colour
from autograder.result import ExerciseResult, Outcome, round_points
from autograder.sandbox import LoadReport
from autograder.suite import Runner
from autograder.suite.local import Local, mentions
from autograder.suite.overtime import NoWatch, Overtime, Watch, interrupt_main
from autograder.testing import Figure

from .progress import Standing, State, shown, standings
from .pyplot_guard import borrowed
from .streams import CapturedOutput

WIDTH = 80  # of the lines that compare values


class Score(float):
    """Points, as a plain number that a notebook shows as a card.

    nbgrader takes the text of a cell's result as its grade: that text is the bare number and nothing else.
    """

    html: str
    text: str
    is_full: bool

    @classmethod
    def of(cls, points: float, html: str, text: str, *, is_full: bool = False) -> Score:
        """So many points, what is shown of them, and whether there are no more to be had."""
        score = cls(points)
        score.html, score.text, score.is_full = html, text, is_full
        return score

    def __repr__(self) -> str:
        return float.__repr__(self)

    def _repr_html_(self) -> str:
        return self.html


def score(exercise: str, namespace: dict[str, Any]) -> Score:
    """Check one exercise's function in `namespace`.

    Whatever goes wrong, the score is 0 rather than none: nbgrader gives every point to a cell without a number.
    """
    __tracebackhide__ = True  # IPython shows no such frames
    try:
        found = kit.find()
        assignment = found.of_exercise(exercise)
        if assignment is None:
            raise AutograderError(_unknown(exercise, found))
        kit.require_checks(assignment)
        standing, figures = _check(exercise, found, assignment, namespace)
    except AutograderError as error:
        return Score.of(0.0, card.refusal(exercise, str(error)), f"{exercise}: {error}")
    except KeyboardInterrupt as stop:
        words = f"{exercise} was stopped while it was checked. Is there a loop that never ends?"
        raise KeyboardInterrupt(words).with_traceback(_own_part(stop.__traceback__, _files(namespace))) from None
    data = _card(standing, figures)
    is_full = standing.state is State.DONE
    return Score.of(_points(standing.result), card.as_html(data), card.as_text(data), is_full=is_full)


def namespace(calling: dict[str, Any]) -> dict[str, Any]:
    """Where the student's functions are: in IPython its user's namespace, else the globals of whoever called."""
    shell = _shell()
    return calling if shell is None else shell.user_ns


def shows_cards() -> bool:
    """Whether a result is shown by its HTML, as a notebook does and a terminal does not."""
    return type(_shell()).__name__ not in ("NoneType", "TerminalInteractiveShell")


def is_validating() -> bool:
    """Whether nbgrader is running the notebook for its author's eyes, to grade nothing: in grading, a word on stderr costs all points."""
    return os.environ.get("NBGRADER_EXECUTION") == "validate"


def _shell() -> Any:
    """The running IPython, None outside one."""
    return sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None


def _unknown(exercise: str, found: kit.Kit) -> str:
    known = [name for assignment in found.assignments for name in kit.names(assignment)]
    near = difflib.get_close_matches(exercise, known, n=1)
    return (
        f"there is no exercise of this name; did you mean '{near[0]}'?" if near else "there is no exercise of this name"
    )


def _points(result: ExerciseResult) -> float:
    """Points times visible checks passed, divided by visible checks."""
    passed = sum(check.outcome is Outcome.PASSED for check in result.checks)
    return round_points(Fraction(int(result.max_score) * passed, len(result.checks)), int(result.max_score))


def _card(standing: Standing, figures: tuple[Figure, Figure] | None) -> CardData:
    """What the card of an exercise shows."""
    name, feedback = standing.exercise.name, standing.feedback
    if standing.state in (State.UNDEFINED, State.UNTOUCHED) and feedback is not None:
        return CardData(name, _absent(feedback), Colour.RED if standing.state is State.UNDEFINED else Colour.GREY)
    checks = tuple((check.title, check.outcome is Outcome.PASSED) for check in standing.result.checks)
    if standing.state is State.DONE or feedback is None:
        return CardData(name, "all visible checks pass", Colour.GREEN, checks)
    waits = f"; it uses {standing.waiting}" * bool(standing.waits_for)
    summary = f"{standing.passed} of {len(checks)} visible checks pass{waits}"
    colour = Colour.GREY if standing.state is State.WAITING else Colour.RED
    return CardData(name, summary, colour, checks, shown(standing, feedback), figures)


def _absent(feedback: Feedback) -> str:
    if feedback.cause is Cause.NOT_STARTED:
        return "not started: the line `raise NotImplementedError()` still stands where your answer belongs"
    return text(feedback.fact)


def _check(
    exercise: str, found: kit.Kit, assignment: Assignment, namespace: dict[str, Any]
) -> tuple[Standing, tuple[Figure, Figure] | None]:
    """Run the checks of an exercise and of those that it uses: where it stands, and what it drew beside what it should have."""
    wanted = {exercise, *(used for one in assignment.exercises if one.name == exercise for used in one.uses)}
    part = replace(
        assignment, exercises=tuple(exercise for exercise in assignment.exercises if exercise.name in wanted)
    )
    calls = mentions(namespace, kit.names(part))
    results: dict[str, ExerciseResult] = {}
    drawn: list[Any] = []
    expected: list[Any] = []

    def use(runner: Runner) -> None:
        suite = runner.suites[assignment.name]
        if suite.recorded is not None:
            expected.append(suite.recorded.figure(exercise))
        with ExitStack() as stack:
            local = Local(
                namespace,
                _files(namespace),
                _report(namespace),
                limits=found.limits,
                watch=stack.enter_context(_watch(found.limits)),
                draw=lambda function, args: _kept(drawn, _recorder(stack).draw(function, args)),
                passing=(KeyboardInterrupt,),
            )
            with _undisturbed() as printed:
                for result in runner.each(
                    suite, local, printed=printed.take, trace=local.steps, calls=calls, width=WIDTH
                ):
                    results[result.name] = result

    Runner.collect((part,), use, exercise_names=kit.exercise_names(found))
    if exercise not in results:
        raise KeyboardInterrupt  # it came while pytest collected the checks, and pytest kept it to itself
    standing = next(
        standing for standing in standings(part.exercises, results, calls) if standing.exercise.name == exercise
    )
    yours, right = _figure(drawn), _figure(expected)
    return standing, (yours, right) if yours is not None and right is not None else None


@contextmanager
def _watch(limits: Limits) -> Iterator[Watch]:
    """What ends a loop in the kernel; nothing where `check` runs beside the thread that Ctrl-C reaches."""
    if threading.current_thread() is not threading.main_thread():
        yield NoWatch()
        return
    watch = Overtime(limits, interrupt_main, wall=True)
    try:
        yield watch
    finally:
        watch.close()


def _recorder(stack: ExitStack) -> Any:
    return stack.enter_context(borrowed())


def _kept(kept: list[Any], value: Any) -> Any:
    kept.append(value)
    return value


def _figure(descriptions: list[Any]) -> Figure | None:
    described = next((one for one in descriptions if one is not None), None)
    return Figure.of(described) if described is not None else None


@contextmanager
def _undisturbed() -> Iterator[CapturedOutput]:
    """Give a student's code the same random numbers every time, and leave its user's own, and all settings, as they were."""
    numbers, numpy_numbers = random.getstate(), np.random.get_state()
    random.seed(0)
    np.random.seed(0)
    printed = CapturedOutput()
    with warnings.catch_warnings(), np.errstate():
        warnings.simplefilter("ignore")  # on stderr, where NumPy's warnings go, a word costs all points in nbgrader
        try:
            with redirect_stdout(printed), redirect_stderr(printed):
                yield printed
        finally:
            random.setstate(numbers)
            np.random.set_state(numpy_numbers)


def _functions(namespace: dict[str, Any]) -> dict[str, types.FunctionType]:
    """The functions that were written here, by name."""
    return {
        name: value
        for name, value in namespace.items()
        if isinstance(value, types.FunctionType) and value.__module__ == namespace.get("__name__") and name[0] != "_"
    }


def _files(namespace: dict[str, Any]) -> frozenset[str]:
    return frozenset(function.__code__.co_filename for function in _functions(namespace).values())


def _own_part(trace: types.TracebackType | None, files: frozenset[str]) -> types.TracebackType | None:
    """A traceback from the student's first line on, without the dozens of ours and pytest's that led there."""
    while trace is not None and trace.tb_frame.f_code.co_filename not in files:
        trace = trace.tb_next
    return trace


@dataclass(frozen=True)
class KernelReport(LoadReport):
    """What the functions of a running kernel are: each was run in a cell of its own, whose lines are counted from 1."""

    code: Mapping[str, types.FunctionType] = field(default_factory=dict)
    is_empty = False  # whoever calls `check` has run a cell

    def lines(self, name: str) -> tuple[str, ...]:
        """The lines of a function, where the kernel still has them."""
        try:
            return tuple(inspect.getsource(self.code[name]).splitlines())
        except (OSError, KeyError, SyntaxError):
            return ()

    def source(self, line: int) -> str:
        """Unknown: a number alone does not tell the cell."""
        return ""


def _report(namespace: dict[str, Any]) -> LoadReport:
    functions = _functions(namespace)
    lines = {
        name: (function.__code__.co_firstlineno, _last_line(function.__code__)) for name, function in functions.items()
    }
    parameters = {
        name: function.__code__.co_varnames[: function.__code__.co_argcount] for name, function in functions.items()
    }
    values = tuple(
        name
        for name, value in namespace.items()
        if name[0] != "_" and not callable(value) and not isinstance(value, types.ModuleType)
    )
    return KernelReport(names=tuple(functions), functions=lines, parameters=parameters, values=values, code=functions)


def _last_line(code: types.CodeType) -> int:
    return max((line for _, _, line in code.co_lines() if line), default=code.co_firstlineno)
