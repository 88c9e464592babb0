"""From what a run kept of each result to the numbers of the report."""

from __future__ import annotations

import functools
import urllib.parse
from collections.abc import Callable, Sequence
from datetime import datetime, timezone
from statistics import median

from autograder import __version__
from autograder.course import Assignment, Course
from autograder.grade.digest import Digest
from autograder.grade.store import Store
from autograder.grade.tally import Tally
from autograder.result import Environment, Result, total
from autograder.suite.misconceptions import load_misconceptions, written_sentences

from .attention import attention
from .interpreters import Run, compare
from .items import Known, exercise_items
from .model import AssignmentReport, ClassData, StudentRow
from .similar import expected_forms
from .statistics import distribution

RECORDS = 4096  # examples that are kept while a report is made: many come from the same files


def collect(
    course: Course, tally: Tally, store: Store, environment: Environment, others: Sequence[Run] = ()
) -> ClassData:
    """Everything that the report says of a class; `others` are the same class under other interpreters."""
    read = functools.lru_cache(RECORDS)(store.read)
    return ClassData(
        title=course.title,
        made=datetime.now(timezone.utc).strftime("%Y-%m-%d %H:%M UTC"),
        engine=__version__,
        python=environment.python,
        numpy=environment.numpy,
        confinement=environment.confinement,
        assignments=tuple(_assignment(assignment, tally, read) for assignment in course.assignments),
        attention=attention(tally),
        students=tuple(_student(student, tally, store) for student in sorted(tally.scores)),
        interpreters=compare([Run(environment, tally, store), *others]),
    )


def _assignment(assignment: Assignment, tally: Tally, read: Callable[[str, str], Result | None]) -> AssignmentReport:
    rows = [tally.digest.rows[key] for key in sorted(tally.digest.rows) if key[0] == assignment.name]
    current = _of_newest_suite(rows, assignment)
    seconds = [row.seconds for row in rows] or [0.0]  # nothing has no median
    most = tally.max_scores[assignment.name]
    return AssignmentReport(
        name=assignment.name,
        title=assignment.title,
        max_score=most,
        scores=distribution(tally.graded(assignment.name), most),
        blank=sum(row.is_blank for row in rows),
        without_grade=len(tally.scores) - len(rows),
        late=sum(row.is_late for row in rows),
        other_suite=len(rows) - len(current),
        seconds=(round(median(seconds), 4), max(seconds), round(sum(seconds), 1)),
        exercises=exercise_items(current, _known(assignment, current), read),
    )


def _known(assignment: Assignment, rows: Sequence[Digest]) -> Known:
    files = [assignment.source, assignment.suite / "misconceptions.py"]
    return Known(
        _sentences(assignment, rows),
        expected_forms(*(file.read_text(encoding="utf-8") for file in files if file.is_file())),
    )


def _sentences(assignment: Assignment, rows: Sequence[Digest]) -> dict[tuple[str, str], str]:
    """What is said of each misconception of the assignment, if any is in the rows."""
    found = {
        (layout.name, name)
        for row in rows
        for layout, exercise in zip(row.layout, row.exercises, strict=True)
        for name in exercise.misconceptions
    }
    if not found:
        return {}
    written = written_sentences(assignment.suite)
    # Read off the text where that is enough: to run misconceptions.py imports NumPy and whatever it needs.
    if found <= written.keys():
        return written
    return {(known.exercise, known.name): known.sentence for known in load_misconceptions(assignment.suite)}


def _of_newest_suite(rows: Sequence[Digest], assignment: Assignment) -> list[Digest]:
    """The rows whose exercises and checks are those of most: a corrected suite may have others than what was graded before it."""
    names = tuple(exercise.name for exercise in assignment.exercises)
    layouts = [row.layout for row in rows if tuple(exercise.name for exercise in row.layout) == names]
    by_id = {id(layout): layout for layout in layouts}
    # By identity: all rows of one suite share one layout, and comparing thousands of tuples takes longer than the
    # rest.
    counts = [id(layout) for layout in layouts]
    if not counts:
        return []
    usual = by_id[max(set(counts), key=counts.count)]
    return [row for row in rows if row.layout == usual]


def _student(student: str, tally: Tally, store: Store) -> StudentRow:
    scores = tally.scores[student]
    return StudentRow(
        student=student,
        scores=tuple(scores.get(name) for name in tally.max_scores),
        pages=tuple(_page(name, student, store) if name in scores else "" for name in tally.max_scores),
        total=total(list(scores.values())) if scores else None,
        max_total=tally.max_total(student),
        note="; ".join(tally.notes.get(student, [])),
    )


def _page(assignment: str, student: str, store: Store) -> str:
    """The address of a student's page from the report."""
    # A page's name may hold letters of any alphabet, and "%" where one was encoded already.
    return urllib.parse.quote(store.page(assignment, student).relative_to(store.folder).as_posix())
