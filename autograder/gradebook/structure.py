"""An assignment in the gradebook, as `nbgrader generate_assignment` would write it: a notebook, its answer and check cells."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import nbformat
import sqlalchemy
from nbgrader import api
from nbgrader.utils import compute_checksum
from sqlalchemy import Connection

from autograder.course import Assignment, Course

COURSE = "default_course"  # nbgrader's own word for a course without a name
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


@dataclass(frozen=True)
class AssignmentRows:
    """Where an assignment's grades and comments go.

    Attributes:
        assignment, notebook: ids of their rows.
        checks, answers: ids of the cells that hold an exercise's grade and its comment, by the exercise's name.
        other_grades, other_comments: ids of cells that an instructor added to the notebook; they are graded by hand.
        forgotten: names of check cells whose exercise the course no longer has.
    """

    assignment: str
    notebook: str
    checks: dict[str, str]
    answers: dict[str, str]
    other_grades: frozenset[str]
    other_comments: frozenset[str]
    forgotten: tuple[str, ...]


def ensure(connection: Connection, course: Course, assignment: Assignment) -> AssignmentRows:
    """The assignment's rows: rows that are there are used, missing ones made, and changed points written."""
    cells = {cell.metadata.nbgrader.grade_id: cell for cell in _cells(course, assignment)}
    found = Rows(connection, api.Assignment).where(name=assignment.name)
    assignment_id = found[0].id if found else _add_assignment(connection, assignment)
    books = Rows(connection, api.Notebook)
    notebook = books.one(
        {"name": assignment.name, "assignment_id": assignment_id}, otherwise={"kernelspec": json.dumps(KERNEL)}
    )
    checks, answers = {}, {}
    for exercise in assignment.exercises:
        checks[exercise.name] = _check_cell(connection, notebook, cells[f"{exercise.name}-check"])
        answers[exercise.name] = _cell(connection, notebook, cells[exercise.name], api.SolutionCell, api.Comment, {})
    mine = {*checks.values(), *answers.values()}
    others = [row for row in Rows(connection, api.BaseCell).where(notebook_id=notebook) if row.id not in mine]
    return AssignmentRows(
        assignment_id,
        notebook,
        checks,
        answers,
        # A task has a grade and a comment.
        frozenset(row.id for row in others if row.type in ("GradeCell", "TaskCell")),
        frozenset(row.id for row in others if row.type in ("SolutionCell", "TaskCell")),
        tuple(sorted(row.name for row in others if row.type == "GradeCell" and row.name.endswith("-check"))),
    )


class Rows:
    """The rows of one of nbgrader's models."""

    def __init__(self, connection: Connection, model: Any) -> None:
        self._connection = connection
        self._table = model.__table__

    def where(self, **values: Any) -> list[Any]:
        """The rows with these values."""
        return list(self._connection.execute(sqlalchemy.select(self._table).filter_by(**values)))

    def among(self, column: str, values: Iterable[str], **others: Any) -> list[Any]:
        """The rows whose `column` holds one of the values."""
        select = sqlalchemy.select(self._table).where(self._table.c[column].in_(list(values))).filter_by(**others)
        return list(self._connection.execute(select))

    def one(self, values: dict[str, Any], otherwise: dict[str, Any]) -> str:
        """The id of the row with these values, made with `otherwise` beside them if there is none."""
        found = self.where(**values)
        return found[0].id if found else self.add([values | otherwise])[0]

    def add(self, rows: list[dict[str, Any]]) -> list[str]:
        """Insert rows, all with the same keys; their ids."""
        made = [{"id": new_id(), **row} for row in rows]  # made here: inserting many at once gives no ids back
        if made:
            self._connection.execute(self._table.insert(), made)
        return [row["id"] for row in made]

    def change(self, rows: list[dict[str, Any]]) -> None:
        """Update the rows with these ids, all with the same keys."""
        if not rows:
            return
        # Renamed: SQLAlchemy keeps a column's own name for itself in an update.
        values: dict[str, Any] = {key: sqlalchemy.bindparam(f"new_{key}") for key in rows[0] if key != "id"}
        update = self._table.update().where(self._table.c.id == sqlalchemy.bindparam("new_id")).values(values)
        self._connection.execute(update, [{f"new_{key}": value for key, value in row.items()} for row in rows])


