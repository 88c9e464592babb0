"""nbgrader's own generate_assignment and autograde beside our writing, in any order."""

import logging
import os
import shutil
import warnings

import pytest
from nbformat.v4 import new_output
from nbgrader.converters import Autograde, GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets.config import Config

from autograder.gradebook import Gradebook

from .conftest import NAME, result
from .test_book import grades

SCORES = {"double": 0.67, "floor": 1.0}


class Answer(NbGraderPreprocessor):
    """Stands for whatever runs the cells: gives each check cell its score."""

    def preprocess_cell(self, cell, resources, index):
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        if grade_id.endswith("-check"):
            score = SCORES[grade_id.removesuffix("-check")]
            cell.outputs = [new_output("execute_result", data={"text/plain": str(score)})]
        return cell, resources


@pytest.fixture
def nbgrader(course, tmp_path, monkeypatch):
    """A folder of nbgrader's with the tiny course's kit as source and bob's notebook; the functions are its commands."""
    if not shutil.which("alembic"):
        pytest.skip("nbgrader cannot make a database here: alembic is not on the PATH")
    root = tmp_path / "nbgrader"
    for folder in (root / "source" / NAME, root / "submitted" / "bob" / NAME):
        folder.mkdir(parents=True)
        shutil.copy(course.kit / f"{NAME}.ipynb", folder)
    monkeypatch.chdir(root)
    config = Config()
    config.CourseDirectory.root = str(root)
    config.CourseDirectory.assignment_id = NAME
    config.Autograde.autograde_preprocessors = [Answer, "nbgrader.preprocessors.SaveAutoGrades"]
    config.GenerateAssignment.force = config.Autograde.force = True

    def run(converter):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            made = converter(coursedir=CourseDirectory(config=config), config=config)
            made.log = logging.getLogger("quiet")
            made.start()

    def ours(double=SCORES["double"]):
        with Gradebook(root / "gradebook.db") as book:
            book.write(course, [result("bob", double)])
            assert book.notes == []

    steps = {"generate": lambda: run(GenerateAssignment), "autograde": lambda: run(Autograde), "ours": ours}
    yield root, steps
    for folder, _, files in os.walk(root):  # nbgrader makes its files read-only
        for file in files:
            os.chmod(os.path.join(folder, file), 0o644)


@pytest.mark.parametrize(
    "order",
    [
        ("generate", "autograde", "ours"),
        ("ours", "generate", "autograde"),
        ("ours", "autograde", "generate", "ours"),
    ],
)
def test_the_numbers_are_the_same_in_any_order(nbgrader, opened, order):
    root, steps = nbgrader
    for step in order:
        steps[step]()
    with opened(root / "gradebook.db") as book:
        assert grades(book, "bob") == {"double-check": (0.67, 0.67, False), "floor-check": (1.0, 1.0, False)}
        assert (book.find_submission(NAME, "bob").score, book.find_assignment(NAME).max_score) == (1.67, 3.0)
        assert sorted(one.name for one in book.find_notebook(NAME, NAME).source_cells) == [
            "double", "double-check", "floor", "floor-check",
        ]  # fmt: skip


def test_nbgraders_autograde_still_runs_after_points_changed_through_us(nbgrader, opened, tiny_course, course):
    root, steps = nbgrader
    steps["ours"]()
    steps["generate"]()
    tiny_course.edit(tiny_course.chapter, "points=2", "points=5")
    with Gradebook(root / "gradebook.db") as book:
        book.write(tiny_course.read(), [result("bob", 0.67, points=(5.0, 1.0))])
    steps["autograde"]()
    with opened(root / "gradebook.db") as book:
        assert (book.find_submission(NAME, "bob").score, book.find_assignment(NAME).max_score) == (1.67, 6.0)
