"""A whole term with nbgrader's commands: every assignment of the course, 20 students, most of them odd.

    python benchmarks/nbgrader_round.py [-o DIR]

Lays the course out, releases, hands in, autogrades, makes feedback and exports with nbgrader's own commands, grades the same notebooks with
`autograder grade`, and ends with exit code 1 if any score differs, a submission stopped the run, or something secret is in what students get.
"""

from __future__ import annotations

import argparse
import copy
import csv
import json
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from nbgrader_rate import answers_of, clean_environment, run

from autograder.author.audit import secrecy
from autograder.course import Assignment, Course
from autograder.course.folder import find_course

Book = dict[str, Any]
NO_NOTEBOOK = ("cut off", "empty file")


def main() -> None:
    """Run the round and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-o", "--output", type=Path, help="keep everything in this folder")
    options = parser.parse_args()
    course = find_course(Path(__file__).parents[1])
    with tempfile.TemporaryDirectory() as scratch:
        problems = term(course, (options.output or Path(scratch)).resolve())
    print("\n".join(problems) or "every score is the same both ways, and nothing secret was given away")
    sys.exit(bool(problems))


def term(course: Course, scratch: Path) -> list[str]:
    """Everything that is not as it should be."""
    folder, environment = scratch / "class", clean_environment(scratch)
    commands = Path(sys.executable)
    autograder, nbgrader = [str(commands), "-m", "autograder"], [str(commands.with_name("nbgrader"))]
    run([*autograder, "nbgrader", "init", str(folder), "--course", str(course.root)], course.root, environment)
    for assignment in course.assignments:
        run([*nbgrader, "generate_assignment", assignment.name], folder, environment)
        hand_in(folder, assignment)
        start = time.perf_counter()
        run([*nbgrader, "autograde", assignment.name], folder, environment)
        print(f"{assignment.name}: {time.perf_counter() - start:.1f} s for {len(STUDENTS)} students")
        run([*nbgrader, "generate_feedback", assignment.name], folder, environment)
    run([*nbgrader, "export"], folder, environment)
    graded = scratch / "graded"
    run(
        [*autograder, "grade", str(folder / "submitted"), "-o", str(graded), "--course", str(course.root)],
        folder,
        environment,
    )
    return [*differing(folder, graded), *leaking(course, folder)]


def differing(folder: Path, graded: Path) -> list[str]:
    """Scores that are not the same through nbgrader and through `autograder grade`."""
    with (folder / "grades.csv").open(encoding="utf-8", newline="") as file:
        by_nbgrader = {(row["assignment"], row["student_id"]): float(row["score"]) for row in csv.DictReader(file)}
    records = [json.loads(path.read_text(encoding="utf-8")) for path in graded.glob("results/*/*.json")]
    ours = {(record["assignment"], record["student"]): record["score"] for record in records}
    problems = []
    for key, score in sorted(by_nbgrader.items()):
        expected = 0.0 if key[1] in NO_NOTEBOOK else ours.get(key)
        if score != expected:
            problems.append(f"{key}: {score} through nbgrader, {expected} through autograder grade")
    print(f"{len(by_nbgrader)} scores; means {sum(by_nbgrader.values()) / len(by_nbgrader):.2f}")
    return problems


def leaking(course: Course, folder: Path) -> list[str]:
    """What is secret and stands in a notebook, a feedback page or the gradebook; the right answers of students are their own."""
    files = [
        (path.relative_to(folder).as_posix(), path.read_bytes())
        for part in ("release/**/*.ipynb", "feedback/**/*.html", "autograded/**/*.ipynb")
        for path in folder.glob(part)
    ]
    with sqlite3.connect(folder / "gradebook.db") as database:
        files.append(("gradebook.db", "\n".join(database.iterdump()).encode()))
    found = secrecy.leaks_in(course, files)
    return [
        f"{leak.file}:{leak.line} gives away {leak.what}"
        for leak in found
        if not leak.what.startswith("the title of") and "solution" not in leak.what
    ]


# --- the class --------------------------------------------------------------------------------------------------------


def code(source: str) -> Book:
    """A code cell without nbgrader's metadata."""
    return {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": [], "source": source}


def is_check(cell: Book) -> bool:
    """Whether a cell is a grade cell."""
    return bool(cell["metadata"].get("nbgrader", {}).get("grade"))


def with_cell(source: str) -> Callable[[Book, Book], Book]:
    """Right answers, and one more cell at the end."""
    return lambda blank, right: {**right, "cells": [*right["cells"], code(source)]}


def without_metadata(blank: Book, right: Book) -> Book:
    """As Colab and others save it."""
    cells = [{key: value for key, value in cell.items() if key != "id"} for cell in right["cells"]]
    return {"cells": [{**cell, "metadata": {}} for cell in cells], "metadata": {}, "nbformat": 4, "nbformat_minor": 0}


def in_one_cell(blank: Book, right: Book) -> Book:
    """All code in a single cell."""
    sources = [cell["source"] for cell in without_metadata(blank, right)["cells"] if cell["cell_type"] == "code"]
    return {**without_metadata(blank, right), "cells": [code("\n\n\n".join(map("".join, sources)))]}


def in_format_3(blank: Book, right: Book) -> Book:
    """As IPython 1 wrote it."""
    cells = [
        {"cell_type": "code", "language": "python", "input": "".join(cell["source"]), "outputs": [], "metadata": {}}
        for cell in right["cells"]
        if cell["cell_type"] == "code"
    ]
    return {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": cells, "metadata": {}}]}


def renamed(blank: Book, right: Book) -> Book:
    """Every grade id is another."""
    for cell in right["cells"]:
        if "nbgrader" in cell["metadata"]:
            cell["metadata"]["nbgrader"]["grade_id"] += "-copy"
    return right


def with_scores_typed_in(blank: Book, right: Book) -> Book:
    """Check cells that just say the points, on top of blank answers."""
    for cell in filter(is_check, blank["cells"]):
        cell["source"] = "100.0"
    return blank


STUDENTS: dict[str, Callable[[Book, Book], Book | str]] = {
    "right": lambda blank, right: right,
    "blank": lambda blank, right: blank,
    "half": lambda blank, right: {**right, "cells": right["cells"][: len(right["cells"]) // 2]},
    "doubled": lambda blank, right: {
        **right,
        "cells": [c for one in right["cells"] for c in (one, copy.deepcopy(one))],
    },
    "deleted checks": lambda blank, right: {**right, "cells": [c for c in right["cells"] if not is_check(c)]},
    "reversed": lambda blank, right: {**right, "cells": right["cells"][:2] + right["cells"][:1:-1]},
    "renamed": renamed,
    "stripped": without_metadata,
    "one cell": in_one_cell,
    "format 3": in_format_3,
    "typed scores": with_scores_typed_in,
    "loops": with_cell("while True: pass"),
    "exits": with_cell("import os\nos._exit(0)"),
    "floods": with_cell("while True: print('x' * 10_000)"),
    "crashes": with_cell("import ctypes\nctypes.string_at(0)"),
    "eats memory": with_cell("x = []\nwhile True: x.append(bytearray(10_000_000))"),
    "warns": with_cell("import sys\nprint('careful', file=sys.stderr)"),
    "magics": with_cell("%matplotlib inline\n!ls\n%time sum(range(10))"),
    "cut off": lambda blank, right: json.dumps(right)[:1000],
    "empty file": lambda blank, right: "",
}


def hand_in(folder: Path, assignment: Assignment) -> None:
    """Put every student's notebook where `nbgrader collect` would."""
    path = folder / "release" / assignment.name / f"{assignment.name}.ipynb"
    for student, make in STUDENTS.items():
        blank = json.loads(path.read_text(encoding="utf-8"))
        right = copy.deepcopy(blank)
        answers = answers_of(assignment, [])
        for cell in right["cells"]:
            if cell["metadata"].get("nbgrader", {}).get("solution"):
                cell["source"] = answers[cell["metadata"]["nbgrader"]["grade_id"]]
        book = make(blank, right)
        target = folder / "submitted" / student / assignment.name / path.name
        target.parent.mkdir(parents=True)
        target.write_text(book if isinstance(book, str) else json.dumps(book), encoding="utf-8")


if __name__ == "__main__":
    main()
