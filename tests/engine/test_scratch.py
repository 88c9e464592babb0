"""A run's own temporary folder is gone with it, or with the next run where it was killed."""

import os
import subprocess
import sys
import tempfile

import pytest

from autograder.scratch import YOUNG_SECONDS, Scratch, remove_abandoned, scratch

HOLDS = "from autograder.scratch import Scratch; folder = Scratch(); print(folder.path, flush=True); input()"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def held(folder):
    """(process, path) of a run that has a folder, which is as old as to be looked at."""
    run = subprocess.Popen([sys.executable, "-c", HOLDS], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                           env={**os.environ, "TMPDIR": str(folder)})  # fmt: skip
    path = run.stdout.readline().strip()
    aged(path)
    return run, path


def aged(path):
    os.utime(path, (1, os.stat(path).st_mtime - 2 * YOUNG_SECONDS))


def test_it_lasts_as_long_as_the_block(folder):
    with scratch() as path:
        (path / "solutions.py").write_text("secret")
        assert path.stat().st_mode & 0o077 == 0
    assert list(folder.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="elsewhere what is open cannot be removed")
def test_what_a_killed_run_left_is_removed_by_the_next_and_a_running_ones_is_not(folder):
    (gone, left), (running, kept) = held(folder), held(folder)
    gone.kill()
    gone.communicate()
    open(os.path.join(left, "solutions.py"), "w").close()
    aged(left)
    Scratch().close()
    assert list(map(str, folder.iterdir())) == [kept]
    running.communicate("\n")


@pytest.mark.skipif(os.name != "posix", reason="links need a privilege elsewhere")
def test_nothing_else_is_removed(folder, monkeypatch):
    (folder / "other").mkdir()
    (folder / "autograder-file").write_text("")
    (folder / "autograder-link").symlink_to(folder / "other", target_is_directory=True)
    (folder / "autograder-young").mkdir()
    for name in ("other", "autograder-file"):
        aged(folder / name)
    remove_abandoned()
    assert len(list(folder.iterdir())) == 4
    aged(folder / "autograder-young")
    monkeypatch.setattr(os, "getuid", lambda: os.stat(folder).st_uid + 1)
    remove_abandoned()
    assert len(list(folder.iterdir())) == 4
