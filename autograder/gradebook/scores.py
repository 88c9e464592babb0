"""Grades and comments of many students at once, from their records; what a person entered stays."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from nbgrader import api
from sqlalchemy import Connection

from autograder.final import Origin
from autograder.render.cells import comment
from autograder.render.markdown import harmless
from autograder.result import ExerciseResult, Result, points_text

from .structure import AssignmentRows, Rows

ID_LENGTH = 128  # of nbgrader's column
# '<' and '"': formgrader's pages hold ids as they are.
UNFIT = '/\\<>"'


def invalid_id_reason(student: str) -> str:
    """Why nbgrader cannot take a student's id; "" where it can."""
    if not student.strip() or student in (".", ".."):
        return "is no name of a folder"
    if len(student) > ID_LENGTH:
        return f"is longer than {ID_LENGTH} characters"
    if any(letter in UNFIT or not letter.isprintable() for letter in student):
        return "holds a slash, an angle bracket, a double quote or an invisible character"
    return ""


def add_students(connection: Connection, students: Iterable[str]) -> None:
    """Make sure that these students are in the gradebook."""
    rows = Rows(connection, api.Student)
    wanted = dict.fromkeys(students)
    # Asked for, not added "or ignored": SQLite and PostgreSQL each have their own words for that.
    there = {row.id for row in rows.among("id", wanted)}
    rows.add([{"id": student} for student in wanted if student not in there])


