"""A class whose files look as readers of the book write them: their imports, prints and plots, two or three ways to each answer.

Put together from the cells in `styles/`, which were written for this. How often something occurs is what was counted in 352 public files of
readers: pylab or pyplot, MNIST and PIL imports that fail, prints while loading (one file of three), names defined twice, plots at module level.
"""

from __future__ import annotations

import ast
import random
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from autograder.course import Assignment, Course

STYLES = Path(__file__).with_name("styles")
WITH_MISTAKES = 20  # percent of the files
TWICE = 7  # percent of the files that define a function, and later define it again
_HEADER = re.compile(r"^# %% (\w+)(?: (wrong))?(?: (\d+))?\n", re.MULTILINE)


@dataclass(frozen=True)
class Cell:
    """A piece of a file; `percent` says how often it occurs."""

    source: str
    wrong: bool
    percent: int


def write_class(course: Course, folder: Path, count: int) -> list[tuple[Assignment, Path]]:
    """`count` files, over the chapters in turn."""
    readers = [Reader(assignment) for assignment in course.assignments]
    files = []
    for number in range(count):
        assignment = course.assignments[number % len(readers)]
        path = folder / assignment.name / f"student{number:05}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(readers[number % len(readers)].write(number), encoding="utf-8")
        files.append((assignment, path))
    return files


class Reader:
    """Writes files for one assignment, each with a seed of its own."""

    def __init__(self, assignment: Assignment) -> None:
        self._assignment = assignment
        self._cells: dict[str, list[Cell]] = defaultdict(list)
        for name in ("common", assignment.name):
            self._read(STYLES / f"{name}.py")

    def write(self, number: int) -> str:
        """The file of student `number`."""
        rng = random.Random(f"{self._assignment.name}/{number}")
        names = [exercise.name for exercise in self._assignment.exercises]
        wrong = rng.sample(names, rng.choice([1, 1, 2, 3])) if rng.randrange(100) < WITH_MISTAKES else []
        functions = [self._answer(rng, name, name in wrong) for name in names]
        if rng.randrange(100) < TWICE:
            functions.insert(0, self._answer(rng, rng.choice(names), True))
        parts = [*self._some(rng, "top"), "import numpy as np\n" + self._one(rng, "plot"), *functions]
        return "\n\n".join(filter(str.strip, [*parts, *self._some(rng, "after")])) + f"\n# {number}\n"

    def _read(self, path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        found = list(_HEADER.finditer(text))
        ends = [header.start() for header in found[1:]] + [len(text)]
        for header, end in zip(found, ends, strict=True):
            kind, wrong, percent = header.groups()
            self._cells[kind].append(Cell(text[header.end() : end].strip("\n"), bool(wrong), int(percent or 0)))

    def _answer(self, rng: random.Random, name: str, wrong: bool) -> str:
        fitting = [cell for cell in self._cells[name] if cell.wrong is wrong]
        if not fitting:  # an exercise for which nobody has written one down yet
            return self._solution(name)
        # A digit of each file's own: answers that no other file gave.
        return rng.choice(fitting).source.replace("DIGIT", str(rng.randint(1, 9)))

    def _solution(self, name: str) -> str:
        text = self._assignment.source.read_text(encoding="utf-8")
        functions = [node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef) and node.name == name]
        return ast.get_source_segment(text, functions[0]) or ""

    def _some(self, rng: random.Random, kind: str) -> list[str]:
        return [cell.source for cell in self._cells[kind] if rng.randrange(100) < cell.percent]

    def _one(self, rng: random.Random, kind: str) -> str:
        cells = self._cells[kind]
        return rng.choices(cells, [cell.percent for cell in cells])[0].source
