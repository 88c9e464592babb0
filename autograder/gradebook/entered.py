"""What a person entered in formgrader, read back: points, extra credit, comments, late penalties."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from nbgrader import api
from sqlalchemy import Connection, or_, select

from autograder.final import Entered

Key = tuple[str, str]
CHECK = "-check"  # what ends the name of an exercise's check cell


def entered(connection: Connection, assignments: Iterable[str]) -> dict[Key, Entered]:
    """By (assignment, student), for those where somebody entered something."""
    names = list(assignments)
    scores: dict[Key, dict[str, tuple[float | None, float]]] = defaultdict(dict)
    comments: dict[Key, dict[str, str]] = defaultdict(dict)
    grade, comment = api.Grade.__table__.c, api.Comment.__table__.c
    said = or_(grade.manual_score.is_not(None), grade.extra_credit.is_not(None))
    for key, cell, manual, extra in _cells(connection, api.Grade, names, said, grade.manual_score, grade.extra_credit):
        # Extra credit alone leaves the checks' points as they are.
        scores[key][cell.removesuffix(CHECK)] = manual, extra or 0.0
    has_words = comment.manual_comment.is_not(None) & (comment.manual_comment != "")
    for key, cell, words in _cells(connection, api.Comment, names, has_words, comment.manual_comment):
        comments[key][cell] = words
    penalties = _penalties(connection, names)
    return {
        key: Entered(scores.get(key, {}), comments.get(key, {}), penalties.get(key, 0.0))
        for key in {*scores, *comments, *penalties}
    }


def _cells(
    connection: Connection, model: Any, names: list[str], condition: Any, *columns: Any
) -> Iterator[tuple[Any, ...]]:
    """((assignment, student), the cell's name, the columns' values) of each grade or comment in the assignments' own notebooks."""
    marks, cells, books = model.__table__, api.BaseCell.__table__, api.SubmittedNotebook.__table__
    handed_in, assignments, notebooks = (
        api.SubmittedAssignment.__table__, api.Assignment.__table__, api.Notebook.__table__,
    )  # fmt: skip
    query = (
        select(assignments.c.name, handed_in.c.student_id, cells.c.name, *columns)
        .select_from(marks)
        .join(cells, cells.c.id == marks.c.cell_id)
        .join(books, books.c.id == marks.c.notebook_id)
        .join(notebooks, notebooks.c.id == books.c.notebook_id)
        .join(handed_in, handed_in.c.id == books.c.assignment_id)
        .join(assignments, assignments.c.id == handed_in.c.assignment_id)
        # An instructor's own notebooks in the assignment are no exercises of ours.
        .where(condition, assignments.c.name.in_(names), notebooks.c.name == assignments.c.name)
    )
    for assignment, student, cell, *values in connection.execute(query):
        yield (assignment, student), cell, *values


def _penalties(connection: Connection, names: list[str]) -> dict[Key, float]:
    books, handed_in, assignments = (
        api.SubmittedNotebook.__table__, api.SubmittedAssignment.__table__, api.Assignment.__table__,
    )  # fmt: skip
    query = (
        select(assignments.c.name, handed_in.c.student_id, books.c.late_submission_penalty)
        .select_from(books)
        .join(handed_in, handed_in.c.id == books.c.assignment_id)
        .join(assignments, assignments.c.id == handed_in.c.assignment_id)
        .where(books.c.late_submission_penalty > 0, assignments.c.name.in_(names))
    )
    return {(assignment, student): penalty for assignment, student, penalty in connection.execute(query)}
