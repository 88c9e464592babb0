"""What one job process keeps warm: pytest with every suite collected, and a sandbox server; submissions pass through one by one."""

from __future__ import annotations

import functools
import multiprocessing
import os
import platform
import queue
import signal
import threading
import time
import traceback
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing.context import SpawnContext
from multiprocessing.process import BaseProcess
from multiprocessing.util import Finalize

import numpy as np

from autograder import __version__, notebook
from autograder.course import Course
from autograder.errors import AutograderError
from autograder.explain.loading import warnings
from autograder.explain.wording import text
from autograder.limits import Limits
from autograder.notebook import Notebook, Unreadable
from autograder.result import Code, Environment, Result, total
from autograder.sandbox import Cell, LoadReport
from autograder.sandbox.server import Server, ServerEnded
from autograder.sandbox.worker import Worker
from autograder.suite import Runner
from autograder.suite.checks import suite_sha256
from autograder.suite.memo import Memo

from . import intake
from .intake import Refused, Submission
from .intake.vocabulary import recognised, several_note
from .joined import joined_note
from .servers import Servers
from .tasks import Faulted, Graded, Recognised, Reply, Task

SCRIPT = "submission.py"  # what tracebacks call a student's file
UNCONFINED = {
    "none": "graded without confinement: the code in this file could read and change whatever its grader could, scores among it",
    "partial": "graded with partial confinement: this machine lacks a part of what keeps the code in this file from other files and programs",
}
CODE_LINES = 200  # of a function that are kept to be looked at


@dataclass(frozen=True)
class Settings:
    """How a class is graded; goes to every job process. With `outputs`, what notebooks showed comes along."""

    course: Course
    executable: str | None
    unconfined: bool
    outputs: bool = False


class Engine:
    """Grades submissions one after another on a thread of its own, inside pytest's loop; `submit` may be called from any thread."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._queue: queue.SimpleQueue[tuple[Task, Future[Reply]] | None] = queue.SimpleQueue()
        # A thread of its own, because pytest runs one loop from start to end and cannot be called into; a daemon, so
        # that a process that must end does.
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._stopped: BaseException | None = None
        self._fingerprint = functools.cache(partial(suite_sha256, settings.course))  # the suites are read once as well
        self._thread.start()

    def submit(self, task: Task) -> Reply:
        """Grade one submission, or find out by its names which assignment it is for.

        Raises:
            AutograderError: a suite does not load, or the interpreter no longer serves.
        """
        future: Future[Reply] = Future()
        self._queue.put((task, future))
        while True:
            try:
                # Not for ever: a thread that died answers nothing, and must be noticed.
                return future.result(timeout=1)
            except FutureTimeout:  # the built-in TimeoutError only from Python 3.11 on
                if not self._thread.is_alive() and not future.done():
                    if isinstance(self._stopped, AutograderError):
                        raise self._stopped from None
                    return Faulted(task.submission, "".join(traceback.format_exception(self._stopped)))

    def close(self) -> None:
        """End the thread and its server."""
        self._queue.put(None)
        self._thread.join()

    def _run(self) -> None:
        try:
            servers = self._servers()  # first: the one with Matplotlib starts while the suites are read
            Runner.collect(self._settings.course.assignments, partial(self._serve, servers))
        except BaseException as error:  # noqa: BLE001 - raised again where a result is waited for
            self._stopped = error

    def _serve(self, servers: Servers, runner: Runner) -> None:
        memo = Memo()
        while (queued := self._queue.get()) is not None:
            task, future = queued
            # Twice: a server that was killed is no word about the submission; one that dies again with it may be.
            for _attempt in (1, 2):
                try:
                    reply = self._reply(runner, servers, memo, task)
                    break
                except ServerEnded:
                    servers.close()
                    # A new server may be another interpreter by now, so verdicts are not carried over to it.
                    servers, memo = self._servers(), Memo()
                    reply = Faulted(task.submission, traceback.format_exc())
                except Exception:  # noqa: BLE001 - a fault of ours, logged whatever it is
                    reply = Faulted(task.submission, traceback.format_exc())
                    break
            future.set_result(reply)
        servers.close()

    def _servers(self) -> Servers:
        settings = self._settings
        return Servers(settings.executable, settings.course.limits, unconfined=settings.unconfined)

    def _reply(self, runner: Runner, servers: Servers, memo: Memo, task: Task) -> Reply:
        start = time.perf_counter()
        submission = task.submission
        try:
            code = _code(task, self._settings.course.limits)
        except Unreadable as error:
            return submission.refused(str(error))
        server = servers.of(code.cells)
        with Worker(server, code.cells, outputs=self._settings.outputs) as worker:
            if not submission.assignment:
                return self._recognised(submission, code, worker)
            suite = runner.suites[submission.assignment]
            graded = runner.run(suite, worker, worker.with_substitutes, memo)
            exercises = tuple(replace(exercise, code=_own_code(exercise.name, worker.report)) for exercise in graded)
            result = Result(
                assignment=submission.assignment,
                student=submission.student,
                score=total([exercise.score for exercise in exercises]),
                max_score=total([exercise.max_score for exercise in exercises]),
                submission=task.record,
                suite_sha256=self._fingerprint(suite.assignment),
                engine=__version__,
                environment=environment(server),
                warnings=_warnings(
                    submission,
                    code,
                    worker,
                    server.confinement,
                    joined_note(submission, worker.report, suite.assignment),
                ),
                exercises=exercises,
                seconds=round(time.perf_counter() - start, 4),
            )
            # What else was found in the file is asked for only with its outputs, and costs its way to the main process.
            report = worker.report if self._settings.outputs else LoadReport()
            return Graded(submission, result, report, starved=worker.starved)

    def _recognised(self, submission: Submission, code: Notebook, worker: Worker) -> Recognised | Refused:
        """The assignment of which the file defines most exercises, and every other of which it defines more than half."""
        if not code.cells:
            return submission.refused("is empty, and its name does not identify the assignment")
        names = set(worker.report.names)
        assignments = self._settings.course.assignments
        counts = {
            assignment.name: len(names & {exercise.name for exercise in assignment.exercises})
            for assignment in assignments
        }
        sizes = {assignment.name: len(assignment.exercises) for assignment in assignments}
        several = recognised(counts, sizes)
        if not several:
            return submission.refused(
                "cannot be matched to an assignment: neither its name nor its functions identify one"
            )
        note = several_note(several)
        return Recognised(tuple(replace(submission, assignment=name, note=note) for name in several))


def _code(task: Task, limits: Limits) -> Notebook:
    """A submission's cells: a script is one, an empty file none."""
    others = tuple(Cell(other.name, other.source, other.role) for other in task.companions)
    if task.submission.path.suffix == intake.NOTEBOOK:
        code = notebook.read(task.content, limits.file_bytes)
        return replace(code, cells=(*code.cells, *others))
    return Notebook((Cell(SCRIPT, task.content), *others) if task.content.strip() or others else (), ())


