"""Proves that suites judge rightly: stubs fail, solutions pass, and misconceptions fail just the checks of their exercise that they name."""

from __future__ import annotations

import ast
import difflib
from collections.abc import Callable
from dataclasses import dataclass

from autograder import atomic
from autograder.course import Assignment, Course
from autograder.result import ExerciseResult, Outcome
from autograder.sandbox import Cell
from autograder.sandbox.server import Server
from autograder.sandbox.worker import Worker
from autograder.suite import Runner, Suite
from autograder.suite.variants import with_misconceptions
from autograder.testing import Misconception

from . import visibility

LINE_LENGTH = 120
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Finding:
    """Something that a suite gets wrong: where, and what."""

    place: str
    problem: str


@dataclass(frozen=True)
class Proof:
    """What was tried and what was found. `failing` gives the checks that each misconception of an assignment really fails."""

    checks: int
    misconceptions: int
    findings: tuple[Finding, ...]
    failing: dict[str, dict[str, tuple[str, ...]]]


def prove(
    course: Course, stubs: dict[str, bytes], *, unconfined: bool = False, progress: Progress = lambda done, of: None
) -> Proof:
    """Run every suite on the solutions, on the stubs (by assignment) and on each misconception, in a sandbox.

    Raises:
        AutograderError: a suite does not load, or workers cannot be confined.
    """
    findings: list[Finding] = []
    failing: dict[str, dict[str, tuple[str, ...]]] = {}
    counts = [0, 0]  # checks and misconceptions: a list, which `use` can add to

    def use(runner: Runner) -> None:
        suites = list(runner.suites.values())
        total = sum(2 + len(suite.misconceptions) for suite in suites)
        with Server(None, course.limits, unconfined=unconfined) as server:
            for suite in suites:
                name = suite.assignment.name
                counts[0] += len(suite.checks)
                findings.extend(_unused_names(suite))
                findings.extend(_points(suite))
                findings.extend(_solutions(suite, _run(runner, server, suite, suite.assignment.source.read_bytes())))
                findings.extend(_stubs(suite, _run(runner, server, suite, stubs[name])))
                failing[name] = {}
                known = {exercise.name for exercise in suite.assignment.exercises}
                for misconception in suite.misconceptions:
                    if misconception.exercise not in known:
                        continue  # `_unused_names` says so
                    source = with_misconceptions(suite.assignment, [misconception]).encode("utf-8")
                    results = _run(runner, server, suite, source)
                    failing[name][misconception.name] = _failed(results, misconception.exercise)
                    findings.extend(_elsewhere(suite, misconception, results))
                    findings.extend(_surprises(suite, misconception, results))
                    counts[1] += 1
                    progress(2 + counts[1], total)
                findings.extend(_misconceptions(suite, failing[name]))

    Runner.collect(course.assignments, use)
    return Proof(counts[0], counts[1], tuple(findings), failing)


def update(assignment: Assignment, failing: dict[str, tuple[str, ...]]) -> bool:
    """Write the lists of failing checks into the assignment's `misconceptions.py`; whether anything changed."""
    file = assignment.suite / "misconceptions.py"
    if not file.is_file():
        return False
    text = file.read_text(encoding="utf-8")
    edited = _with_lists(text, failing)
    if edited != text:
        atomic.write_text(file, edited)
    return edited != text


# --- running ----------------------------------------------------------------------------------------------------------


def _run(runner: Runner, server: Server, suite: Suite, source: bytes) -> tuple[ExerciseResult, ...]:
    with Worker(server, (Cell("submission.py", source),)) as worker:
        return runner.run(suite, worker, worker.with_substitutes)


def _failed(results: tuple[ExerciseResult, ...], exercise: str) -> tuple[str, ...]:
    return tuple(check.name for check in _of(results, exercise).checks if check.outcome is not Outcome.PASSED)


def _of(results: tuple[ExerciseResult, ...], exercise: str) -> ExerciseResult:
    return next(result for result in results if result.name == exercise)


# --- judging ----------------------------------------------------------------------------------------------------------


def _solutions(suite: Suite, results: tuple[ExerciseResult, ...]) -> list[Finding]:
    return [
        Finding(f"{suite.assignment.name}/{result.name}", f"the solution fails {check.name}: {check.message}")
        for result in results
        for check in result.checks
        if check.outcome is not Outcome.PASSED
    ]


def _stubs(suite: Suite, results: tuple[ExerciseResult, ...]) -> list[Finding]:
    return [
        Finding(f"{suite.assignment.name}/{result.name}", f"the untouched stub passes {check.name}")
        for result in results
        for check in result.checks
        if check.outcome is Outcome.PASSED
    ]


