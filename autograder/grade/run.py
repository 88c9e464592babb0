"""Grading a class from start to end: resumable, in parallel, and with memory that does not grow with the class."""

from __future__ import annotations

import hashlib
import multiprocessing
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from autograder import __version__
from autograder.course import Course
from autograder.errors import AutograderError
from autograder.result import Environment, Result
from autograder.sandbox.server import Server
from autograder.suite.checks import suite_sha256

from . import intake
from .engine import Cores, Graded, Settings, environment, grade_one, start
from .intake import Refused, Submission
from .store import Store, write
from .tally import Tally

WAITING = 64
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Options:
    """How to grade.

    Attributes:
        output: folder for everything that is written.
        jobs: processes at once.
        executable: the students' interpreter; the grader's own if None.
        fresh: grade again what has not changed.
        unconfined: go on where workers cannot be confined.
    """

    output: Path
    jobs: int
    executable: str | None = None
    fresh: bool = False
    unconfined: bool = False


@dataclass
class ClassReport:
    """What a run came to. `faults` names what could not be graded through a fault of ours; `log` is where it is told."""

    tally: Tally
    environment: Environment
    graded: int = 0
    kept: int = 0
    refused: list[Refused] = field(default_factory=list)
    faults: list[Submission] = field(default_factory=list)
    log: Path | None = None


def grade(
    course: Course, paths: Iterable[Path], options: Options, progress: Progress = lambda done, of: None
) -> ClassReport:
    """Grade everything below `paths` and write results and `grades.csv`.

    Args:
        progress: called with (submissions done, submissions in all).
    Raises:
        AutograderError: something the operator can fix; nothing has been graded, or what has been is kept.
    """
    roots = list(paths)
    store = Store(options.output)
    with Server(options.executable, course.limits, unconfined=options.unconfined) as server:
        where = environment(server)
        _refuse_readable(server, [course.root, options.output, *roots])
        _refuse_lacking(server, course)
    found, refused = intake.find(roots, [assignment.name for assignment in course.assignments])
    if not found:
        raise AutograderError(f"no .py file in {', '.join(repr(str(root)) for root in roots)}: nothing to grade")
    report = ClassReport(
        Tally({one.name: float(sum(e.points for e in one.exercises)) for one in course.assignments}), where
    )
    _note(report, refused)
    settings = Settings(course, options.executable, options.unconfined)
    with _jobs(settings, min(options.jobs, len(found))) as executor:
        recognised = _recognise(executor, found, report)
        _grade_all(executor, course, recognised, store, options, report, progress)
    write(store.folder / "grades.csv", report.tally.csv())
    return report


def _recognise(executor: Executor, found: list[Submission], report: ClassReport) -> list[Submission]:
    """Every submission with its assignment, one for each student and assignment; the rest is noted."""
    known = [submission for submission in found if submission.assignment]
    for graded in _map(executor, (one for one in found if not one.assignment), recognise_only=True):
        if graded.submission.assignment:
            known.append(graded.submission)
        elif graded.fault:
            report.faults.append(graded.submission)
        else:
            _note(report, [Refused(graded.submission.student, graded.submission.file, graded.refused)])
    return sorted(intake.newest(known), key=lambda one: (one.student, one.assignment))


def _grade_all(
    executor: Executor,
    course: Course,
    submissions: list[Submission],
    store: Store,
    options: Options,
    report: ClassReport,
    progress: Progress,
) -> None:
    fingerprints = {one.name: suite_sha256(course, one) for one in course.assignments}
    changed = []
    for submission in submissions:
        before = None if options.fresh else store.read(submission.assignment, submission.student)
        if before is not None and _is_current(before, submission, course, fingerprints, report.environment):
            report.tally.add(before)
            report.kept += 1
        else:
            changed.append(submission)
    starved = []
    progress(report.kept, len(submissions))
    for graded in _map(executor, changed):
        if graded.starved:
            starved.append(graded.submission)
            continue
        _keep(graded, store, report)
        progress(report.kept + report.graded + len(report.faults), len(submissions))
    for submission in starved:  # one at a time, now that nothing else runs: load must not decide grades
        _keep(executor.submit(grade_one, submission).result(), store, report)
        progress(report.kept + report.graded + len(report.faults), len(submissions))


