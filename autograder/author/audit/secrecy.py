"""Whether anything that students must not see has reached what they get.

Secret are: each hidden check's name and title, every three lines in a row of a hidden region or a solution, and every
solution of two statements or more, however it is laid out. Lines are compared without indentation and comment marks;
blank ones do not count. Public is only what an author wrote as public: names, titles and lines that also stand in the
visible half of a suite are no secret of the hidden half. A solution has no such excuse: where prose or a visible check
repeats three of its lines, the answer is out.
"""

from __future__ import annotations

import ast
import re
import textwrap
import warnings
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.author import build
from autograder.author.audit import canary
from autograder.author.audit.readable import Text, fenced, texts
from autograder.course import Course, suitefile
from autograder.course.assignment_source import source
from autograder.course.folder import find_course
from autograder.course.regions import SOLUTION, Region, regions
from autograder.course.suitefile import SuiteFile
from autograder.scratch import scratch

RUN = 3  # two lines in a row, an import and a `def` say, are alike in most files
STATEMENTS = 2  # one statement (`return x`) stands in many places by chance

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
    """Put a comment into each secret region of a copy of `course`, build there, and look for them in what comes out."""
    with scratch() as folder:
        copy = folder.resolve() / "course"  # where temporary files go may be a link
        planted = canary.plant(course, copy)
        built = build.build(find_course(copy))
    return [
        Leak(path.as_posix(), content[: content.index(comment)].count(b"\n") + 1, f"a comment from {where}")
        for path, content in built.items()
        for comment, where in planted.items()
        if comment in content
    ]


def members(folder: Path) -> Iterator[tuple[str, bytes]]:
    """(name, content) of every file below `folder`, hidden ones included."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path.read_bytes()


# --- what is secret ---------------------------------------------------------------------------------------------------


def secrets_of(course: Course) -> Secrets:
    """Everything of `course` that students must not see."""
    suites = [
        suitefile.read(file) for assignment in course.assignments for file in sorted(assignment.suite.glob("test_*.py"))
    ]
    return Secrets(_phrases_of(suites), {**_hidden_runs(suites), **_solution_runs(course)}, _bodies_of(course))


def _phrases_of(suites: list[SuiteFile]) -> dict[str, str]:
    """Names and titles of hidden checks that no visible check has."""
    secret: dict[str, str] = {}
    public: set[str] = set()
    for suite in suites:
        for check in suite.checks:
            where = f"hidden check {suite.exercise}/{check.name}"
            for phrase, kind in ((_words(check.name), "name"), (_words(check.title), "title")):
                if check.hidden:
                    secret.setdefault(phrase, f"the {kind} of {where}")
                else:
                    public.add(phrase)
    return {phrase: what for phrase, what in secret.items() if phrase and phrase not in public}


def _hidden_runs(suites: list[SuiteFile]) -> dict[Lines, str]:
    public = {run for suite in suites for run in _runs(suite.visible_text.split("\n"))}
    return {
        run: f"{RUN} lines of the hidden checks of {suite.exercise}"
        for suite in suites
        for run in _runs(suite.hidden.lines)
        if run not in public
    }


def _solution_runs(course: Course) -> dict[Lines, str]:
    return {run: f"{RUN} lines of {where}" for where, region in _solutions(course) for run in _runs(region.lines)}


def _bodies_of(course: Course) -> dict[Lines, str]:
    bodies = {_body(region): f"the whole of {where}" for where, region in _solutions(course)}
    return {body: what for body, what in bodies.items() if len(body) >= STATEMENTS}


def _solutions(course: Course) -> Iterator[tuple[str, Region]]:
    """(words for it, region) of every solution."""
    for assignment in course.assignments:
        path = assignment.source
        for region in regions(source(path), SOLUTION, path):
            yield f"the solution at {path.name}:{region.start}", region


def _body(region: Region) -> Lines:
    """The statements of a region, each as a dump of its syntax; none where the region is a part of a statement."""
    return tuple(map(ast.dump, _parse("\n".join(region.lines)).body))  # a dump has no line numbers and no layout


def _runs(lines: Iterable[str]) -> Iterator[Lines]:
    """Every RUN of the lines that say something."""
    bare = [line for line in map(_bare, lines) if line]
    return (tuple(bare[start : start + RUN]) for start in range(len(bare) - RUN + 1))


def _bare(line: str) -> str:
    """A line without indentation and comment marks: commenting code out hides it from Python, not from a reader."""
    return line.strip().lstrip("# \t")


def _words(text: str) -> str:
    return " ".join(text.split()).casefold()


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
    for code in (text, *fenced(text)):
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


def _bodies(text: Text, wanted: Secrets) -> Iterator[tuple[int, Lines]]:
    """(line, statements) wherever all statements of a solution follow each other in a block of code."""
    # A dump costs far more than a look at what kinds of statements stand there, and hardly any block has the right ones.
    kinds = {body: [dump.partition("(")[0] for dump in body] for body in wanted.bodies}
    for block in _blocks(_parse("\n".join(text.lines))):
        own = [type(statement).__name__ for statement in block]
        for body, needed in kinds.items():
            for start in range(len(block) - len(body) + 1):
                statements = block[start : start + len(body)]
                if own[start : start + len(body)] == needed and tuple(map(ast.dump, statements)) == body:
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
            return ast.parse(textwrap.dedent(code))  # an example in a list is indented
        except (SyntaxError, ValueError):  # ValueError for a null byte
            return ast.Module([], [])
