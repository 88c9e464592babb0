"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Course = Annotated[
    Path | None,
    typer.Option(
        "--course", metavar="DIR", help="The course's folder. Default: AUTOGRADER_COURSE, or found from here upwards."
    ),
]
Graded = Annotated[
    Path, typer.Option("-o", "--output", metavar="DIR", help="The folder that 'autograder grade' wrote.")
]
Roster = Annotated[
    Path | None,
    typer.Option(
        "--roster",
        metavar="FILE",
        help="The class list, best as the platform exports it: whose name is which id, and who is in the class.",
    ),
]
Python = Annotated[
    str | None,
    typer.Option("--python", metavar="EXE", help="Run the students' code under this interpreter."),
]
Pythons = Annotated[
    list[str] | None,
    typer.Option(
        "--python",
        metavar="EXE",
        help="Run the students' code under this interpreter. Given again: the class under that one too, for comparison in the report.",
    ),
]
Cluster = Annotated[
    str,
    typer.Option(
        "--cluster",
        metavar="ADDRESS",
        help="A Dask cluster: tcp://host:8786, its scheduler file, or local:4 to try it out here.",
    ),
]
Unconfined = Annotated[
    bool,
    typer.Option(
        "--allow-unconfined", help="Go on where this machine cannot confine student code; every result says so."
    ),
]
