"""Writes the made-up class of a course: a folder for each student with a file for each assignment."""

from __future__ import annotations

from itertools import cycle, islice
from pathlib import Path

from autograder.course import Assignment, Course
from autograder.errors import AutograderError
from autograder.suite.misconceptions import load_misconceptions
from autograder.suite.variants import with_answers, with_misconceptions
from autograder.testing import Misconception

from .hostile import HOSTILE, Hostile
from .names import NAMES

FLAWLESS, UNSTARTED = 8, 3


def make(course: Course, folder: Path, students: tuple[str, ...] = NAMES) -> int:
    """Write the class below `folder`, the same each time; how many students there are.

    The first eight answer everything right, three hand in untouched stubs, the hostile ones do their worst, and the others answer in
    turn with one known mistake after another, or hand in half of a chapter.
    """
    for assignment in course.assignments:
        stub = _stub(course, assignment)
        for student, content in _files(assignment, stub, students).items():
            path = folder / student.replace("/", "_") / f"{assignment.name}.py"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    return len(students)


def _stub(course: Course, assignment: Assignment) -> str:
    path = course.kit / f"{assignment.name}.py"
    if not path.is_file():
        raise AutograderError(f"'{path}' is missing; run 'autograder build'")
    return path.read_text(encoding="utf-8")


def _files(assignment: Assignment, stub: str, students: tuple[str, ...]) -> dict[str, bytes]:
    """One assignment's file of every student."""
    solutions = assignment.source.read_text(encoding="utf-8")
    hostile = {hostile_file.student: hostile_file for hostile_file in HOSTILE if hostile_file.student in students}
    honest = [student for student in students if student not in hostile]
    flawless, unstarted, rest = honest[:FLAWLESS], honest[FLAWLESS:][:UNSTARTED], honest[FLAWLESS + UNSTARTED :]
    files = {student: solutions.encode("utf-8") for student in flawless}
    files |= {student: stub.encode("utf-8") for student in unstarted}
    files |= {student: _hostile(assignment, solutions, hostile_file) for student, hostile_file in hostile.items()}
    return files | _mistaken(assignment, stub, rest)


def _mistaken(assignment: Assignment, stub: str, students: list[str]) -> dict[str, bytes]:
    """Every known mistake once, dealt out to the students in turn; every fifth student leaves the second half undone instead."""
    wrong = [misconception for misconception in load_misconceptions(assignment.suite) if not misconception.varies]
    dealt: dict[str, list[Misconception]] = {student: [] for student in students}
    busy = [student for index, student in enumerate(students) if index % 5]
    for misconception, student in zip(wrong, cycle(busy), strict=False):  # the students have no end
        if all(other.exercise != misconception.exercise for other in dealt[student]):
            dealt[student].append(misconception)
    names = [exercise.name for exercise in assignment.exercises]
    half = list(islice(names, len(names) // 2))
    return {
        student: (with_misconceptions(assignment, mine) if mine else with_answers(assignment, stub, half)).encode(
            "utf-8"
        )
        for student, mine in dealt.items()
    }


def _hostile(assignment: Assignment, solutions: str, hostile: Hostile) -> bytes:
    first, last = assignment.exercises[0].name, assignment.exercises[-1].name
    source = hostile.source.format(first=first, last=last)
    if hostile.alone:
        return source.encode(hostile.encoding)
    text = solutions.rstrip("\n") + "\n\n\n" + source
    if hostile.encoding == "latin-1":
        # A chapter's prose may hold letters that Latin-1 has not.
        text = source + "".join(line for line in text.splitlines(keepends=True) if line.isascii())
    return text.encode(hostile.encoding)
