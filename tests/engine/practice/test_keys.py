"""Keys, as a terminal sends them."""

import os
import pty
import sys

import pytest

from autograder.practice.keys import DOWN, PAGE_DOWN, UP, first_key, keys


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", []),
        ("hn", ["h", "n"]),
        ("\x1b[B\x1b[B\x1b[A", [DOWN, DOWN, UP]),
        ("\x1bOBq", [DOWN, "q"]),
        (" \x1b[6~", [PAGE_DOWN, PAGE_DOWN]),
        ("\x1b[1;5Cq", ["", "q"]),  # with Ctrl: a key without a meaning here
        ("\x1b", [""]),
    ],
)
def test_each_key_of_a_burst_is_found(typed, found):
    keys_found = []
    while typed:
        key, typed = first_key(typed)
        keys_found.append(key)
    assert keys_found == found


def test_a_key_that_is_held_down_moves_by_each_of_its_repeats(monkeypatch):
    ours, theirs = pty.openpty()
    with open(theirs, encoding="ascii") as terminal:
        monkeypatch.setattr(sys, "stdin", terminal)
        with keys() as pressed:
            os.write(ours, b"\x1b[B" * 3 + b"q")
            assert [pressed() for _ in range(5)] == [DOWN, DOWN, DOWN, "q", ""]
    os.close(ours)
