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
import warnings
from bisect import bisect_right
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
    found = {leak for name, content in files for text in texts(content) for leak in _leaks(name, text, wanted)}
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
    public_phrases = {phrase for suite in suites for check in suite.checks if not check.hidden for phrase in (check.name, _words(check.title))}
    public_runs = {run for suite in suites for run in _runs(suite.visible_text.split("\n"))}
    phrases: dict[str, str] = {}
    runs: dict[Lines, str] = {}
    bodies: dict[Lines, str] = {}
    for suite in suites:
        for check in suite.checks:
            if check.hidden:
                where = f"hidden check {suite.exercise}/{check.name}"
                phrases.setdefault(_words(check.name), f"the name of {where}")
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


def _solutions(course: Course) -> Iterator[tuple[Path, Region]]:
    for assignment in course.assignments:
        for region in regions(source(assignment.source), SOLUTION, assignment.source):
            yield assignment.source, region


def _body(region: Region) -> Lines:
    """The statements of a region, each as a dump of its syntax; empty where the region is only a part of a statement."""
    return tuple(map(ast.dump, _parse("\n".join(region.lines)).body))


def _runs(lines: Iterable[str]) -> Iterator[Lines]:
    """Every RUN of the lines that say something."""
    bare = [line for line in map(_bare, lines) if line]
    return (tuple(bare[start : start + RUN]) for start in range(len(bare) - RUN + 1))


def _bare(line: str) -> str:
    """A line without indentation and comment marks: commenting code out hides it from Python, not from a reader."""
    return line.strip().lstrip("#").strip()


def _words(text: str) -> str:
    return " ".join(text.split()).casefold()


# --- what is public ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Text:
    """Some lines of a file that belong together, each with its number in the file."""

    numbers: tuple[int, ...]
    lines: Lines


# A string as JSON writes it, and Python and TOML mostly do.
_STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"')


def texts(content: bytes) -> Iterator[Text]:
    """What can be read in a file: its lines; and in any format the lines inside each string, or in a list of strings."""
    text = content.decode("utf-8", "replace")
    lines = text.splitlines()
    yield Text(tuple(range(1, len(lines) + 1)), tuple(lines))
    together: list[tuple[int, str]] = []
    end = line = counted = 0
    for match in _STRING.finditer(text):
        line, counted = line + text.count("\n", counted, match.start()), match.start()
        if text[end : match.start()].strip() != ",":
            yield from _text(together)
            together = []
        together += [(line + 1, inner) for inner in _unquoted(match[0]).splitlines()]
        end = match.end()
    yield from _text(together)


def _text(numbered: list[tuple[int, str]]) -> Iterator[Text]:
    if numbered:
        numbers, lines = zip(*numbered, strict=True)
        yield Text(numbers, lines)


def _unquoted(literal: str) -> str:
    try:
        return str(json.loads(literal))
    except ValueError:  # not JSON's kind of string after all
        return ""


# --- looking ----------------------------------------------------------------------------------------------------------


def _leaks(file: str, text: Text, wanted: Secrets) -> Iterator[Leak]:
    """The secrets in one text."""
    bare = [(number, line) for number, line in zip(text.numbers, map(_bare, text.lines), strict=True) if line]
    for start in range(len(bare) - RUN + 1):
        what = wanted.runs.get(tuple(line for _, line in bare[start : start + RUN]))
        if what:
            yield Leak(file, bare[start][0], what)
    for number, phrase in _phrases(bare, wanted):
        yield Leak(file, number, wanted.phrases[phrase])
    for code in (text, *_fenced(text)):
        for number, body in _bodies(code, wanted):
            yield Leak(file, number, wanted.bodies[body])


def _phrases(bare: list[tuple[int, str]], wanted: Secrets) -> Iterator[tuple[int, str]]:
    """(line, phrase) wherever a phrase stands as whole words, over the ends of lines too."""
    starts, numbers, words, length = [], [], [], 0
    for number, line in bare:
        words.append(_words(line))
        starts.append(length)
        numbers.append(number)
        length += len(words[-1]) + 1
    joined = " ".join(words)
    for phrase in wanted.phrases:
        if phrase in joined:  # quick, and nearly always false
            for match in re.finditer(rf"(?<!\w){re.escape(phrase)}(?!\w)", joined):
                yield numbers[bisect_right(starts, match.start()) - 1], phrase


def _fenced(text: Text) -> Iterator[Text]:
    """The code between ``` lines, whether in Markdown or in comments."""
    uncommented = [re.sub(r"^\s*# ?", "", line) for line in text.lines]
    fences = [index for index, line in enumerate(uncommented) if line.lstrip().startswith("```")]
    for start, end in zip(fences, fences[1:], strict=False):
        yield Text(text.numbers[start + 1 : end], tuple(uncommented[start + 1 : end]))


def _bodies(text: Text, wanted: Secrets) -> Iterator[tuple[int, Lines]]:
    """(line, statements) wherever all statements of a solution follow each other in a block of code."""
    for block in _blocks(_parse("\n".join(text.lines))):
        dumps = tuple(map(ast.dump, block))
        for body in wanted.bodies:
            for start in range(len(dumps) - len(body) + 1):
                if dumps[start : start + len(body)] == body:
                    yield text.numbers[block[start].lineno - 1], body


def _blocks(tree: ast.Module) -> Iterator[list[ast.stmt]]:
    for node in ast.walk(tree):
        for name in ("body", "orelse", "finalbody"):
            block: Any = getattr(node, name, None)
            if isinstance(block, list) and len(block) >= STATEMENTS:
                yield block


def _parse(code: str) -> ast.Module:
    """The syntax of `code`; of what is no Python, an empty module."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # prose that happens to parse may hold odd escapes
        try:
            return ast.parse(textwrap.dedent(code))
        except (SyntaxError, ValueError):
            return ast.Module([], [])


# --- canaries ---------------------------------------------------------------------------------------------------------


def _plant(course: Course, copy: Path) -> dict[bytes, str]:
    """Copy what `build` reads to `copy`, with a comment in each secret region; returns the comments and where they stand."""
    copy.mkdir()
    shutil.copy(course.root / "course.toml", copy)
    for folder in ("solutions", "tests/exercises"):
        shutil.copytree(course.root / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__"))
    planted: dict[bytes, str] = {}
    for assignment in course.assignments:
        for path, kind in [(assignment.source, SOLUTION), *((file, HIDDEN) for file in sorted(assignment.suite.glob("test_*.py")))]:
            name = path.relative_to(course.root)
            planted.update(_plant_in(copy / name, kind, name.as_posix()))
    return planted


def _plant_in(path: Path, kind: str, name: str) -> dict[bytes, str]:
    text = source(path)
    lines = text.split("\n")
    planted: dict[bytes, str] = {}
    for region in reversed(regions(text, kind, path)):
        marker = lines[region.start - 1]
        canary = f"canary-{secrets.token_hex(8)}"
        lines.insert(region.start, f"{marker[: len(marker) - len(marker.lstrip())]}# {canary}")
        planted[canary.encode()] = f"{name}:{region.start}"
    path.write_text("\n".join(lines), encoding="utf-8")
    return planted
