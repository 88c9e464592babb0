"""What a small class costs with `nbgrader autograde`: alone and with our configuration, by turns.

    python benchmarks/nbgrader_start.py [--students 3] [--rounds 5] [--assignment ch02_perceptron]

Most of such a run is start-up. Each round hands in the same new notebooks to both, one of three with a known mistake, and runs both commands
one after the other, the first of them by turns; a round before them fills the caches and is not counted. Medians, and of each round the ratio.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
from pathlib import Path

from nbgrader_rate import clean_environment, hand_in, run

from autograder.course import Assignment
from autograder.course.folder import find_course
from autograder.nbgrader.layout import CONFIG, lay_out


def main() -> None:
    """Print the figures of one run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--students", type=int, default=3)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--assignment", default="", help="one alone; all if empty")
    options = parser.parse_args()
    course = find_course(Path(__file__).parents[1])
    print(f"{options.students} students, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    print(f"{'':20} {'alone s':>8} {'ours s':>7} {'ratio':>6}   {'CPU s':>6} {'ours':>6} {'ratio':>6}")
    for assignment in course.assignments:
        if options.assignment in ("", assignment.name):
            with tempfile.TemporaryDirectory() as scratch:
                show(assignment.name, *measure(Path(scratch), assignment, options.students, options.rounds))


def measure(scratch: Path, assignment: Assignment, students: int, rounds: int) -> tuple[list[Seconds], list[Seconds]]:
    """(seconds on the clock, seconds of processor time) of each round, alone and ours."""
    environment = clean_environment(scratch)
    command = [str(Path(sys.executable).with_name("nbgrader"))]
    folders = [scratch / "stock", scratch / "ours"]
    for folder in folders:
        lay_out(find_course(Path(__file__).parents[1]), folder)
    (folders[0] / CONFIG).write_text("c = get_config()\n", encoding="utf-8")
    for folder in folders:
        run([*command, "generate_assignment", assignment.name], folder, environment)
    released = json.loads((folders[1] / "release" / assignment.name / f"{assignment.name}.ipynb").read_text("utf-8"))
    found = []
    for number in range(rounds + 1):
        seconds = {}
        for folder in folders[:: -1 if number % 2 else 1]:
            hand_in(folder, assignment, released, range(students * number, students * (number + 1)))
            seconds[folder] = run([*command, "autograde", assignment.name], folder, environment)
        found.append([seconds[folder] for folder in folders])
    return [(a[0], b[0]) for a, b in found[1:]], [(a[1], b[1]) for a, b in found[1:]]


Seconds = tuple[float, float]


def show(name: str, wall: list[Seconds], cpu: list[Seconds]) -> None:
    """One line of the table: medians, and the median of the rounds' ratios."""
    cells = []
    for pairs in (wall, cpu):
        stock, ours = (statistics.median(side) for side in zip(*pairs, strict=True))
        cells += [stock, ours, statistics.median(b / a for a, b in pairs)]
    print("{:20} {:8.2f} {:7.2f} {:6.2f}   {:6.2f} {:6.2f} {:6.2f}".format(name, *cells))


if __name__ == "__main__":
    main()
