"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

Course = Annotated[
    Optional[Path],  # noqa: UP007, UP045 - typer reads annotations at run time, on Python 3.10 too
    typer.Option("--course", metavar="DIR", help="The course's folder. Default: AUTOGRADER_COURSE, or found from here upwards."),
]
Python = Annotated[
    Optional[str],  # noqa: UP007, UP045
    typer.Option("--python", metavar="EXE", help="Run the students' code under this interpreter."),
]
Unconfined = Annotated[
    bool,
    typer.Option("--allow-unconfined", help="Go on where this machine cannot confine student code; every result says so."),
]
