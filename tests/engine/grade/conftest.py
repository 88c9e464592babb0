"""A small class for the tiny course, graded as an instructor would."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from autograder.grade import Options, grade
from autograder.render.page import as_page

RIGHT = "import numpy as np\ndef double(x):\n    return x + x\ndef floor(x, low):\n    return np.maximum(x, low)\n"


class Pupils:
    """A folder of submissions, and the folder that it is graded into."""

    right = RIGHT  # earns 3 points of 3
    wrong = RIGHT.replace("x + x", "x * x")  # earns the last of them

    def __init__(self, tiny_course, folder: Path) -> None:
        self.tiny, self.folder, self.output = tiny_course, folder / "class", folder / "graded"

    def path(self, student: str) -> Path:
        """Where a student's file stands; its folder is there."""
        path = self.folder / "ch09_tiny" / f"{student}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def hand_in(self, **files: str) -> None:
        """`ada=RIGHT`: write that student's file."""
        for student, text in files.items():
            self.path(student).write_text(text, encoding="utf-8")

    def grade(self, *students, jobs=1, progress=lambda done, of: None, **options):
        """Grade the files of these students, or everything."""
        paths = [self.path(student) for student in students] or [self.folder]
        return grade(self.tiny.read(), paths, Options(self.output, jobs, page=as_page, **options), progress)

    def rows(self) -> dict[str, dict[str, str]]:
        """`grades.csv` by student."""
        with (self.output / "grades.csv").open(encoding="utf-8", newline="") as file:
            return {row["student"]: row for row in csv.DictReader(file)}

    def totals(self) -> dict[str, str]:
        """The total of each student's row."""
        return {student: row["total"] for student, row in self.rows().items()}

    def record(self, student: str):
        """A student's result."""
        return json.loads((self.output / "results" / "ch09_tiny" / f"{student}.json").read_text(encoding="utf-8"))

    def records(self) -> dict[str, str]:
        """Every results file as text, but for the line of `seconds`."""
        texts = {file.name: file.read_text(encoding="utf-8") for file in (self.output / "results").rglob("*.json")}
        return {
            name: "\n".join(line for line in text.splitlines() if '"seconds"' not in line)
            for name, text in texts.items()
        }


@pytest.fixture
def pupils(tiny_course, tmp_path) -> Pupils:
    """An empty class."""
    return Pupils(tiny_course, tmp_path)
