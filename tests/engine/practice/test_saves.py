"""Noticing saves."""

import os

import pytest

from autograder.practice.saves import HALF_SAVED_SECONDS, QUIET_SECONDS, Saves

WHOLE, HALF = "x = 1\n", "def f(:\n"


class Clock:
    """Seconds that a test moves on."""

    seconds = 0.0

    def __call__(self):
        return self.seconds


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "a.py"
    path.write_text(WHOLE, encoding="utf-8")
    return path


@pytest.fixture
def saves(path, clock):
    return Saves([path], clock)


def test_an_untouched_file_was_not_saved(saves, clock):
    clock.seconds = 10.0
    assert saves.look() is None


def test_a_save_counts_once_after_a_quiet_moment(saves, path, clock):
    path.write_text(WHOLE * 2, encoding="utf-8")
    assert saves.look() is None
    clock.seconds += QUIET_SECONDS
    assert saves.look() == path
    assert saves.look() is None


def test_a_save_of_the_same_length_counts(saves, path, clock):
    path.write_text("x = 2\n", encoding="utf-8")
    os.utime(path, ns=(1, 1))
    saves.look()
    clock.seconds += QUIET_SECONDS
    assert saves.look() == path


def test_an_editor_that_replaces_the_file_is_noticed_though_date_and_size_agree(saves, path, clock):
    before = path.stat()
    other = path.with_name("b.py")
    other.write_text("x = 2\n", encoding="utf-8")
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    other.replace(path)
    saves.look()
    clock.seconds += QUIET_SECONDS
    assert saves.look() == path


def test_a_file_that_is_gone_for_a_moment_counts_when_it_is_back(saves, path, clock):
    path.unlink()
    saves.look()
    clock.seconds += 10.0
    assert saves.look() is None
    path.write_text(WHOLE, encoding="utf-8")
    saves.look()
    clock.seconds += QUIET_SECONDS
    assert saves.look() == path


@pytest.mark.parametrize("text", ["", HALF])
def test_half_a_file_counts_only_if_it_stays_so(saves, path, clock, text):
    path.write_text(text, encoding="utf-8")
    saves.look()
    clock.seconds += QUIET_SECONDS
    assert saves.look() is None
    clock.seconds += HALF_SAVED_SECONDS
    assert saves.look() == path


def test_half_a_file_that_is_soon_whole_counts_once(saves, path, clock):
    path.write_text(HALF, encoding="utf-8")
    saves.look()
    clock.seconds += QUIET_SECONDS
    path.write_text(WHOLE * 3, encoding="utf-8")
    assert saves.look() is None
    clock.seconds += QUIET_SECONDS
    assert saves.look() == path
    clock.seconds += HALF_SAVED_SECONDS
    assert saves.look() is None


def test_a_notebook_that_ends_in_the_middle_is_half_saved(tmp_path, clock):
    path = tmp_path / "a.ipynb"
    saves = Saves([path], clock)
    path.write_text('{"cells": [', encoding="utf-8")
    saves.look()
    clock.seconds += QUIET_SECONDS
    assert saves.look() is None
    path.write_text('{"cells": []}', encoding="utf-8")
    saves.look()
    clock.seconds += QUIET_SECONDS
    assert saves.look() == path
