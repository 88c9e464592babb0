"""nbgrader's gradebook, opened again and again in one process."""

import pytest
from nbgrader import api

from autograder.nbgrader.gradebook import Gradebook

pytestmark = pytest.mark.filterwarnings("ignore")  # nbgrader's own parts warn about each other


def test_a_file_that_was_made_anew_is_the_one_that_is_opened(tmp_path, monkeypatch):
    monkeypatch.setattr(api, "get_alembic_version", lambda: "x")  # a process of its own, each time
    url = f"sqlite:///{tmp_path}/gradebook.db"
    for student in ("ada", "bob"):
        with api.Gradebook(url) as made:
            made.add_student(student)
        with Gradebook(url) as opened:
            assert [one.id for one in opened.students] == [student]
        (tmp_path / "gradebook.db").unlink()
