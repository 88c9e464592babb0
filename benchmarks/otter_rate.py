"""How fast `otter run` grades the files of the benchmark's class, from an environment of its own.

    python -m venv otter && otter/bin/pip install otter-grader ipykernel numpy matplotlib
    python benchmarks/throughput.py --otter otter/bin/otter

It is given the calls that our checks make on our own solution, each with the value that it has to give, as otter's own test files. Plots
are left out: otter has nothing that looks at them.
"""

from __future__ import annotations

import base64
import os
import pickle
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from autograder.course import Assignment, Course
from autograder.explain.call import Call
from autograder.sandbox import Value
from autograder.suite import Runner

TEST = """
import base64, pickle
import numpy as np
from otter.test_files import test_case

OK_FORMAT, name, points = False, {name!r}, {points}
CALLS = pickle.loads(base64.b64decode({calls!r}))

def same(got, wanted):
    if isinstance(wanted, dict):
        assert set(got) == set(wanted)
        for key in wanted:
            same(got[key], wanted[key])
    elif isinstance(wanted, str):
        assert got == wanted
    else:
        np.testing.assert_allclose(got, wanted)

@test_case(points={points})
def test_values(env):
    for args, wanted in CALLS:
        same(env[name](*args), wanted)
"""


def autograders(otter: Path, course: Course, folder: Path) -> dict[str, Path]:
    """What otter grades each assignment by, made in `folder`."""
    return {assignment.name: _autograder(otter, folder, assignment, calls) for assignment, calls in _calls(course)}


def seconds_each(
    otter: Path, zips: dict[str, Path], folder: Path, files: list[tuple[Assignment, Path]], jobs: int
) -> float:
    """Seconds per submission of `otter run`, `jobs` at a time."""
    start = time.perf_counter()
    with ThreadPoolExecutor(jobs) as pool:
        list(pool.map(lambda one: _run(otter, zips[one[0].name], folder, one[1]), files))
    return (time.perf_counter() - start) / len(files)


def _calls(course: Course) -> Iterator[tuple[Assignment, dict[str, list[Call]]]]:
    """For each assignment the calls that its checks make on our own solution, by function."""
    found: list[tuple[Assignment, dict[str, list[Call]]]] = []

    def use(runner: Any) -> None:
        for suite in runner.suites.values():
            calls: dict[str, list[Call]] = {}
            for execution in runner.executions(suite, suite.reference):
                for call in execution.calls:
                    if not call.draws and isinstance(call.answer, Value):
                        calls.setdefault(call.name, []).append(call)
            found.append((suite.assignment, calls))

    Runner.collect(course.assignments, use)
    return iter(found)


def _autograder(otter: Path, folder: Path, assignment: Assignment, calls: dict[str, list[Call]]) -> Path:
    tests = folder / assignment.name / "tests"
    tests.mkdir(parents=True)
    for exercise in assignment.exercises:
        if own := calls.get(exercise.name):
            data = base64.b64encode(pickle.dumps([(call.args, call.answer.value) for call in own]))  # type: ignore[union-attr]
            text = TEST.format(name=exercise.name, points=exercise.points, calls=data.decode("ascii"))
            (tests / f"{exercise.name}.py").write_text(text, encoding="utf-8")
    path = folder / f"{assignment.name}.zip"
    _command(otter, "generate", "-t", "tests", "-o", str(path), "--no-environment", cwd=tests.parent)
    return path


def _run(otter: Path, autograder: Path, folder: Path, submission: Path) -> None:
    output = folder / f"{submission.parent.name}_{submission.stem}"
    output.mkdir()
    _command(otter, "run", "-a", str(autograder), str(submission), "-o", str(output), "--no-logo", cwd=output)
    if not (output / "results.json").is_file():
        raise SystemExit(f"otter left no result for {submission}")


def _command(otter: Path, *arguments: str, cwd: Path) -> None:
    # Its kernel is found on the PATH.
    environment = {**os.environ, "PATH": f"{otter.parent}{os.pathsep}{os.environ['PATH']}", "MPLBACKEND": "Agg"}
    done = subprocess.run([str(otter), *arguments], cwd=cwd, env=environment, capture_output=True, check=False)
    if done.returncode:
        raise SystemExit(f"otter ended with exit code {done.returncode}:\n{done.stderr.decode()[-2000:]}")
