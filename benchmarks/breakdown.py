"""Where the processor time of one submission goes, in one job, and what of it could not be less: the floor.

    python benchmarks/breakdown.py [--submissions 150] [--style readers]

Processor time, not time on the clock: on a busy machine the one is stretched less than the other. `start` is the fork of a confined process
and its end, `load` running the file, `calls` answering them (in the worker), `judge` all that the grader does about them, `write` the record,
`page` the student's feedback, `gradebook` its part of nbgrader's database. The floor is the same processes, files and calls, with nobody judging.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import throughput

from autograder.course import Course
from autograder.course.folder import find_course
from autograder.grade import intake
from autograder.grade.engine import Engine, Settings
from autograder.grade.servers import Servers
from autograder.grade.store import Store, write
from autograder.grade.tasks import Graded, Task
from autograder.gradebook import Gradebook
from autograder.render.page import as_page
from autograder.sandbox import Cell
from autograder.sandbox.process import WorkerProcess
from autograder.sandbox.series import Series
from autograder.sandbox.server import Server
from autograder.sandbox.worker import Worker

PARTS = ("start", "load", "calls", "judge", "write", "page", "gradebook")
WARM = 15  # submissions before anything is counted: the common answers have been judged by then, as in any class

asked: dict[
    str, list[list[Series]]
] = {}  # what the engine asked ahead for each file, in order: the floor asks the same


def main() -> None:
    """Print the table of one run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--submissions", type=int, default=150)
    parser.add_argument("--style", choices=throughput.STYLES, default="readers")
    options = parser.parse_args()
    course = find_course(Path(__file__).parents[1])
    with tempfile.TemporaryDirectory() as folder:
        files = throughput.write_class(course, Path(folder, "class"), options.submissions + WARM, options.style)
        tasks = [_task(course, assignment.name, path) for assignment, path in files]
        parts, clock = ours(course, tasks, Path(folder, "graded"))
        lowest, lowest_clock = floor(course, tasks[WARM:])
    print(f"{options.submissions} submissions ({options.style}), one job; ms of processor time each")
    for part in PARTS:
        print(f"  {part:10} {1000 * parts[part] / options.submissions:7.2f}")
    total = sum(parts[part] for part in PARTS)
    print(
        f"  {'all':10} {1000 * total / options.submissions:7.2f}   on the clock {1000 * clock / options.submissions:7.2f}"
    )
    print(
        f"  {'floor':10} {1000 * lowest / options.submissions:7.2f}   on the clock {1000 * lowest_clock / options.submissions:7.2f}"
    )
    print(f"  {'ratio':10} {total / lowest:7.2f}")


def ours(course: Course, tasks: list[Task], output: Path) -> tuple[Counter[str], float]:
    """(processor seconds of each part, seconds on the clock), after a few submissions to warm up."""
    parts: Counter[str] = Counter()
    engine = Engine(Settings(course, None, unconfined=True))
    store, assignments = Store(output), {assignment.name: assignment for assignment in course.assignments}
    results = []
    for number, task in enumerate(tasks):
        if number == WARM:
            with _counted(parts):
                begin = time.perf_counter()
                for timed in tasks[WARM:]:
                    results.append(_graded(engine, timed, parts))
                    with _part(parts, "write"):
                        store.write(results[-1])
                    with _part(parts, "page"):
                        page = as_page(results[-1], assignments[results[-1].assignment])
                        write(store.page(results[-1].assignment, results[-1].student), page)
            break
        engine.submit(task)
    results.sort(key=lambda result: result.assignment)
    with Gradebook(output / "gradebook.db") as book, _part(parts, "gradebook"):
        book.write(course, results)
    clock = time.perf_counter() - begin
    engine.close()
    return parts, clock


def floor(course: Course, tasks: list[Task]) -> tuple[float, float]:
    """(processor seconds, seconds on the clock) of starting, loading, asking and ending, and nothing else."""
    servers, used = Servers(None, course.limits, unconfined=True), Counter()
    servers.rich()
    with _counted(used):
        cpu, clock = time.process_time(), time.perf_counter()
        for task in tasks:
            cells = (Cell("submission.py", task.content),)
            with Worker(servers.of(cells), cells) as worker:
                for series in asked.get(task.submission.student + task.submission.assignment, []):
                    ORIGINAL["ask_all"](worker, series)
        cpu, clock = time.process_time() - cpu, time.perf_counter() - clock
    servers.close()
    return cpu + used["start"] + used["load"] + used["calls"], clock


def _task(course: Course, assignment: str, path: Path) -> Task:
    submission = intake.Submission(path.stem, assignment, path, path.name)
    return Task(submission, path.read_bytes())


def _graded(engine: Engine, task: Task, parts: Counter[str]) -> Any:
    key = task.submission.student + task.submission.assignment
    asked[key] = _current[:] = []
    before = time.process_time()
    reply = engine.submit(task)
    parts["judge"] += time.process_time() - before
    asked[key] = list(_current)
    assert isinstance(reply, Graded), reply
    return reply.result


@contextmanager
def _part(parts: Counter[str], name: str) -> Iterator[None]:
    before = time.process_time()
    yield
    parts[name] += time.process_time() - before


# --- processor time of the processes that run student code, by what they were at ---------------------------------------

ORIGINAL: dict[str, Callable[..., Any]] = {"ask_all": Worker.ask_all}
_current: list[list[Series]] = []


@contextmanager
def _counted(parts: Counter[str]) -> Iterator[None]:
    """Count what workers and their servers use while the block runs."""
    run_cells, end, fork = Worker._run_cells, WorkerProcess.end, Server.fork

    def timed_load(worker: Worker, process: WorkerProcess, deadline: Any) -> Any:
        parts["start"] += (before := process.cpu_seconds())
        report = run_cells(worker, process, deadline)
        process.loaded = process.cpu_seconds()  # type: ignore[attr-defined]
        parts["load"] += process.loaded - before  # type: ignore[attr-defined]
        return report

    def timed_end(process: WorkerProcess, **how: Any) -> Any:
        is_first, before, server = process._ending is None, process.cpu_seconds(), _cpu(process._server.pid)
        ended = end(process, **how)
        if is_first:
            parts["calls"] += max(0.0, before - getattr(process, "loaded", before))
            parts["start"] += max(0.0, ended["cpu_seconds"] - before) + _cpu(process._server.pid) - server
        return ended

    def timed_fork(server: Server, *room: Any) -> Any:
        before = _cpu(server.pid)
        forked = fork(server, *room)
        parts["start"] += _cpu(server.pid) - before
        return forked

    def noted(worker: Worker, series: Any) -> Any:
        _current.append(list(series))
        return ORIGINAL["ask_all"](worker, series)

    Worker._run_cells, WorkerProcess.end, Server.fork, Worker.ask_all = timed_load, timed_end, timed_fork, noted  # type: ignore[method-assign]
    try:
        yield
    finally:
        Worker._run_cells, WorkerProcess.end, Server.fork = run_cells, end, fork  # type: ignore[method-assign]
        Worker.ask_all = ORIGINAL["ask_all"]  # type: ignore[method-assign]


def _cpu(pid: int) -> float:
    return time.clock_gettime((~pid << 3) | 2)


if __name__ == "__main__":
    main()
