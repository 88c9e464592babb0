"""Making a gradebook whole, and telling what is wrong with one."""

import gc
import shutil
import sqlite3
import warnings
from contextlib import closing

import pytest

from autograder.errors import AutograderError
from autograder.gradebook import Gradebook
from autograder.gradebook.schema import HALF_MADE

from .conftest import result


@pytest.fixture
def made(path):
    """A gradebook without students."""
    with Gradebook(path):
        return path


def change(path, *statements):
    """Run SQL on a gradebook."""
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def rows(path, query):
    """What a query finds in a gradebook."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


def error(path):
    """What is said about a gradebook, which must stay as it is."""
    before = path.read_bytes()
    with pytest.raises(AutograderError) as caught:
        Gradebook(path)
    assert path.read_bytes() == before
    return str(caught.value).replace(str(path), "PATH")


def test_it_is_the_schema_that_nbgrader_makes_itself(made, tmp_path, opened):
    if not shutil.which("alembic"):
        pytest.skip("nbgrader cannot make a database here: alembic is not on the PATH")
    with opened(tmp_path / "theirs.db"):
        pass
    paths = (made, tmp_path / "theirs.db")
    schemas = [set(rows(path, "SELECT name, sql FROM sqlite_master")) for path in paths]
    versions = [rows(path, "SELECT * FROM alembic_version") for path in paths]
    assert schemas[0] == schemas[1]
    assert versions[0] == versions[1] and len(versions[0]) == 1


def test_it_needs_no_alembic_on_the_path_and_nor_does_nbgrader_afterwards(path, opened, monkeypatch, course):
    monkeypatch.setenv("PATH", "")
    with Gradebook(path) as book:
        book.write(course, [result("ada")])
    with opened(path) as book:
        assert book.find_student("ada").score == 3.0


def test_a_gradebook_that_nbgrader_left_half_made_is_mended_and_said_so(path, opened, monkeypatch):
    monkeypatch.setenv("PATH", "")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with pytest.raises(FileNotFoundError), opened(path):
            pass
        gc.collect()  # nbgrader leaves its connection open, of which Python 3.13 warns
    with Gradebook(path) as book:
        assert book.notes == [HALF_MADE]
    with Gradebook(path) as book:
        assert book.notes == []


def test_without_a_version_and_a_table_it_is_refused(made):
    change(made, "DROP TABLE alembic_version", "DROP TABLE comment")
    assert error(made) == (
        "the gradebook 'PATH' is half-made: it has no schema version and no table 'comment'; if an old nbgrader made it, "
        "activate its environment and run 'nbgrader db upgrade', else move it away and run the same command again"
    )


def test_without_a_version_and_a_column_it_is_refused(made):
    change(made, "DELETE FROM alembic_version", "ALTER TABLE student DROP COLUMN lms_user_id")
    assert "no schema version and no column 'student.lms_user_id'" in error(made)


def test_a_missing_table_beside_a_version_is_damage(made):
    change(made, "DROP TABLE grade")
    assert error(made) == "the gradebook 'PATH' is damaged, for it has no table 'grade'; put a backup in its place"


def test_an_older_schema_needs_nbgraders_own_upgrade(made):
    change(made, "UPDATE alembic_version SET version_num = 'b6d005d67074'")
    assert "was made by an older nbgrader" in error(made) and "'nbgrader db upgrade'" in error(made)


def test_a_newer_schema_needs_a_newer_nbgrader(made):
    change(made, "UPDATE alembic_version SET version_num = 'ffffffffffff'")
    assert error(made) == "the gradebook 'PATH' was made by a newer nbgrader than the one here: pip install -U nbgrader"


def test_an_empty_file_is_as_good_as_none(path):
    path.write_bytes(b"")
    with Gradebook(path) as book:
        assert book.notes == []


def test_tables_of_somebody_else_are_left_alone(path):
    change(path, "CREATE TABLE mine (x)", "INSERT INTO mine VALUES (1)")
    with Gradebook(path):
        pass
    assert rows(path, "SELECT * FROM mine") == [(1,)]


def test_making_one_that_is_stopped_halfway_leaves_nothing_that_passes_for_one(path, monkeypatch):
    monkeypatch.setattr("autograder.gradebook.schema._stamp", lambda *args: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        Gradebook(path)
    assert rows(path, "SELECT count(*) FROM sqlite_master") == [(0,)]