def _is_current(
    before: Result, submission: Submission, course: Course, fingerprints: dict[str, str], where: Environment
) -> bool:
    content = intake.read(submission.path, course.limits.file_bytes)
    if isinstance(content, str):
        return False
    same = {"file": submission.file, "sha256": hashlib.sha256(content).hexdigest()}
    return (
        (before.student, before.submission, before.engine) == (submission.student, same, __version__)
        and before.suite_sha256 == fingerprints[submission.assignment]
        and before.environment == where
        and (submission.note in before.warnings or not submission.note)
    )


def _keep(graded: Graded, store: Store, report: ClassReport) -> None:
    submission = graded.submission
    if graded.result is not None:
        store.write(graded.result)
        report.tally.add(graded.result)
        report.graded += 1
        return
    store.drop(submission.assignment, submission.student)  # an old grade must not pass for this file's
    if graded.refused:
        _note(report, [Refused(submission.student, submission.file, graded.refused, submission.assignment)])
        report.graded += 1
        return
    report.faults.append(submission)
    report.tally.see(submission.student, f"{submission.assignment}: not graded through a fault of the grader")
    report.log = store.log(f"{submission.file} ({submission.student}, {submission.assignment})\n{graded.fault}\n")


def _note(report: ClassReport, refused: list[Refused]) -> None:
    report.refused += refused
    for one in refused:
        report.tally.refuse(one)


# --- job processes ----------------------------------------------------------------------------------------------------


@contextmanager
def _jobs(settings: Settings, jobs: int) -> Iterator[Executor]:
    """Job processes that end with the block, at once if it is left by an exception (Ctrl-C among them)."""
    context = multiprocessing.get_context("spawn")
    executor = ProcessPoolExecutor(
        jobs, mp_context=context, initializer=start, initargs=(settings, Cores(context, jobs))
    )
    try:
        yield executor
    except BaseException:
        for child in multiprocessing.active_children():
            child.terminate()
        raise
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


def _map(executor: Executor, submissions: Iterable[Submission], recognise_only: bool = False) -> Iterator[Graded]:
    """Results as they come; only some submissions wait in the queue at a time, so that memory stays flat."""
    waiting: set[Future[Graded]] = set()
    for submission in submissions:
        if len(waiting) >= WAITING:
            yield from _finished(waiting)
        waiting.add(executor.submit(grade_one, submission, recognise_only))
    while waiting:
        yield from _finished(waiting)


def _finished(waiting: set[Future[Graded]]) -> Iterator[Graded]:
    done, _ = wait(waiting, return_when=FIRST_COMPLETED)
    for future in done:
        waiting.discard(future)
        try:
            yield future.result()
        except BrokenProcessPool:
            raise AutograderError(
                "a grading process was killed (out of memory?); what was graded is kept, run the same command again, "
                "perhaps with a smaller --jobs"
            ) from None


# --- what must hold before anything runs ------------------------------------------------------------------------------


def _refuse_readable(server: Server, paths: list[Path]) -> None:
    """Workers may read the interpreter's libraries: nothing of the course or the class may lie there."""
    for path in paths:
        below = next((folder for folder in server.readable if path.resolve().is_relative_to(folder)), None)
        if below is not None:
            raise AutograderError(f"'{path}' lies in {below}, which student code may read; move it elsewhere")


def _refuse_lacking(server: Server, course: Course) -> None:
    """An interpreter without Matplotlib cannot draw: say so before every plot fails."""
    plots = any("import matplotlib" in one.source.read_text(encoding="utf-8") for one in course.assignments)
    if plots and server.interpreter.matplotlib is None:
        name = server.interpreter.executable
        raise AutograderError(f"{name} has no Matplotlib, which the course needs: {name} -m pip install matplotlib")
