"""A class in nbgrader's folders, graded through nbgrader's own Python API."""

from __future__ import annotations

import copy
import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

nbformat = pytest.importorskip("nbformat")
pytest.importorskip("nbgrader")

from nbgrader.apps import NbGraderAPI  # noqa: E402
from nbgrader.converters import Autograde, GenerateFeedback, NbGraderException  # noqa: E402
from traitlets.config.loader import PyFileConfigLoader  # noqa: E402

from autograder.nbgrader.layout import lay_out  # noqa: E402


def code(source, **metadata):
    """A code cell as any editor writes it."""
    return {"cell_type": "code", "execution_count": None, "metadata": metadata, "outputs": [], "source": source}


def notebook_of(*cells, **metadata):
    """A notebook with these cells and nothing that nbgrader put there."""
    return {"cells": list(cells), "metadata": metadata, "nbformat": 4, "nbformat_minor": 4}


class Classroom:
    """nbgrader's folder for one course, and its commands as methods."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def api(self) -> NbGraderAPI:
        """nbgrader with the configuration that stands in the folder."""
        config = PyFileConfigLoader("nbgrader_config.py", path=str(self.folder)).load_config()
        config.CourseDirectory.root = str(self.folder)
        return NbGraderAPI(config=config)

    def read(self, *parts: str) -> dict:
        """A notebook below the folder."""
        return json.loads(self.folder.joinpath(*parts).read_text(encoding="utf-8"))

    def released(self, assignment: str) -> dict:
        """What students got."""
        return self.read("release", assignment, f"{assignment}.ipynb")

    def answered(self, assignment: str, **answers: str) -> dict:
        """The released notebook with answers in place of stubs, by grade id."""
        book = copy.deepcopy(self.released(assignment))
        for cell in book["cells"]:
            grade_id = cell["metadata"].get("nbgrader", {}).get("grade_id")
            if grade_id in answers:
                cell["source"] = answers[grade_id]
        return book

    def hand_in(self, student: str, assignment: str, book: dict | str, time: str = "2026-11-20 10:00:00 UTC") -> Path:
        """Put a notebook where `nbgrader collect` puts it."""
        path = self.folder / "submitted" / student / assignment / f"{assignment}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(book if isinstance(book, str) else json.dumps(book), encoding="utf-8")
        path.with_name("timestamp.txt").write_text(time, encoding="utf-8")
        return path

    def autograde(self, assignment: str, student: str = "*", *, force: bool = False) -> str:
        """Autograde in one run, as the command does; what it could not grade, in its words."""
        return self._convert(Autograde, assignment, student, force)

    def feedback(self, assignment: str) -> str:
        """Make the pages that students get."""
        return self._convert(GenerateFeedback, assignment, "*", True)

    def _convert(self, kind: type, assignment: str, student: str, force: bool) -> str:
        api = self.api
        api.coursedir.assignment_id, api.coursedir.student_id = assignment, student
        converter = kind(coursedir=api.coursedir, parent=api)
        converter.force = force
        try:
            converter.start()
        except NbGraderException as error:
            return str(error)
        return ""

    def autograded(self, student: str, assignment: str) -> dict:
        """A notebook as formgrader shows it."""
        return self.read("autograded", student, assignment, f"{assignment}.ipynb")

    def score(self, student: str, assignment: str) -> float | None:
        """The total in the gradebook."""
        with self.api.gradebook as gradebook:
            return gradebook.find_submission(assignment, student).score

    def scores(self, student: str, assignment: str) -> dict[str, float | None]:
        """Automatic scores by grade id."""
        with self.api.gradebook as gradebook:
            (notebook,) = gradebook.find_submission(assignment, student).notebooks
            return {grade.name: grade.auto_score for grade in notebook.grades}

    def dump(self) -> bytes:
        """Everything in the gradebook, as text."""
        with closing(sqlite3.connect(self.folder / "gradebook.db")) as database:
            return "\n".join(database.iterdump()).encode()


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """Nothing of whoever runs the tests is read or written by Jupyter; commands of the environment are found."""
    folder = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("HOME", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"):
            patch.setenv(name, str(folder / name.lower()))
        patch.setenv("PATH", os.environ["PATH"])  # the configuration adds to it
        patch.delenv("AUTOGRADER_COURSE", raising=False)
        yield folder


@pytest.fixture(scope="module")
def classroom(home, tiny_course_type, tmp_path_factory):
    """The tiny course laid out for nbgrader, its assignment released."""
    folder = tmp_path_factory.mktemp("nbgrader")
    course = tiny_course_type(folder / "course")
    course.edit(course.suite, "np.array([-1.0, -0.5])", "np.array([-1.0, -733.25])")
    course.edit(course.suite, "np.array([-2.0, -1.0])", "np.array([-2.0, -1466.5])")
    course.edit("course.toml", "call_cpu_seconds = 2", "call_cpu_seconds = 1\nsubmission_cpu_seconds = 2")
    room = Classroom(folder / "class")
    room.course = course.read()
    lay_out(room.course, room.folder)
    assert room.api.generate_assignment("ch09_tiny")["success"]
    return room


@pytest.fixture(scope="session")
def cells():
    """(code, notebook_of): cells and notebooks as other editors write them."""
    return code, notebook_of
