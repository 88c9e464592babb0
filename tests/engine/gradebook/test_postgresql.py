"""The gradebook on a real PostgreSQL server, started for these tests where its programs are installed."""

import getpass
import importlib.util
import os
import shutil
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.errors import AutograderError
from autograder.gradebook import Gradebook

from .conftest import NAME, result
from .test_book import grades

PASSWORD = "s3cret/word"
ENCODED = "s3cret%2Fword"


def program(name):
    """A program of PostgreSQL's, which Debian keeps off the PATH."""
    found = [shutil.which(name), *sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)]
    return next((str(path) for path in found if path), None)


@pytest.fixture(scope="module")
def server():
    """The folder of a server's socket; it listens nowhere else."""
    if importlib.util.find_spec("psycopg") is None:
        pytest.skip("psycopg is not installed: pip install 'dlfs-autograder[postgresql]'")
    initdb, control = program("initdb"), program("pg_ctl")
    if initdb is None or control is None:
        pytest.skip("PostgreSQL's initdb and pg_ctl are not on this machine: apt-get install postgresql")
    who = "postgres" if os.geteuid() == 0 else getpass.getuser()  # it refuses to run as root
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))  # a short path: a socket's is limited to 107 bytes
    try:
        (folder / "password").write_text(PASSWORD, encoding="utf-8")
        shutil.chown(folder, who)
        shutil.chown(folder / "password", who)
        data = folder / "data"

        def run(*command):
            subprocess.run(command, cwd=folder, user=who, check=True, stdout=subprocess.DEVNULL, timeout=60)

        run(
            initdb,
            "-D",
            str(data),
            "-U",
            "ada",
            "-A",
            "scram-sha-256",
            "--pwfile",
            str(folder / "password"),
            "-E",
            "UTF8",
            "-N",
        )
        settings = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
        run(control, "start", "-w", "-s", "-D", str(data), "-o", settings, "-l", str(folder / "log"))
        try:
            yield folder
        finally:
            run(control, "stop", "-s", "-m", "immediate", "-D", str(data))
    finally:
        shutil.rmtree(folder)


@pytest.fixture
def url(server, request):
    """The URL of an empty database."""
    import psycopg

    name = f"db{abs(hash(request.node.name)) % 10**8}"
    with psycopg.connect(
        host=str(server), user="ada", password=PASSWORD, dbname="postgres", autocommit=True
    ) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return f"postgresql://ada:{ENCODED}@/{name}?host={server}"


def test_a_class_is_written_read_by_nbgrader_and_written_again(course, url, opened):
    with Gradebook(url) as book:
        book.write(course, [result("ada", 0.67), result("李雷")], blanks=[(NAME, "eve")])
    with Gradebook(url) as book:
        book.write(course, [result("ada", 1.5), result("李雷")])
        assert book.notes == []
    with opened(url.replace("postgresql:", "postgresql+psycopg:")) as book:
        assert {one.id: one.score for one in book.students} == {"ada": 2.5, "李雷": 3.0, "eve": 0.0}
        assert grades(book, "ada")["double-check"] == (1.5, 1.5, False)


def test_a_manual_grade_survives_there_too(course, url, opened):
    with Gradebook(url) as book:
        book.write(course, [result("ada", 0.0)])
    with opened(url.replace("postgresql:", "postgresql+psycopg:")) as book:
        book.find_grade("double-check", NAME, NAME, "ada").manual_score = 1.25
        book.db.commit()
    with Gradebook(url) as book:
        book.write(course, [result("ada", 2.0)])
    with opened(url.replace("postgresql:", "postgresql+psycopg:")) as book:
        assert grades(book, "ada")["double-check"] == (2.0, 1.25, True)


def test_a_result_that_cannot_be_written_leaves_the_others_alone(course, url, opened):
    broken = replace(result("bob"), student="b" * 128, exercises=(replace(result("bob").exercises[0], score=object()),))
    with Gradebook(url) as book:
        (failed,) = book.write(course, [result("ada"), broken])
    assert "b" * 128 in str(failed)
    with opened(url.replace("postgresql:", "postgresql+psycopg:")) as book:
        assert grades(book, "ada")["double-check"][0] is not None


def test_a_crash_in_the_middle_leaves_nothing_behind(course, url, opened):
    def failing():
        yield result("ada")
        raise RuntimeError

    with Gradebook(url) as book, pytest.raises(RuntimeError):
        book.write(course, failing())
    with opened(url.replace("postgresql:", "postgresql+psycopg:")) as book:
        assert book.students == [] and book.assignments == []


def test_a_wrong_password_is_one_line_in_which_no_password_stands(url):
    with pytest.raises(AutograderError) as caught:
        Gradebook(url.replace(ENCODED, "wr0ng%2Fw0rd"))
    words = str(caught.value)
    assert "password authentication failed" in words and "\n" not in words
    assert not any(part in words for part in ("wr0ng", "w0rd", "s3cret"))


def test_a_server_that_is_not_there_is_named(tmp_path):
    with pytest.raises(AutograderError) as caught:
        Gradebook(f"postgresql://ada:{ENCODED}@/grades?host={tmp_path}")
    assert str(caught.value).startswith("the gradebook 'postgresql+psycopg://ada:***@/grades?host=")
    assert "\n" not in str(caught.value) and "s3cret" not in str(caught.value)
