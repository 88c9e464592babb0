"""`autograder nbgrader init`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from . import options
from .console import console, printable

nbgrader = typer.Typer(help="Grade through nbgrader's own commands and pages.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    """Register the group of nbgrader's commands."""
    app.add_typer(nbgrader, name="nbgrader")


@nbgrader.callback()
def _group() -> None:
    """Grade through nbgrader's own commands and pages, with student code confined."""


@nbgrader.command()
def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where nbgrader's folders are, or shall be.")],
    course: options.Course = None,
) -> None:
    """Lay out the course for nbgrader: source/ and nbgrader_config.py. Run it again after the course has changed."""
    from autograder.course.folder import find_course
    from autograder.nbgrader.layout import CONFIG, lay_out

    found = find_course(course)
    changes = lay_out(found, folder)
    screen = console()
    done = f"{len(changes.written)} files written" if changes.written else "everything is up to date"
    screen.print(f"{printable(str(folder))}: {done}", markup=False, soft_wrap=True)
    if changes.config_kept:
        screen.print(f"{CONFIG} is yours and has our lines: kept", markup=False)
    first = found.assignments[0].name  # an example; the others are released one by one
    screen.print(
        f"Next: cd {printable(str(folder))} && nbgrader generate_assignment {first}", markup=False, soft_wrap=True
    )
