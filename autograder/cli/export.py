"""`autograder export`, and the command that Gradescope's container runs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from autograder.errors import AutograderError

from . import options
from .console import console, printable

if TYPE_CHECKING:
    from autograder.course import Course

GRADESCOPE = "gradescope"


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    app.command()(export)
    app.command(hidden=True)(gradescope)  # for the script in Gradescope's container, not for people


def export(
    format: Annotated[str, typer.Argument(metavar="FORMAT", help="moodle, canvas, gradescope, blackboard or csv.")],
    output: options.Graded = Path("graded"),
    roster: options.Roster = None,
    to: Annotated[
        Path | None, typer.Option("--to", metavar="DIR", help="Where to write. Default: export/ in the folder of -o.")
    ] = None,
    unconfined: options.Unconfined = False,
    course: options.Course = None,
) -> None:
    """Write grades, and feedback where it takes any, as a learning platform imports them; for Gradescope an autograder.zip each."""
    from autograder.course.folder import find_course
    from autograder.export.platforms import FORMATS
    from autograder.grade.store import Store, write

    if format not in (*FORMATS, GRADESCOPE):
        raise AutograderError(f"no format '{format}'; there are {', '.join(sorted([*FORMATS, GRADESCOPE]))}")
    found = find_course(course)
    folder = to or output / "export"
    if format == GRADESCOPE:
        return _say(_gradescope_zips(found, folder, unconfined))
    from autograder.export.feedback import NAMES, write_zips
    from autograder.export.grades import ClassGrades
    from autograder.grade.intake import Roster

    if not (output / "results").is_dir():  # a misspelt folder would give files without a grade in them
        raise AutograderError(f"no results in '{output}'; run 'autograder grade' first, or name its folder with -o")
    store = Store(output)
    grades = ClassGrades.read(found, store, Roster.read(roster) if roster else Roster())
    written = []
    for name, text in FORMATS[format](grades).items():
        write(folder / name, text)
        written.append(folder / name)
    if format in NAMES:
        written += write_zips(format, grades, store, folder)
    _say(written)
    missing = [student.id for student in grades.students if student.grades and not student.person.columns]
    if roster and missing:  # without a class list nobody can be missing on it
        console().print(
            f"Not on the class list: {printable(', '.join(missing[:10]))}{f' and {len(missing) - 10} more' if len(missing) > 10 else ''}",
            markup=False,
        )


def gradescope(base: Path, unconfined: options.Unconfined = False) -> None:
    """Grade the submission in Gradescope's container; BASE is its /autograder."""
    from autograder.export.container import run

    run(base.resolve(), unconfined=unconfined)


def _gradescope_zips(course: Course, folder: Path, unconfined: bool) -> list[Path]:
    from autograder import atomic
    from autograder.export.gradescope import autograder_zip

    written = []
    for assignment in course.assignments:
        path = folder / f"gradescope-{assignment.name}-autograder.zip"
        try:
            atomic.write(path, autograder_zip(course, assignment, unconfined=unconfined))
        except OSError as error:
            raise AutograderError(f"cannot write '{path}': {error.strerror}") from None
        written.append(path)
    return written


def _say(written: list[Path]) -> None:
    for path in written:
        console().print(printable(str(path)), markup=False, soft_wrap=True)
