"""`autograder feedback`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from autograder.errors import AutograderError

from . import options
from .console import console, printable


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command()(feedback)


def feedback(
    audience: Annotated[
        str, typer.Option("--for", metavar="WHO", help="student, or instructor: with each check's call and values.")
    ] = "student",
    output: options.Graded = Path("graded"),
    course: options.Course = None,
) -> None:
    """Write every feedback page anew from the results; those for the instructor into a folder of their own."""
    from autograder.course.folder import find_course
    from autograder.grade.store import FEEDBACK, INSTRUCTOR, Store, write
    from autograder.render.page import Audience, as_page
    from autograder.result import Result

    if audience not in {each.value for each in Audience}:
        raise AutograderError(f"--for takes student or instructor, not '{audience}'")
    who = Audience(audience)
    assignments = {assignment.name: assignment for assignment in find_course(course).assignments}
    if not output.is_dir():
        raise AutograderError(f"no folder '{output}'; name the one that 'autograder grade' wrote with -o")
    store = Store(output)
    place = store.page if who is Audience.STUDENT else store.instructors_page
    count = 0
    for result in store.earlier_results(()):
        if isinstance(result, Result) and result.assignment in assignments:  # a chapter may have left the course since
            write(place(result.assignment, result.student), as_page(result, assignments[result.assignment], who))
            count += 1
    folder = output / (FEEDBACK if who is Audience.STUDENT else INSTRUCTOR)
    console().print(f"{count} page{'s' * (count != 1)} in {printable(str(folder))}", markup=False, soft_wrap=True)