class Scores:
    """The submissions of one assignment."""

    def __init__(self, connection: Connection, rows: AssignmentRows) -> None:
        self._rows = rows
        self._connection = connection
        self._submitted = Rows(connection, api.SubmittedAssignment)
        self._notebooks = Rows(connection, api.SubmittedNotebook)
        self._grades = Rows(connection, api.Grade)
        self._comments = Rows(connection, api.Comment)

    def write(self, results: list[Result], times: Mapping[str, datetime | None]) -> None:
        """Write results of this assignment.

        Args:
            times: when students handed in; None where that is not known.
        """
        add_students(self._connection, [result.student for result in results])
        notebooks = self._books([result.student for result in results], times)
        scores = {
            (notebooks[result.student], self._rows.checks[exercise.name]): _points(result, exercise)
            for result in results
            for exercise in self._known(result)
        }
        comments = {
            (notebooks[result.student], self._rows.answers[exercise.name]): _words(result, exercise)
            for result in results
            for exercise in self._known(result)
        }
        overridden = {
            (notebooks[result.student], self._rows.checks[exercise.name])
            for result in results
            for exercise in self._known(result)
            if _is_overridden(result, exercise)
        }
        self._write_grades(notebooks.values(), scores, overridden)
        self._write_comments(notebooks.values(), comments)
        self._write_penalties(
            {
                notebooks[result.student]: result.final.late.points or None
                for result in results
                if result.final and result.final.late
            }
        )

    def _known(self, result: Result) -> list[ExerciseResult]:
        """The exercises that the course still has: a result of an earlier run may hold others."""
        return [exercise for exercise in result.exercises if exercise.name in self._rows.checks]

    def blank(self, students: list[str]) -> None:
        """Take back the automatic scores of students whose newest file could not be graded: a person has to look."""
        submitted = [
            row.id for row in self._submitted.among("student_id", students, assignment_id=self._rows.assignment)
        ]
        notebooks = [
            row.id for row in self._notebooks.among("assignment_id", submitted, notebook_id=self._rows.notebook)
        ]
        self._write_grades(notebooks, {(book, cell): None for book in notebooks for cell in self._rows.checks.values()})
        self._write_comments(
            notebooks, {(book, cell): None for book in notebooks for cell in self._rows.answers.values()}
        )

    def _books(self, students: list[str], times: Mapping[str, datetime | None]) -> dict[str, str]:
        """The id of each student's notebook."""
        submitted = self._submissions(students, times)
        there = self._notebooks.among("assignment_id", submitted.values(), notebook_id=self._rows.notebook)
        books = {row.assignment_id: row.id for row in there}
        missing = [submission for submission in submitted.values() if submission not in books]
        made = self._notebooks.add(
            [
                {"notebook_id": self._rows.notebook, "assignment_id": submission, "flagged": False}
                for submission in missing
            ]
        )
        self._grades.add(
            [
                {"notebook_id": book, "cell_id": cell, "needs_manual_grade": True}
                for book in made
                for cell in self._rows.other_grades
            ]
        )
        self._comments.add(
            [{"notebook_id": book, "cell_id": cell} for book in made for cell in self._rows.other_comments]
        )
        books |= dict(zip(missing, made, strict=True))
        return {student: books[submission] for student, submission in submitted.items()}

    def _submissions(self, students: list[str], times: Mapping[str, datetime | None]) -> dict[str, str]:
        rows = self._submitted.among("student_id", students, assignment_id=self._rows.assignment)
        self._submitted.change(
            [
                {"id": row.id, "timestamp": times[row.student_id]}
                for row in rows
                # Graded again without a change, a class writes nothing.
                if times[row.student_id] not in (None, row.timestamp)
            ]
        )
        there = {row.student_id: row.id for row in rows}
        missing = [student for student in students if student not in there]
        made = self._submitted.add(
            [
                {"assignment_id": self._rows.assignment, "student_id": student, "timestamp": times[student]}
                for student in missing
            ]
        )
        return there | dict(zip(missing, made, strict=True))

    def _write_grades(
        self,
        notebooks: Iterable[str],
        scores: Mapping[tuple[str, str], float | None],
        overridden: Collection[tuple[str, str]] = (),
    ) -> None:
        """Write automatic scores. What a person entered stays, but for the `overridden`: that was decided later, and elsewhere."""
        there = {(row.notebook_id, row.cell_id): row for row in self._grades.among("notebook_id", notebooks)}
        self._grades.add(
            [
                {"notebook_id": book, "cell_id": cell, "auto_score": score, "needs_manual_grade": score is None}
                for (book, cell), score in scores.items()
                if (book, cell) not in there
            ]
        )
        settled = [
            {"id": there[key].id, "manual_score": None, "extra_credit": None}
            for key in overridden
            if key in there and (there[key].manual_score, there[key].extra_credit) != (None, None)
        ]
        if settled:
            self._grades.change(settled)  # before what follows looks at what people have entered
            there = {(row.notebook_id, row.cell_id): row for row in self._grades.among("notebook_id", notebooks)}
        changed = [(there[key], *_wanted(there[key], score)) for key, score in scores.items() if key in there]
        self._grades.change(
            [
                {"id": row.id, "auto_score": score, "needs_manual_grade": needs}
                for row, score, needs in changed
                if (row.auto_score, row.needs_manual_grade) != (score, needs)
            ]
        )

    def _write_penalties(self, penalties: Mapping[str, float | None]) -> None:
        self._notebooks.change(
            [
                {"id": row.id, "late_submission_penalty": penalties[row.id]}
                for row in self._notebooks.among("id", penalties)
                if (row.late_submission_penalty or None) != penalties[row.id]  # 0 and none are the same
            ]
        )

    def _write_comments(self, notebooks: Iterable[str], comments: Mapping[tuple[str, str], str | None]) -> None:
        there = {(row.notebook_id, row.cell_id): row for row in self._comments.among("notebook_id", notebooks)}
        self._comments.add(
            [
                {"notebook_id": book, "cell_id": cell, "auto_comment": words}
                for (book, cell), words in comments.items()
                if (book, cell) not in there
            ]
        )
        self._comments.change(
            [
                {"id": there[key].id, "auto_comment": words}
                for key, words in comments.items()
                if key in there and there[key].auto_comment != words
            ]
        )


def _points(result: Result, exercise: ExerciseResult) -> float:
    """What stands as the automatic score: an override's points, so that formgrader shows what counts and a person may still change it."""
    override = result.final.overrides.get(exercise.name) if result.final else None
    return override.score if override else exercise.score


def _is_overridden(result: Result, exercise: ExerciseResult) -> bool:
    decision = result.final.standing.get(exercise.name) if result.final else None
    return decision is not None and decision.origin is Origin.OVERRIDE


def _words(result: Result, exercise: ExerciseResult) -> str | None:
    override = result.final.overrides.get(exercise.name) if result.final else None
    said = comment(exercise)
    if override is None:
        return said
    decided = decision_text(override.score, override.was, override.why)
    return f"{decided}\n\n{said}" if said else decided


def decision_text(score: float, was: float, why: str) -> str:
    """What a student reads of an override."""
    return harmless(f"{points_text(score)} points instead of {points_text(was)}: {why}")


def _wanted(row: Any, score: float | None) -> tuple[float | None, bool]:
    """An existing grade's automatic score, and whether a person has to look: where there is none, or it moved under their own."""
    moved = row.auto_score != score or row.needs_manual_grade
    return score, score is None or (row.manual_score is not None and moved)
