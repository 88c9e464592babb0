"""One run at a time in an output folder."""

import errno
import fcntl
import os
import subprocess
import sys

import pytest

from autograder.errors import AutograderError
from autograder.grade.lock import FILE, locked

HOLD = """
import sys, time
from pathlib import Path
from autograder.grade.lock import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def holder(tmp_path):
    """Another process that holds the folder's lock."""
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE)
    assert process.stdout.readline() == b"held\n"
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def test_a_second_run_is_told_who_holds_the_folder(tmp_path, holder):
    with pytest.raises(AutograderError, match=f"process {holder.pid} on .* is grading into it; wait"), locked(tmp_path):
        pass


def test_a_lock_left_by_a_killed_run_never_blocks(tmp_path, holder):
    holder.kill()
    holder.wait()
    assert (tmp_path / FILE).exists()
    with locked(tmp_path):
        assert (tmp_path / FILE).read_text(encoding="utf-8").startswith(f"process {os.getpid()} on ")


def test_the_lock_is_free_again_after_its_block(tmp_path):
    for _ in range(2):
        with locked(tmp_path):
            pass


def test_a_folder_without_locks_or_that_cannot_be_written_gets_one_sentence(tmp_path, monkeypatch):
    with (
        pytest.raises(AutograderError, match=r"cannot write to .*: No such file or directory"),
        locked(tmp_path / "no"),
    ):
        pass

    def no_locks(descriptor, how):
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(fcntl, "flock", no_locks)
    with pytest.raises(AutograderError, match=r"without locks \(No locks available\)"), locked(tmp_path):
        pass
