"""How fast notebooks are graded: `nbgrader autograde` alone, the same command with our configuration, and `autograder grade`.

    python benchmarks/nbgrader_rate.py [--notebooks 60] [--stock 12] [--assignment ch03_neural_network]

All three get the same released notebook with the same answers in it, two right ones of three and the others with one known mistake. nbgrader
alone runs each in a kernel of its own; what its check cells hold is `check("softmax")` and the like, which runs the visible checks where
that is installed. Ours runs the full suite, hidden checks and all, in a confined worker. Every command runs for one notebook, and
then for the rest: the difference leaves start-up out of the rates; processor time is that of the command with all its processes.
"""

from __future__ import annotations

import argparse
import ast
import copy
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from autograder.course import Assignment, Course
from autograder.course.folder import find_course
from autograder.nbgrader.layout import CONFIG, lay_out
from autograder.suite.misconceptions import load_misconceptions
from autograder.suite.variants import with_misconceptions
from autograder.testing import Misconception

FASTER = 5  # so many more notebooks for `autograder grade`, whose start-up would drown so few
MARKERS = ("### BEGIN SOLUTION", "### END SOLUTION")


@dataclass(frozen=True)
class Rate:
    """Seconds for each notebook, on the clock and of processor time, start-up left out; and those of a run for one notebook, with start-up."""

    wall_seconds: float
    cpu_seconds: float
    one_seconds: float


def main() -> None:
    """Print the figures of one run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--notebooks", type=int, default=60, help="for ours; five times as many for `autograder grade`")
    parser.add_argument("--stock", type=int, default=12, help="how many of them nbgrader alone grades")
    parser.add_argument("--assignment", default="ch03_neural_network")
    options = parser.parse_args()
    course = find_course(Path(__file__).parents[1])
    assignment = next(one for one in course.assignments if one.name == options.assignment)
    with tempfile.TemporaryDirectory() as scratch:
        compare(course, assignment, Path(scratch), options)


def compare(course: Course, assignment: Assignment, scratch: Path, options: argparse.Namespace) -> None:
    """Grade the class three times and print the rates and their ratios."""
    environment = clean_environment(scratch)
    ours, stock, scripts = (scratch / name for name in ("ours", "stock", "alone"))
    lay_out(course, ours)
    lay_out(course, stock)
    (stock / CONFIG).write_text("c = get_config()\n", encoding="utf-8")
    command = [str(Path(sys.executable).with_name("nbgrader"))]
    for folder in (ours, stock):
        run([*command, "generate_assignment", assignment.name], folder, environment)
    released = json.loads((ours / "release" / assignment.name / f"{assignment.name}.ipynb").read_text("utf-8"))

    autograde = [*command, "autograde", assignment.name]
    grade = [sys.executable, "-m", "autograder", "grade", str(scripts / "submitted"), "-o", str(scripts / "graded")]
    print(
        f"{assignment.name}, {len(assignment.exercises)} exercises, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    )
    rates = {
        "nbgrader autograde, alone": measure(autograde, stock, environment, assignment, released, options.stock),
        "nbgrader autograde, ours": measure(autograde, ours, environment, assignment, released, options.notebooks),
        "autograder grade": measure(
            [*grade, "--course", str(course.root)],
            scripts,
            environment,
            assignment,
            released,
            FASTER * options.notebooks,
        ),
    }
    base = rates["nbgrader autograde, alone"]
    print(f"{'':26} {'ms each':>8} {'ratio':>6} {'CPU ms':>7} {'ratio':>6}  one alone, with start-up")
    for name, rate in rates.items():
        wall, cpu = base.wall_seconds / rate.wall_seconds, base.cpu_seconds / rate.cpu_seconds
        print(
            f"{name:26} {1000 * rate.wall_seconds:8.0f} {wall:6.1f} {1000 * rate.cpu_seconds:7.0f} {cpu:6.1f}  "
            f"{rate.one_seconds:.1f} s"
        )


def measure(
    command: list[str],
    folder: Path,
    environment: dict[str, str],
    assignment: Assignment,
    released: dict,  # type: ignore[type-arg]
    count: int,
) -> Rate:
    """Grade one notebook to fill every cache, another one, and then `count` others, each time with the same command."""
    seconds = []
    for numbers in (range(1), range(1, 2), range(2, count + 2)):
        hand_in(folder, assignment, released, numbers)
        seconds.append(run(command, folder, environment))
    (_, (wall_one, cpu_one), (wall, cpu)) = seconds
    return Rate((wall - wall_one) / (count - 1), (cpu - cpu_one) / (count - 1), wall_one)


def hand_in(folder: Path, assignment: Assignment, released: dict, numbers: range) -> None:  # type: ignore[type-arg]
    """Put the notebooks of some students where nbgrader looks for them."""
    wrong = load_misconceptions(assignment.suite)
    for number in numbers:
        mine = [wrong[number // 3 % len(wrong)]] if number % 3 == 0 else []
        answers = answers_of(assignment, mine)
        book = copy.deepcopy(released)
        for cell in book["cells"]:
            mark = cell["metadata"].get("nbgrader", {})
            if mark.get("solution"):
                cell["source"] = answers[mark["grade_id"]]
        path = folder / "submitted" / f"student{number:04}" / assignment.name / f"{assignment.name}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(book), encoding="utf-8")


def answers_of(assignment: Assignment, wrong: list[Misconception]) -> dict[str, str]:
    """The source of each exercise's function: the solution, or the one of `wrong` in its place."""
    text = with_misconceptions(assignment, wrong)
    functions = [node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)]
    sources = {node.name: (ast.get_source_segment(text, node) or "").split("\n") for node in functions}
    return {name: "\n".join(one for one in lines if one.strip() not in MARKERS) for name, lines in sources.items()}


def run(command: list[str], folder: Path, environment: dict[str, str]) -> tuple[float, float]:
    """(seconds on the clock, seconds of processor time) of one command."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True)
    seconds, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr.decode()[-2000:]}")
    return seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def clean_environment(scratch: Path) -> dict[str, str]:
    """Nothing of the user's configuration counts, and `alembic` is found."""
    names = ("HOME", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
    commands = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    return {
        **os.environ,
        **{name: str(scratch / name.lower()) for name in names},
        "PATH": commands,
        "PYTHONWARNINGS": "ignore",
    }


if __name__ == "__main__":
    main()