def _misconceptions(suite: Suite, failing: dict[str, tuple[str, ...]]) -> list[Finding]:
    findings = []
    for misconception in suite.misconceptions:
        if misconception.name not in failing:
            continue
        place = f"{suite.assignment.name}/{misconception.exercise}"
        if not failing[misconception.name]:
            findings.append(
                Finding(place, f"misconception {misconception.name} passes every check: it is not recognised as wrong")
            )
        elif set(failing[misconception.name]) != set(misconception.fails):
            names, listed = ", ".join(failing[misconception.name]), ", ".join(misconception.fails) or "none"
            problem = f"misconception {misconception.name} fails {names}; it names {listed}: 'autograder audit --update' corrects the list"
            findings.append(Finding(place, problem))
    return findings


def _elsewhere(suite: Suite, misconception: Misconception, results: tuple[ExerciseResult, ...]) -> list[Finding]:
    """A mistake costs its points once: a wrong answer to one exercise, among right ones to all others, costs none of theirs."""
    return [
        Finding(
            f"{suite.assignment.name}/{result.name}",
            f"fails {', '.join(_failed(results, result.name))} for misconception {misconception.name} of {misconception.exercise}; "
            f"let its cell say that it uses {misconception.exercise}",
        )
        for result in results
        if result.name != misconception.exercise and result.score < result.max_score
    ]


def _surprises(suite: Suite, misconception: Misconception, results: tuple[ExerciseResult, ...]) -> list[Finding]:
    """A wrong answer of which students are told less than it costs them."""
    result = _of(results, misconception.exercise)
    place = f"{suite.assignment.name}/{misconception.exercise}"
    if visibility.is_green(result) and _failed(results, misconception.exercise):
        names = ", ".join(_failed(results, misconception.exercise))
        return [Finding(place, f"misconception {misconception.name} passes every visible check, and fails {names}")]
    shown = visibility.shown_score(suite, result)
    if shown != result.score:
        problem = f"misconception {misconception.name} is shown {shown:g} points and graded {result.score:g}"
        return [Finding(place, f"{problem}: give each hidden check a visible one of the same weight")]
    return []


def _points(suite: Suite) -> list[Finding]:
    return [
        Finding(f"{suite.assignment.name}/{exercise.name}", problem)
        for exercise in suite.assignment.exercises
        for problem in visibility.problems(suite, exercise)
    ]


def _unused_names(suite: Suite) -> list[Finding]:
    """Misconceptions of exercises that do not exist, or without a sentence for the student."""
    known = [exercise.name for exercise in suite.assignment.exercises]
    findings = []
    for misconception in suite.misconceptions:
        if misconception.exercise not in known:
            near = difflib.get_close_matches(misconception.exercise, known, n=1)
            findings.append(
                Finding(
                    suite.assignment.name,
                    f"misconception {misconception.name}: no exercise {misconception.exercise!r}; {near or known}",
                )
            )
        if not misconception.sentence:
            findings.append(
                Finding(
                    suite.assignment.name,
                    f"misconception {misconception.name} has no docstring: it is what the student reads",
                )
            )
    return findings


# --- rewriting the lists ----------------------------------------------------------------------------------------------


def _with_lists(text: str, failing: dict[str, tuple[str, ...]]) -> str:
    lines = text.split("\n")
    for node in reversed(ast.parse(text).body):  # from the end: line numbers above stay right
        if isinstance(node, ast.FunctionDef) and node.name in failing:
            for decorator in node.decorator_list:
                if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == "misconception":
                    _replace(lines, decorator, list(failing[node.name]))
    return "\n".join(lines)


def _replace(lines: list[str], decorator: ast.Call, names: list[str]) -> None:
    """Write a decorator anew with other names, on one line where it fits."""
    kept = [keyword for keyword in decorator.keywords if keyword.arg != "fails"]
    if [ast.unparse(keyword.value) for keyword in decorator.keywords if keyword.arg == "fails"] == [repr(names)]:
        return  # left as its author has laid it out
    exercise = _quoted(ast.literal_eval(decorator.args[0]))
    rest = "".join(f", {keyword.arg}={ast.unparse(keyword.value)}" for keyword in kept)
    line = f"@misconception({exercise}, fails=[{', '.join(map(_quoted, names))}]{rest})"
    if len(line) > LINE_LENGTH:
        inner = "".join(f"        {_quoted(name)},\n" for name in names)
        options = "".join(f"\n    {keyword.arg}={ast.unparse(keyword.value)}," for keyword in kept)
        line = f"@misconception(\n    {exercise},\n    fails=[\n{inner}    ],{options}\n)"
    lines[decorator.lineno - 1 : decorator.end_lineno] = line.split("\n")


def _quoted(name: str) -> str:
    return f'"{name}"'
