"""How many wrong answers a student's screen names: the known ones and mutants of the solutions, on the visible checks of the kit.

    python -m tests.engine.explain.naming [--every N] [--neutral]

A screen shows why the first failing check of an exercise fails. It names the mistake where it says why, or which kind of value came back
in place of which; it is neutral where it shows only two values; it is false where what it says is not so (`test_truth.untrue`).
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import io
import random
import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import numpy as np

from autograder.course import kit as kits
from autograder.course.folder import find_course
from autograder.explain.wording import text
from autograder.feedback import Cause, Feedback
from autograder.result import Outcome
from autograder.sandbox.inside.drawing import FigureRecorder
from autograder.sandbox.inside.loader import Loader
from autograder.suite import Runner, Suite
from autograder.suite.local import Local, report_of
from tests.engine.explain.test_truth import programs, untrue

COURSE = find_course(Path(__file__).parents[3])
KIT = kits.read(COURSE.kit)
FILE = "submission.py"
NO_REASON = frozenset({"says"})  # an exception's own words


class Screen(Enum):
    """What a screen says of a mistake."""

    REASON = "says why"
    KIND = "says which kind of value came back, or which property is missing"
    NEUTRAL = "shows two values"
    FALSE = "says what is not so"


@dataclass(frozen=True)
class Shown:
    """A wrong program and what its author sees; `why` is what is not so."""

    exercise: str
    source: str
    screen: Screen
    feedback: Feedback
    why: str = ""


def kind_of(feedback: Feedback) -> Screen:
    """What a screen with this feedback says, if it is true."""
    if any(statement.key not in NO_REASON for statement in feedback.explanation):
        return Screen.REASON
    if feedback.fact.key == "lacks_property" and not feedback.differences:
        return Screen.KIND  # a check's own sentence, which shows no values
    if feedback.cause in (Cause.TYPE, Cause.SHAPE, Cause.PROPERTY, Cause.NOT_DEFINED, Cause.UNREADABLE):
        return Screen.KIND
    return Screen.NEUTRAL


def seen(every: int = 1) -> Iterator[Shown]:
    """Every n-th of the wrong programs that fail a visible check, in an order of its own, with what is shown of it."""
    recorder = FigureRecorder()
    for assignment in COURSE.assignments:
        wrong: list[tuple[str, str]] = []
        Runner.collect(
            (assignment,),
            lambda runner, name=assignment.name, wrong=wrong: wrong.extend(_programs(runner.suites[name])),
        )  # type: ignore[misc]
        random.Random(0).shuffle(wrong)
        found: list[Shown] = []

        def use(
            runner: Runner,
            name: str = assignment.name,
            found: list[Shown] = found,
            wrong: list[tuple[str, str]] = wrong,
        ) -> None:
            for exercise, source in wrong[::every]:
                found.extend(_seen(runner, runner.suites[name], exercise, source, recorder))

        Runner.collect((KIT.assignment(assignment.name),), use, exercise_names=kits.exercise_names(KIT))
        yield from found


def _programs(suite: Suite) -> list[tuple[str, str]]:
    return [(exercise, _without_earlier(source, exercise)) for exercise, source in programs(suite, 5)]


def _without_earlier(source: str, name: str) -> str:
    """A program without the definitions of a function that a later one replaces: they would be named as such."""
    lines = source.split("\n")
    found = [node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef) and node.name == name]
    for node in found[:-1]:
        lines[node.lineno - 1 : node.end_lineno] = [""] * ((node.end_lineno or 0) - node.lineno + 1)
    return "\n".join(lines)


def _seen(runner: Runner, suite: Suite, exercise: str, source: str, recorder: FigureRecorder) -> Iterator[Shown]:
    cells: list[tuple[str, bytes | str]] = [(FILE, source.encode())]
    with contextlib.redirect_stdout(io.StringIO()), np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        loader = Loader(cells, (), lambda index, line: None)
        report = report_of(loader.load(), cells)
        namespace = loader.module.__dict__
        local = Local(namespace, loader.files, report, draw=recorder.draw, replaced=loader.redefinitions.functions)
        (result,) = runner.each(suite.part([exercise]), local, trace=local.steps, width=80)
        failed = [check for check in result.checks if check.outcome is not Outcome.PASSED]
        for check in failed[:1]:
            assert check.feedback is not None
            reason = untrue(check, exercise, source, namespace)
            yield Shown(exercise, source, Screen.FALSE if reason else kind_of(check.feedback), check.feedback, reason)


def _line(shown: Shown) -> str:
    return f"{shown.exercise:20} {text(shown.feedback.fact)[:230]}\n    {shown.source.rpartition(chr(10) * 2)[2].strip()[:300]}"


def main() -> None:
    """Print the table, and what is asked for beside it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1, help="try one wrong program in so many")
    parser.add_argument("--neutral", action="store_true", help="list those of which only values are shown")
    options = parser.parse_args()
    all_seen = list(seen(options.every))
    counts = Counter(shown.screen for shown in all_seen)
    for screen in Screen:
        print(f"{counts[screen]:6}  {counts[screen] / len(all_seen):6.1%}  {screen.value}")
    print(f"{len(all_seen):6}          wrong programs that a visible check fails")
    for shown in all_seen:
        if shown.screen is Screen.FALSE or (options.neutral and shown.screen is Screen.NEUTRAL):
            print(f"\n{_line(shown)}\n    {shown.why}")


if __name__ == "__main__":
    main()
