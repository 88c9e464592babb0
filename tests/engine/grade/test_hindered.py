"""What hinders a run half way: each ends in one sentence or costs nothing, and the next run comes to what an undisturbed one would."""

import errno
import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, contextmanager, suppress
from functools import partial

import pytest

from autograder.errors import AutograderError
from autograder.gradebook import Gradebook

HOLD = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
"""
CLASS = 4


@pytest.fixture
def klass(pupils):
    """Six students, every other of whom is right, and their totals."""
    pupils.hand_in(**{f"student{number}": pupils.wrong if number % 2 else pupils.right for number in range(CLASS)})
    pupils.expected = {f"student{number}": "1" if number % 2 else "3" for number in range(CLASS)}
    return pupils


def when(count, action):
    """A progress that does something once, when so many are graded."""
    waiting = [action]

    def progress(done, of):
        if done == count and waiting:
            waiting.pop()()

    return progress


@pytest.mark.parametrize("seconds", [-86_400, 86_400], ids=["back", "on"])
def test_a_clock_that_is_set_while_a_run_goes_on_changes_no_grade(klass, monkeypatch, seconds):
    real, real_ns = time.time, time.time_ns

    def set_clock():
        monkeypatch.setattr(time, "time", lambda: real() + seconds)
        monkeypatch.setattr(time, "time_ns", lambda: real_ns() + seconds * 10**9)

    report = klass.grade(progress=when(2, set_clock))
    assert (report.graded, report.faults, klass.totals()) == (CLASS, [], klass.expected)
    again = klass.grade()
    assert (again.graded, again.kept, klass.totals()) == (0, CLASS, klass.expected)
    monkeypatch.undo()
    assert klass.grade().kept == CLASS


@contextmanager
def held(path):
    """Another process is writing into the gradebook."""
    with subprocess.Popen([sys.executable, "-c", HOLD, str(path)], stdin=-1, stdout=-1) as holder:
        assert holder.stdout.readline() == b"held\n"
        yield
        holder.communicate()


def test_a_gradebook_that_another_program_locks_costs_no_result_and_the_next_run_fills_it(klass):
    path = klass.output / "gradebook.db"
    book = partial(Gradebook, path, busy_seconds=0.2)
    holding = []

    def lock():
        holding.append(held(path))
        holding[0].__enter__()

    report = klass.grade(gradebook=book, progress=when(2, lock))
    assert "was in use by another program" in report.unrecorded
    assert (report.graded, klass.totals()) == (CLASS, klass.expected)
    with pytest.raises(AutograderError, match="was in use by another program"):
        klass.grade(gradebook=book)  # said before anything is graded, where it is so from the start
    holding[0].__exit__(None, None, None)
    report = klass.grade(gradebook=book)
    assert (report.unrecorded, report.kept) == ("", CLASS)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(DISTINCT student_id) FROM submitted_assignment").fetchone() == (CLASS,)


@pytest.fixture
def small_disk(klass):
    """The output folder is a file system of its own."""
    klass.output.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=20m", "autograder-test", str(klass.output)]
    if os.geteuid() != 0 or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("a file system can be mounted by root alone, and not in every container")
    yield klass.output
    subprocess.run(["umount", "-l", klass.output], check=True)


def goes_on(klass, hinder, mend, words):
    """A class in which a file cannot be written any more after two, and the next run."""
    with pytest.raises(AutograderError, match=words):
        klass.grade(progress=when(2, hinder))
    kept = klass.records()
    assert 2 <= len(kept) < CLASS
    mend()
    report = klass.grade()
    assert (report.graded + report.kept, report.faults) == (CLASS, [])
    assert report.kept >= 2
    assert klass.totals() == klass.expected
    assert {name: klass.records()[name] for name in kept} == kept


def test_a_disk_that_is_full_half_way_is_one_sentence_and_the_next_run_goes_on_from_there(klass, small_disk):
    rubbish = small_disk / "rubbish"

    def fill():
        with suppress(OSError), rubbish.open("wb") as file:
            while True:
                file.write(bytes(4096))

    goes_on(klass, fill, rubbish.unlink, "No space left on device")


def test_so_is_one_that_the_system_has_made_read_only(klass, monkeypatch):
    """As it does after an error of the device; nobody else may while a file is open for writing."""

    def refuse(*_):
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    goes_on(klass, lambda: monkeypatch.setattr(os, "replace", refuse), monkeypatch.undo, "Read-only file system")
