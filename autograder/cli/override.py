"""`autograder override`."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from autograder.errors import AutograderError

from . import options
from .class_report import add_report
from .console import console, printable
from .instructor import default_gradebook, exit_for, gradebook_opener, page_maker

if TYPE_CHECKING:
    from autograder.course import Course
    from autograder.grade.store import Store


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command()(override)


def override(
    student: Annotated[str, typer.Argument(help="The student's id, as in grades.csv.")],
    exercise: Annotated[str, typer.Argument(help="The exercise; ASSIGNMENT/EXERCISE where two have that name.")],
    score: Annotated[float | None, typer.Argument(help="The points that count.")] = None,
    why: Annotated[str, typer.Option("--why", help="The reason; the student reads it.")] = "",
    remove: Annotated[bool, typer.Option("--remove", help="Let the checks' points count again.")] = False,
    output: options.Graded = Path("graded"),
    gradebook: Annotated[
        str | None, typer.Option("--gradebook", metavar="URL", help="nbgrader's database, as for 'autograder grade'.")
    ] = None,
    course: options.Course = None,
) -> None:
    """Give a student points for an exercise in place of those of the checks; it stays through every regrade.

    Written to overrides.csv beside course.toml; record, page, grades.csv, report and gradebook follow at once.
    """
    from autograder.course.folder import find_course
    from autograder.grade import Options
    from autograder.grade.classroom import settle
    from autograder.grade.overrides import FILE, Override, Overrides, checked_score, now
    from autograder.grade.store import Store

    if remove == (score is not None):  # both, or neither
        raise AutograderError("give either a score or --remove")
    if score is not None and not why.strip():
        raise AutograderError('--why "…" is missing: the student reads why, and so will you in a year')
    found = find_course(course)
    assignment, name, most = _exercise(found, exercise)
    # Before anything is written: a misspelt id would stand in overrides.csv and never count.
    _require_result(Store(output), assignment, student)
    overrides = Overrides(found)
    if score is None:
        if not overrides.remove((student, assignment, name)):
            raise AutograderError(f"there is no override of {name} for '{student}' in {FILE}")
    else:
        points = checked_score(score, most, f"{name} takes")
        # One line in a spreadsheet.
        overrides.put(Override(student, assignment, name, points, " ".join(why.split()), now()))
    book = gradebook_opener(gradebook, None) or default_gradebook(output)
    report = settle(found, Options(output, 1, page=page_maker(), gradebook=book))  # one job: nothing is graded
    add_report(found, report, output)
    _show(Store(output), assignment, student, name)
    for note in report.notes:
        console().print(printable(note), markup=False)
    exit_for(report)


def _exercise(course: Course, named: str) -> tuple[str, str, float]:
    """(assignment, exercise, points) of what was named."""
    chapter, _, name = named.rpartition("/")
    places = [
        (assignment.name, exercise.name, float(exercise.points))
        for assignment in course.assignments
        for exercise in assignment.exercises
    ]
    fitting = [place for place in places if place[1] == name and chapter in ("", place[0])]
    if len(fitting) > 1:
        several = " or ".join(f"{assignment}/{exercise}" for assignment, exercise, _ in fitting)
        raise AutograderError(f"'{named}' is in several chapters; write {several}")
    if not fitting:
        near = difflib.get_close_matches(name, [exercise for _, exercise, _ in places], 1)
        raise AutograderError(f"no exercise '{named}'" + (f"; did you mean '{near[0]}'?" if near else ""))
    return fitting[0]


def _require_result(store: Store, assignment: str, student: str) -> None:
    if store.read(assignment, student) is not None:
        return
    # Those who were graded.
    students = {result.student for result in store.earlier_results(()) if hasattr(result, "final")}
    near = difflib.get_close_matches(student, sorted(students), 1)
    if student in students or not near:
        raise AutograderError(f"'{store.folder}' has no result of '{student}' for {assignment}; grade their file first")
    raise AutograderError(f"no student '{student}' in '{store.folder}'; did you mean '{near[0]}'?")


def _show(store: Store, assignment: str, student: str, name: str) -> None:
    result = store.read(assignment, student)
    if result is None:
        return
    exercise = next(graded for graded in result.exercises if graded.name == name)
    decision = result.final.standing.get(name) if result.final else None
    why = f" ({decision.why})" if decision else ", as the checks say"
    whole = "excused" if result.final_score is None else f"{result.final_score:g} of {result.max_score:g}"
    console().print(
        f"{printable(student)}, {name}: {result.final_points(exercise):g} of {exercise.max_score:g}{printable(why)}; "
        f"{assignment}: {whole}",
        markup=False,
        soft_wrap=True,
    )
