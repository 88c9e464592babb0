"""How fast a class is graded, beside a fresh pytest process for each submission, in the same run on the same machine.

    python benchmarks/throughput.py [--submissions 1000] [--peers 40] [--jobs 2] [--style readers] [--otter PATH]
    python benchmarks/throughput.py --memory        # growth of the main process from 100 to 5,000 submissions; takes minutes

The peer runs the same checks on the same files the way a course without a grader would: `pytest`, once for each submission, two at a
time, the student's file imported into the test process (no confinement, no time limits, no record).

A class in the style "solutions" is our own solutions with one known mistake in a third of them; "readers" writes as readers of the book do
(`readers.py`). `breakdown.py` tells where the time goes, `nbgrader_rate.py` compares nbgrader's own command.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import otter_rate
import readers
from processor import Meter

from autograder.course import Assignment, Course
from autograder.course.folder import find_course
from autograder.suite.misconceptions import load_misconceptions
from autograder.suite.variants import with_misconceptions

SAMPLE_SECONDS = 0.25
STYLES = ("readers", "solutions")

PEER_CONFTEST = """
import importlib.util, os, zlib
import numpy as np, pytest
from autograder.sandbox.inside.drawing import FigureRecorder
from autograder.testing import Figure

def load(path):
    spec = importlib.util.spec_from_file_location("loaded", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module

class Functions:
    def __init__(self, path):
        self._module, self._figures = load(path), {}
    def __getattr__(self, name):
        return getattr(self._module, name)
    def figure(self, name):
        if name not in self._figures:
            self._figures[name] = Figure.of(FigureRecorder().draw(getattr(self._module, name), ()))
        return self._figures[name]

@pytest.fixture(scope="session")
def student():
    return Functions(os.environ["SUBMISSION"])

@pytest.fixture(scope="session")
def reference():
    return Functions(os.environ["REFERENCE"])

@pytest.fixture
def rng(request):
    return np.random.default_rng(zlib.crc32(request.node.nodeid.encode()))
"""


def main() -> None:
    """Print the figures of one run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--submissions", type=int, default=1000)
    parser.add_argument(
        "--peers", type=int, default=40, help="how many of them the peer grades; its rate does not depend on that"
    )
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--style", choices=STYLES, default="readers")
    parser.add_argument("--otter", type=Path, help="otter's command: the files of the peer by `otter run` as well")
    parser.add_argument("--memory", action="store_true")
    options = parser.parse_args()
    course = find_course(Path(__file__).parents[1])
    with tempfile.TemporaryDirectory() as folder:
        if options.memory:
            memory(course, Path(folder), options.jobs)
        else:
            throughput(course, Path(folder), options)


def throughput(course: Course, folder: Path, options: argparse.Namespace) -> None:
    """Our rate, the peer's, their ratio, and the memory of the whole tree of processes."""
    files = write_class(course, folder / "class", options.submissions, options.style)
    print(
        f"{len(files)} submissions ({options.style}) over {len(course.assignments)} chapters, {options.jobs} jobs, {os.cpu_count()} cores"
    )
    meter = Meter()
    seconds, peak = grade(course, folder / "class", folder / "graded", options.jobs)
    ours, processor = seconds / len(files), meter.seconds() / len(files)
    print(f"autograder grade      {1000 * ours:8.1f} ms per submission, start-up included ({seconds:.1f} s in all)")
    print(f"                      {1000 * processor:8.1f} ms of processor time each, of all its processes")
    print(f"                      {peak / 1e6:8.0f} MB peak memory of all its processes (proportional set size)")
    meter = Meter()
    theirs = peer(course, folder / "peer", files[: options.peers], options.jobs)
    print(f"fresh pytest process  {1000 * theirs:8.1f} ms per submission ({options.peers} of them)")
    their_processor = meter.seconds() / options.peers
    print(f"                      {1000 * their_processor:8.1f} ms of processor time each")
    print(
        f"ratio                 {theirs / ours:8.1f} on the clock, {their_processor / processor:.1f} of processor time"
    )
    if options.otter:
        few = files[: max(options.jobs, options.peers // 4)]
        otter, scratch = options.otter.absolute(), folder / "otter"
        scratch.mkdir()
        zips = otter_rate.autograders(otter, course, scratch)
        meter = Meter()
        theirs = otter_rate.seconds_each(otter, zips, scratch, few, options.jobs)
        their_processor = meter.seconds() / len(few)
        print(f"otter run             {1000 * theirs:8.1f} ms per submission ({len(few)} of them)")
        print(f"                      {1000 * their_processor:8.1f} ms of processor time each")
        print(
            f"ratio                 {theirs / ours:8.1f} on the clock, {their_processor / processor:.1f} of processor time"
        )
    meter = Meter()
    again, _ = grade(course, folder / "class", folder / "graded", options.jobs)
    unchanged = meter.seconds()
    print(
        f"unchanged, run again  {1000 * again / len(files):8.1f} ms per submission ({again:.1f} s, {unchanged:.1f} s of processor time)"
    )


def memory(course: Course, folder: Path, jobs: int) -> None:
    """Peak memory of the main process for a small and a large class."""
    peaks = []
    for count in (100, 5000):
        write_class(course, folder / f"class{count}", count)
        process = subprocess.Popen(
            command(course, folder / f"class{count}", folder / f"graded{count}", jobs), stdout=subprocess.DEVNULL
        )
        _, _, usage = os.wait4(process.pid, 0)
        peaks.append(usage.ru_maxrss / 1024)
        print(f"{count:5} submissions: main process at most {peaks[-1]:.1f} MiB resident")
    print(f"growth: {peaks[1] - peaks[0]:.1f} MiB")


def write_class(course: Course, folder: Path, count: int, style: str = "solutions") -> list[tuple[Assignment, Path]]:
    """`count` files, over the chapters in turn."""
    if style == "readers":
        return readers.write_class(course, folder, count)
    files = []
    wrong = {one.name: load_misconceptions(one.suite) for one in course.assignments}
    for number in range(count):
        assignment = course.assignments[number % len(course.assignments)]
        mistakes = wrong[assignment.name]
        mine = [mistakes[number // 9 % len(mistakes)]] if number // 3 % 3 == 0 else []
        path = folder / assignment.name / f"student{number:05}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(with_misconceptions(assignment, mine) + f"# {number}\n", encoding="utf-8")
        files.append((assignment, path))
    return files


def command(course: Course, submissions: Path, output: Path, jobs: int) -> list[str]:
    """The command line that grades a class."""
    grading = [sys.executable, "-m", "autograder", "grade", str(submissions), "-o", str(output)]
    return [*grading, "--jobs", str(jobs), "--course", str(course.root)]


def grade(course: Course, submissions: Path, output: Path, jobs: int) -> tuple[float, int]:
    """(seconds, peak bytes) of grading a class with the command line."""
    start = time.perf_counter()
    process = subprocess.Popen(command(course, submissions, output, jobs), stdout=subprocess.DEVNULL)
    peak, done = [0], threading.Event()
    sampler = threading.Thread(target=lambda: _sample(process.pid, peak, done))
    sampler.start()
    if process.wait():
        raise SystemExit(f"grading ended with exit code {process.returncode}")
    seconds = time.perf_counter() - start
    done.set()
    sampler.join()
    return seconds, peak[0]


def peer(course: Course, folder: Path, files: list[tuple[Assignment, Path]], jobs: int) -> float:
    """Seconds per submission of a pytest process for each, `jobs` at a time."""
    folder.mkdir()
    (folder / "conftest.py").write_text(PEER_CONFTEST, encoding="utf-8")
    for assignment in course.assignments:
        (folder / assignment.name).symlink_to(assignment.suite)
    start = time.perf_counter()
    with ThreadPoolExecutor(jobs) as pool:
        list(pool.map(lambda one: _one_peer(folder, *one), files))
    return (time.perf_counter() - start) / len(files)


def _one_peer(folder: Path, assignment: Assignment, path: Path) -> None:
    environment = {**os.environ, "SUBMISSION": str(path), "REFERENCE": str(assignment.source), "MPLBACKEND": "Agg"}
    pytest = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-c",
        os.devnull,
        "--rootdir",
        str(folder),
    ]
    done = subprocess.run(
        [*pytest, "--import-mode=importlib", str(folder / assignment.name)],
        cwd=folder,
        env=environment,
        capture_output=True,
    )
    if done.returncode not in (0, 1):
        raise SystemExit(
            f"the peer ended with exit code {done.returncode}:\n{done.stdout.decode()}{done.stderr.decode()}"
        )


def _sample(root: int, peak: list[int], done: threading.Event) -> None:
    while not done.wait(SAMPLE_SECONDS):
        peak[0] = max(peak[0], sum(_proportional_bytes(pid) for pid in _tree(root)))


def _tree(root: int) -> Iterator[int]:
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
    for pid in parents:
        ancestor = pid
        while ancestor in parents and ancestor != root:
            ancestor = parents[ancestor]
        if ancestor == root:
            yield pid


def _proportional_bytes(pid: int) -> int:
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0


if __name__ == "__main__":
    main()