def new_id() -> str:
    """An id as nbgrader makes them."""
    return uuid4().hex


def _add_assignment(connection: Connection, assignment: Assignment) -> str:
    Rows(connection, api.Course).one({"id": COURSE}, otherwise={})
    return Rows(connection, api.Assignment).add([{"name": assignment.name, "course_id": COURSE}])[0]


def _check_cell(connection: Connection, notebook: str, cell: Any) -> str:
    """The id of a check cell, worth what the course says today."""
    points = float(cell.metadata.nbgrader.points)
    worth = {"max_score": points, "cell_type": "code"}
    made = _cell(connection, notebook, cell, api.GradeCell, api.Grade, worth)
    grade_cells = Rows(connection, api.GradeCell)
    if grade_cells.where(id=made)[0].max_score != points:
        grade_cells.change([{"id": made, "max_score": points}])
        # nbgrader recomputes the checksum of a locked cell from its points, and stops where it is another.
        sources = Rows(connection, api.SourceCell)
        for row in sources.where(notebook_id=notebook, name=cell.metadata.nbgrader.grade_id):
            cell.source = row.source
            sources.change([{"id": row.id, "checksum": _checksum(cell)}])
    return made


def _cell(connection: Connection, notebook: str, cell: Any, model: Any, mark: Any, values: dict[str, Any]) -> str:
    """The id of a cell; a new one gets its source, and an empty grade or comment (`mark`) in every submission that is there."""
    name = cell.metadata.nbgrader.grade_id
    found = Rows(connection, api.BaseCell).where(notebook_id=notebook, name=name, type=model.__name__)
    if found:
        return str(found[0].id)
    made = Rows(connection, api.BaseCell).add([{"notebook_id": notebook, "name": name, "type": model.__name__}])[0]
    # A cell has a row in two tables, with one id.
    connection.execute(model.__table__.insert(), [{"id": made, **values}])
    locked = bool(cell.metadata.nbgrader.locked)
    source = {"cell_type": "code", "locked": locked, "source": cell.source, "checksum": _checksum(cell)}
    Rows(connection, api.SourceCell).one({"notebook_id": notebook, "name": name}, otherwise=source)
    blank = {"needs_manual_grade": True} if mark is api.Grade else {}
    submitted = Rows(connection, api.SubmittedNotebook).where(notebook_id=notebook)
    Rows(connection, mark).add([{"notebook_id": row.id, "cell_id": made, **blank} for row in submitted])
    return made


def _cells(course: Course, assignment: Assignment) -> Iterator[Any]:
    """The answer and check cells as the kit has them; where it is not built, answer cells are empty."""
    path = course.kit / f"{assignment.name}.ipynb"
    book = nbformat.read(path, as_version=4) if path.is_file() else nbformat.v4.new_notebook()
    sources = {
        cell.metadata.nbgrader.grade_id: cell.source
        for cell in book.cells
        if "grade_id" in cell.metadata.get("nbgrader", {})
    }
    for exercise in assignment.exercises:
        check = f"{exercise.name}-check"
        yield _new_cell(exercise.name, sources.get(exercise.name, ""))
        yield _new_cell(check, sources.get(check, f'check("{exercise.name}")'), points=exercise.points)


def _new_cell(grade_id: str, source: str, **points: int) -> Any:
    metadata = {
        "schema_version": 3,  # nbgrader refuses cells of any other
        "cell_type": "code",
        "grade_id": grade_id,
        "grade": bool(points),
        "locked": bool(points),
        "solution": not points,
        "task": False,
        **points,
    }
    return nbformat.v4.new_code_cell(source, metadata={"nbgrader": metadata})


def _checksum(cell: Any) -> str:
    return str(compute_checksum(cell))