def _own_code(exercise: str, report: LoadReport) -> Code | None:
    """The student's function as it stands in the file, its first lines; the worker's word for where it stands is good enough to look at."""
    lines = report.lines(exercise)[:CODE_LINES]
    if not lines:
        return None
    first, _ = report.functions[exercise]
    return Code(first, report.place(first), lines)


def environment(server: Server) -> Environment:
    """Where results of this server are made."""
    grader = {"python": platform.python_version(), "numpy": np.__version__}
    return Environment(server.interpreter.python, server.interpreter.numpy, server.confinement, grader)


def _warnings(submission: Submission, code: Notebook, worker: Worker, confinement: str, joined: str) -> tuple[str, ...]:
    """What the instructor and the student should know besides the checks."""
    unconfined = [] if confinement == "full" else [UNCONFINED[confinement]]
    loading = [text(warning.statement) for warning in warnings(worker.report)]
    empty = [] if code.cells else ["the file is empty"]
    return (*unconfined, *filter(None, [submission.note, joined]), *empty, *code.assumed, *loading)


class Cores:
    """Gives each job process a core of its own, where there are enough.

    A job and its worker only ever wait for each other; on one core the change between them costs half as much as across two.
    """

    def __init__(self, context: SpawnContext, jobs: int) -> None:
        # Not `cpu_count`: a container or `taskset` may leave this process fewer.
        cores = sorted(os.sched_getaffinity(0))
        # With more jobs than cores two would share one while another is free.
        self._cores = cores if 1 < jobs <= len(cores) else []
        self._taken = context.Value("i", 0)

    def take(self) -> None:
        """Keep this process, and what it starts, on the next free core."""
        if self._cores:
            with self._taken:
                os.sched_setaffinity(0, {self._cores[self._taken.value % len(self._cores)]})
                self._taken.value += 1


# --- a job process holds one engine ------------------------------------------------------------------------------------

_engine: Engine | None = None  # concurrent.futures gives an initializer no other place to leave what tasks share


def start(settings: Settings, cores: Cores) -> None:
    """Initializer of a job process. Ctrl-C is the main process's to handle; when that is gone, this one goes too."""
    global _engine
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Blocked by the pool while it started this process; from here on it is ignored.
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    cores.take()
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_after, args=(parent,), daemon=True).start()
    _engine = Engine(settings)
    Finalize(None, _engine.close, exitpriority=0)  # its servers are to end before it, and what they used is counted


def _end_after(parent: BaseProcess) -> None:
    parent.join()
    # Not `sys.exit`, which would end this thread alone.
    os._exit(1)


def run(task: Task) -> Reply:
    """What a job process does with a task."""
    assert _engine is not None
    return _engine.submit(task)
