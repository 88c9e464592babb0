"""`grade` from scripts to the gradebook, and regrading after a change."""

import csv
import sqlite3
from contextlib import closing
from functools import partial

import pytest

from autograder.errors import AutograderError
from autograder.grade import Options, grade
from autograder.grade.intake import Roster
from autograder.gradebook import Gradebook, scores

RIGHT = (
    "import numpy as np\ndef double(x):\n    return x + x\ndef floor(x, low):\n    return np.maximum(x, low) + 0.0\n"
)
WRONG = RIGHT.replace("x + x", "x")


@pytest.fixture
def classroom(tiny_course, tmp_path):
    """Two students of the tiny course; grades them again with each call."""
    folder = tmp_path / "class" / "ch09_tiny"
    folder.mkdir(parents=True)
    (folder / "ada.py").write_text(RIGHT, encoding="utf-8")
    (folder / "bob.py").write_text(WRONG, encoding="utf-8")
    output = tmp_path / "graded"

    class Classroom:
        submissions = folder
        history = output / "changes.csv"
        gradebook = output / "gradebook.db"

        def grade(self, gradebook=gradebook, roster=None):
            book = gradebook and partial(Gradebook, gradebook)
            options = Options(output, 1, unconfined=True, gradebook=book, roster=roster or Roster())
            return grade(tiny_course.read(), [folder], options)

        def scores(self):
            with closing(sqlite3.connect(self.gradebook)) as connection:
                return dict(
                    connection.execute(
                        "SELECT student_id, sum(auto_score) FROM submitted_assignment AS s JOIN submitted_notebook AS n "
                        "ON n.assignment_id = s.id JOIN grade ON grade.notebook_id = n.id GROUP BY student_id"
                    )
                )

    return Classroom()


def test_a_class_is_in_the_gradebook_and_a_regrade_moves_it(classroom, tiny_course):
    report = classroom.grade()
    assert (report.changes, report.notes, report.unrecorded) == ([], [], "")
    assert classroom.scores() == {"ada": 3.0, "bob": 1.0}
    assert not classroom.history.exists()

    (classroom.submissions / "bob.py").write_text(RIGHT, encoding="utf-8")
    tiny_course.edit(tiny_course.chapter, "points=2", "points=4")
    report = classroom.grade()
    assert {(one.student, one.before, one.after, one.why) for one in report.changes} == {
        ("ada", 3.0, 5.0, "points changed"),
        ("bob", 1.0, 5.0, "submission changed, points changed"),
    }
    assert classroom.scores() == {"ada": 5.0, "bob": 5.0}

    (classroom.submissions / "bob.py").write_bytes(b"\0")
    report = classroom.grade()
    assert [(one.student, one.before, one.after) for one in report.changes] == [("bob", 5.0, None)]
    assert classroom.scores() == {"ada": 5.0, "bob": None}
    with classroom.history.open(encoding="utf-8", newline="") as file:
        history = [row[1:] for row in csv.reader(file)]
    assert history[0][:5] == ["student", "assignment", "before", "after", "why"]
    assert history[0][5:] == ["max_before", "max_after", "percent_before", "percent_after", "checks"]
    assert history[1] == ["ada", "ch09_tiny", "3", "5", "points changed", "3", "5", "100.0", "100.0", ""]
    assert len(history) == 4 and history[3] == [
        "bob",
        "ch09_tiny",
        "5",
        "",
        "newest file not graded",
        "5",
        "",
        "100.0",
        "",
        "",
    ]


def test_an_unusable_gradebook_stops_the_run_before_anything_is_graded(classroom, tmp_path):
    other = tmp_path / "other.db"
    other.write_text("no database at all" * 100, encoding="utf-8")
    with pytest.raises(AutograderError, match="is no gradebook but some other file"):
        classroom.grade(other)
    assert not list((tmp_path / "graded" / "results").rglob("*.json"))


def test_a_gradebook_that_fails_at_the_end_costs_no_result(classroom, monkeypatch, tmp_path):
    def fail(*_args, **_more):
        raise AutograderError("the gradebook is locked")

    monkeypatch.setattr("autograder.gradebook.book.Gradebook.write", fail)
    report = classroom.grade()
    assert report.unrecorded == "the gradebook is locked"
    assert report.tally.scores == {"ada": {"ch09_tiny": 3.0}, "bob": {"ch09_tiny": 1.0}}
    assert len(list((tmp_path / "graded" / "results").rglob("*.json"))) == 2
    (classroom.submissions / "bob.py").write_text(RIGHT, encoding="utf-8")
    report = classroom.grade(None)  # changes are told without a gradebook too
    assert ([one.why for one in report.changes], report.unrecorded) == (["submission changed"], "")


@pytest.mark.parametrize("damage", ["raises", "half a letter"])
def test_a_result_that_cannot_be_put_into_the_gradebook_is_a_fault_and_the_others_are_there(
    classroom, monkeypatch, damage
):
    comment = scores.comment

    def damaged(exercise):
        if exercise.score == exercise.max_score:
            return comment(exercise)
        if damage == "raises":
            raise RuntimeError("a bug of ours")
        return "half a letter: \ud800"

    monkeypatch.setattr(scores, "comment", damaged)
    report = classroom.grade()
    assert [fault.student for fault in report.faults] == ["bob"]
    assert report.unrecorded == ""
    assert classroom.scores() == {"ada": 3.0}
    assert report.notes == ["not in the gradebook through a fault of ours: bob, ch09_tiny"]
    assert "bob" in report.log.read_text(encoding="utf-8")
    assert report.tally.scores["bob"] == {"ch09_tiny": 1.0}
    monkeypatch.undo()
    assert (classroom.grade().faults, classroom.scores()) == ([], {"ada": 3.0, "bob": 1.0})


def test_the_names_of_the_class_list_reach_the_gradebook(classroom, tmp_path):
    people = tmp_path / "class.csv"
    people.write_text('id,name,first name\nada,"Lovelace, Ada",\nbob,Bob B,\ncleo,Cleo,\n', encoding="utf-8")
    classroom.grade(roster=Roster.read(people))
    with closing(sqlite3.connect(classroom.gradebook)) as connection:
        rows = connection.execute("SELECT id, first_name, last_name FROM student ORDER BY id").fetchall()
    assert rows == [("ada", "Ada", "Lovelace"), ("bob", "", "Bob B"), ("cleo", "", "Cleo")]
