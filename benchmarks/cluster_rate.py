"""Two Dask workers beside two local jobs on the same class, in one run; memory of scheduler and client; and a simulated large class.

    python benchmarks/cluster_rate.py [--submissions 2000] [--empty 100000]

Both grade the same files of the course's second chapter, without a feedback page, in turns of a tenth each: a machine that is busy
with something else is so for both. The class of empty submissions
goes through a real scheduler to workers that grade nothing: what it takes is the cost of dispatching. Bytes are those of a pickled
batch and its replies.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import pickle
import resource
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from distributed import get_worker

from autograder.course.folder import find_course
from autograder.grade.cluster import Cluster, Rules
from autograder.grade.cluster import node as on_node
from autograder.grade.cluster.node import Replies
from autograder.grade.engine import Settings
from autograder.grade.intake import Submission
from autograder.grade.pool import Pool
from autograder.grade.tasks import Graded, Task

ASSIGNMENT = "ch02_perceptron"
TURNS = 10


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--submissions", type=int, default=2000)
    parser.add_argument("--empty", type=int, default=100_000)
    arguments = parser.parse_args()
    course = find_course(Path(__file__).parents[1])
    source = (course.root / "solutions" / f"{ASSIGNMENT}.py").read_bytes()

    def tasks(count: int, content: bytes) -> Iterator[Task]:
        for number in range(count):
            name = f"student{number}.py"
            # A comment of its own: no two files are the same.
            yield Task(Submission(name, ASSIGNMENT, Path(name), name), content + b"\n# %d\n" % number)

    with (
        Pool(Settings(course, None, False), 2) as pool,
        _dask() as (address, scheduler),
        Cluster(course, address, Rules()) as cluster,
    ):
        while len(cluster.nodes.usable) < 2:
            refused = [f"{node.name} {node.refusal}" for node in cluster.describe_all() if node.refusal]
            if refused:
                raise SystemExit("; ".join(refused))
        warm = list(cluster.map(tasks(40, source)))
        list(pool.map(tasks(40, source)))
        local = there = 0.0
        for _ in range(TURNS):
            local += _seconds(pool, tasks(arguments.submissions // TURNS, source))
            there += _seconds(cluster, tasks(arguments.submissions // TURNS, source))
        print(f"two local jobs:   {local / arguments.submissions * 1000:6.1f} ms a submission")
        print(
            f"two Dask workers: {there / arguments.submissions * 1000:6.1f} ms, {local / there:.2f} of the local rate"
        )
        sent, got = (len(pickle.dumps(part)) for part in (next(tasks(1, source)), warm[0]))
        print(f"bytes a submission: {sent:,} to the node, {got:,} back")
        print(f"memory after {arguments.submissions}: scheduler {_mib(scheduler)}, client {_mib(os.getpid())}")
        on_node.grade = _grade_nothing
        reply = warm[0]
        assert isinstance(reply, Graded)
        cluster._seconds = 0.001
        empty = _seconds(cluster, tasks(arguments.empty, b""))
        print(f"{arguments.empty:,} empty submissions: {empty:.1f} s, {arguments.empty / empty:,.0f} a second")
        print(f"memory after them: scheduler {_mib(scheduler)}, client {_mib(os.getpid())}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"client's peak: {peak:.0f} MiB")


def _grade_nothing(run: str, tasks: tuple[Task, ...]) -> Replies:
    """In place of a node's task: an answer for each submission, and no engine asked."""
    assert run in get_worker().plugins
    return Replies(tuple(task.submission.refused("empty") for task in tasks), 0.001 * len(tasks))


def _seconds(workers: Pool | Cluster, tasks: Iterator[Task]) -> float:
    start = time.perf_counter()
    for _ in workers.map(tasks):
        pass
    return time.perf_counter() - start


@contextlib.contextmanager
def _dask() -> Iterator[tuple[str, int]]:
    """The address and process of a scheduler with two workers of one thread."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    code = "import sys; from distributed.cli.dask_{} import main; main(sys.argv[1:])"
    with tempfile.TemporaryDirectory() as folder:

        def start(what: str, *arguments: str) -> subprocess.Popen[bytes]:
            command = [sys.executable, "-c", code.format(what), *arguments, "--no-dashboard"]
            return subprocess.Popen(command, cwd=folder, stderr=subprocess.DEVNULL, start_new_session=True)

        scheduler = start("scheduler", "--host", "127.0.0.1", "--port", str(port))
        workers = [start("worker", address, "--nthreads", "1", "--no-nanny") for _ in range(2)]
        try:
            yield address, scheduler.pid
        finally:
            for process in (*workers, scheduler):
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def _mib(pid: int) -> str:
    text = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return f"{int(text.split('VmRSS:')[1].split()[0]) / 1024:.0f} MiB"


if __name__ == "__main__":
    main()
