"""Which mutants of the solutions no visible check notices, found in the sandbox, one exercise to a process."""

from __future__ import annotations

import ast
import multiprocessing
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.course import Assignment, Course
from autograder.course.assignment_source import source
from autograder.course.folder import find_course
from autograder.sandbox import Cell
from autograder.sandbox.server import Server
from autograder.sandbox.worker import Worker
from autograder.suite import Runner, Suite

from . import equivalent
from .mutation import mutants

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Survivor:
    """A mutant that passes every visible check of its exercise; `fails_hidden`: a hidden one notices it."""

    place: str
    change: str
    fails_hidden: bool


@dataclass(frozen=True)
class Survey:
    """How many mutants were tried, which of them survive unmarked, and marks ("assignment/exercise", change) of what does not survive."""

    tried: int
    survivors: tuple[Survivor, ...]
    stale: tuple[tuple[str, str], ...]


def survey(
    course: Course, *, jobs: int = 2, unconfined: bool = False, progress: Progress = lambda done, of: None
) -> Survey:
    """Run the mutants of every solution through the checks of its exercise.

    Raises:
        AutograderError: a suite or a list of equivalent mutants does not load, or workers cannot be confined.
    """
    tasks = [(assignment, exercise.name) for assignment in course.assignments for exercise in assignment.exercises]
    marks = {assignment.name: equivalent.marked(assignment) for assignment in course.assignments}
    tried, found, stale = 0, [], []
    # Processes of their own: pytest collects once in each, and a fork would take over what this one holds.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=context) as pool:
        running = {
            pool.submit(_of_exercise, course.root, assignment.name, name, unconfined): (assignment.name, name)
            for assignment, name in tasks
        }
        for done, future in enumerate(as_completed(running), 1):
            assignment, name = running[future]
            count, survivors = future.result()
            tried += count
            reasons = marks[assignment].get(name, {})
            changes = [survivor.change for survivor in survivors]
            found += [
                survivor
                for survivor in survivors
                if not any(equivalent.fits(mark, survivor.change) for mark in reasons)
            ]
            unused = [mark for mark in reasons if not any(equivalent.fits(mark, change) for change in changes)]
            stale += [(f"{assignment}/{name}", mark) for mark in unused]
            progress(done, len(tasks))
    return Survey(tried, tuple(sorted(found, key=lambda survivor: survivor.place)), tuple(sorted(stale)))


def _of_exercise(root: Path, assignment: str, exercise: str, unconfined: bool) -> tuple[int, list[Survivor]]:
    """(number of mutants, survivors) of one exercise."""
    course = find_course(root)
    (chosen,) = (each for each in course.assignments if each.name == assignment)
    original, programs = _programs(chosen, exercise)
    found: list[Survivor] = []

    def use(runner: Runner) -> None:
        suite = runner.suites[assignment].part([exercise])
        visible, hidden = (
            replace(suite, checks=tuple(check for check in suite.checks if check.visible is is_visible))
            for is_visible in (True, False)
        )
        with Server(None, course.limits, unconfined=unconfined) as server:
            for mutant, program in programs:
                if _passes(runner, server, visible, program):
                    fails = bool(hidden.checks) and not _passes(runner, server, hidden, program)
                    change = equivalent.change(original, mutant)
                    found.append(Survivor(f"{assignment}/{exercise}", change, fails))

    Runner.collect((chosen,), use)
    return len(programs), found


def _programs(assignment: Assignment, exercise: str) -> tuple[str, list[tuple[str, bytes]]]:
    """The function's own source without its docstring, and (source, whole submission) of each mutant."""
    text = source(assignment.source)
    functions = {node.name: node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)}
    function = functions[exercise]
    if ast.get_docstring(function) is not None:
        function.body = function.body[1:] or [ast.Pass()]
    original = ast.unparse(function)
    # Below the solutions, which it may call: the last definition is the one that counts.
    return original, [(mutant, f"{text}\n\n{mutant}\n".encode()) for mutant in mutants(original)]


def _passes(runner: Runner, server: Server, suite: Suite, program: bytes) -> bool:
    """Whether the program passes all checks; the first that fails is enough to know."""
    with Worker(server, (Cell("submission.py", program),)) as worker:
        return all(execution.passed for execution in runner.executions(suite, worker))
