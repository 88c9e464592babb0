"""Whether anything that students must not see has reached what they get.

Secret are: each hidden check's name and title, every three lines in a row of a hidden region or a solution, and every solution of two
statements or more however it is laid out. Lines are compared without indentation and comment marks; blank ones do not count. Public is
only what an author wrote as public: names, titles and lines that also stand in the visible half of a suite are no secret of the hidden
half. A solution has no such excuse: where prose or a visible check repeats three of its lines, the answer is out.
"""

from __future__ import annotations

import ast
import json
import re
import secrets
import shutil
import tempfile
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder import build
from autograder.course import Course, suitefile
from autograder.course.chapter import source
from autograder.course.regions import HIDDEN, SOLUTION, Region, regions

RUN = 3
STATEMENTS = 2

Lines = tuple[str, ...]


@dataclass(frozen=True)
class Leak:
    """Something secret in something public: in which file, on which line (from 1), and what it is."""

    file: str
    line: int
    what: str


@dataclass(frozen=True)
class Secrets:
    """What to look for, each with the words that name it in a leak."""

    phrases: dict[str, str]
    runs: dict[Lines, str]
    bodies: dict[Lines, str]


def leaks(course: Course, kit: Path) -> list[Leak]:
    """What of `course`'s secrets stands in any file below the folder `kit`."""
    return leaks_in(course, members(kit))


def leaks_in(course: Course, files: Iterable[tuple[str, bytes]]) -> list[Leak]:
    """The same for (name, content) pairs: the members of a zip, a wheel or an sdist."""
    wanted = secrets_of(course)
    found = {leak for name, content in files for text in texts(name, content) for leak in _leaks(name, text, wanted)}
    return sorted(found, key=lambda leak: (leak.file, leak.line, leak.what))


def canaries(course: Course) -> list[Leak]:
    """Put a comment into each secret region of a copy of `course`, build there, and look for the comments in what comes out."""
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch).resolve() / "course"
        planted = _plant(course, copy)
        built = build.build(Course.find(copy))
    return [
        Leak(path.as_posix(), content[: content.index(canary)].count(b"\n") + 1, f"a comment from {where}")
        for path, content in built.items()
        for canary, where in planted.items()
        if canary in content
    ]


def members(folder: Path) -> Iterator[tuple[str, bytes]]:
    """(name, content) of every file below `folder`, hidden ones included."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path.read_bytes()


# --- what is secret ---------------------------------------------------------------------------------------------------


def secrets_of(course: Course) -> Secrets:
    """Everything of `course` that students must not see."""
    suites = [suitefile.read(file) for assignment in course.assignments for file in sorted(assignment.suite.glob("test_*.py"))]
    public_phrases = {phrase for suite in suites for check in suite.checks if not check.hidden for phrase in (check.name, check.title)}
    public_runs = {run for suite in suites for run in _runs(suite.visible_text.split("\n"))}
    phrases: dict[str, str] = {}
    runs: dict[Lines, str] = {}
    bodies: dict[Lines, str] = {}
    for suite in suites:
        for check in suite.checks:
            if check.hidden:
                where = f"hidden check {suite.exercise}/{check.name}"
                phrases.setdefault(check.name, f"the name of {where}")
                phrases.setdefault(_words(check.title), f"the title of {where}")
        for run in _runs(suite.hidden.lines):
            runs.setdefault(run, f"{RUN} lines of the hidden checks of {suite.exercise}")
    phrases = {phrase: what for phrase, what in phrases.items() if phrase not in public_phrases}
    runs = {run: what for run, what in runs.items() if run not in public_runs}
    for path, region in _solutions(course):
        where = f"the solution at {path.name}:{region.start}"
        runs.update({run: f"{RUN} lines of {where}" for run in _runs(region.lines)})
        body = _body(region)
        if len(body) >= STATEMENTS:
            bodies[body] = f"the whole of {where}"
    return Secrets(phrases, runs, bodies)
