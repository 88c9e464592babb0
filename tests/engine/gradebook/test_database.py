"""Reaching a database, and one sentence where that fails."""

import sqlite3
import sys

import pytest

from autograder.errors import AutograderError
from autograder.gradebook import Gradebook

from .conftest import result


def error(url, **more):
    """What is said about a URL."""
    with pytest.raises(AutograderError) as caught:
        Gradebook(url, **more)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_url_and_a_path_name_the_same_file(path):
    with Gradebook(f"sqlite:///{path}"), Gradebook(path):
        assert path.is_file()


def test_a_folder_that_is_missing_is_made_and_any_letter_may_stand_in_its_name(tmp_path):
    path = tmp_path / "100% a?b#c" / "gradebook.db"
    with Gradebook(path):
        assert path.is_file()


@pytest.mark.parametrize("url", ["gradebook.db", "", "sqlite", "nosuch://host/name"])
def test_what_is_no_url_is_told_how_one_looks(url):
    assert error(url).startswith("--gradebook takes a database's URL, such as sqlite:///graded/gradebook.db")


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:"])
def test_a_database_in_memory_would_keep_nothing(url):
    assert "names no file, so nothing would be kept" in error(url)


def test_a_missing_driver_is_asked_for_with_pip(monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    for url in ("postgresql://ada@localhost/grades", "postgresql+psycopg://ada@localhost/grades"):
        assert error(url) == "the gradebook in postgresql needs psycopg: pip install 'dlfs-autograder[postgresql]'"


def test_another_missing_driver_is_asked_for_by_its_name(monkeypatch):
    monkeypatch.setitem(sys.modules, "MySQLdb", None)
    assert (
        error("mysql://ada@localhost/grades")
        == "the gradebook in mysql needs MySQLdb; install the package that brings it with pip"
    )


def test_a_file_that_is_no_database_is_left_alone(path):
    path.write_text("student,score\n" * 100, encoding="utf-8")
    assert error(path) == f"'{path}' is no gradebook but some other file; name another with --gradebook"
    assert path.read_text(encoding="utf-8").startswith("student,score")


def test_a_place_where_no_file_can_be(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert error(tmp_path / "file" / "gradebook.db").startswith("cannot make the folder")
    assert "unable to open database file" in error(tmp_path)


def test_a_gradebook_in_use_is_waited_for_and_then_named(course, path):
    with Gradebook(path, busy_seconds=0.1) as book:
        busy = sqlite3.connect(path, isolation_level=None)
        busy.execute("BEGIN IMMEDIATE")
        with pytest.raises(AutograderError) as caught:
            book.write(course, [result("ada")])
        assert str(caught.value) == (
            f"the gradebook '{path}' was in use by another program (formgrader, nbgrader) for 0.1 s; "
            "the results are kept, run the same command again"
        )
        busy.execute("ROLLBACK")
        book.write(course, [result("ada")])
        assert busy.execute("SELECT id FROM student").fetchall() == [("ada",)]
        busy.close()


def test_two_writers_at_once_wait_for_each_other(course, path, opened):
    with Gradebook(path) as one, Gradebook(path) as other:
        one.write(course, [result("ada")])
        other.write(course, [result("bob")])
    with opened(path) as book:
        assert {student.id for student in book.students} == {"ada", "bob"}
