"""`autograder build`, `autograder audit` and `autograder release`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from . import options
from .console import console, error_line, printable, progress_bar, table

FAILED = 1  # exit code, as of a check that fails; 2 is the operator's


def add_to(app: typer.Typer) -> None:
    """Register the author's commands."""
    app.command()(build)
    app.command()(audit)
    app.command()(release)


def build(
    check: Annotated[bool, typer.Option("--check", help="Write nothing; exit 1 if anything is out of date.")] = False,
    course: options.Course = None,
) -> None:
    """Generate exercises/ from solutions/ and tests/exercises/."""
    # Only now, as in every command: `check` must not wait for what it imports, and a student has no nbgrader.
    from autograder.author import build as kit
    from autograder.course.folder import find_course

    found = find_course(course)
    if check:
        stale = kit.stale(found)
        if stale:
            # A few tell what it is about; a changed template makes all of them stale.
            names = ", ".join(map(str, stale[:5])) + (f" and {len(stale) - 5} more" if len(stale) > 5 else "")
            error_line(f"exercises/ is out of date ({names}); run 'autograder build'")
            raise typer.Exit(FAILED)
        console().print("exercises/ is up to date")
        return
    changed = kit.write(found)
    for path in changed:
        console().print(f"  {printable(str(path))}", markup=False, soft_wrap=True)
    console().print(f"exercises/: {len(changed)} files changed" if changed else "exercises/ is up to date")


def audit(
    update: Annotated[
        bool,
        typer.Option(
            "--update", help="Write into misconceptions.py which checks each of them fails; then review the diff."
        ),
    ] = False,
    mutants: Annotated[
        bool,
        typer.Option("--mutants", help="Make small mistakes in the solutions, and list those that no check notices."),
    ] = False,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, help="Processes that try mutants.")] = 2,
    unconfined: options.Unconfined = False,
    course: options.Course = None,
) -> None:
    """Prove the suites: stubs fail, solutions pass, misconceptions fail what they name, and nothing secret is in exercises/."""
    if mutants:
        _mutants(jobs, unconfined, course)
        return
    from autograder.author import build as kit
    from autograder.author.audit import proof, secrecy
    from autograder.course.folder import find_course

    found = find_course(course)
    # Of what would be built now, not of what lies in exercises/: the proof is about the sources.
    stubs = kit.build(found)
    with progress_bar("proving") as progress:
        proved = proof.prove(
            found,
            {assignment.name: stubs[Path(f"{assignment.name}.py")] for assignment in found.assignments},
            unconfined=unconfined,
            progress=progress,
        )
    if update:
        changed = [
            assignment.name
            for assignment in found.assignments
            if proof.update(assignment, proved.failing[assignment.name])
        ]
        console().print(f"misconceptions.py rewritten for {', '.join(changed)}" if changed else "no list has changed")
        return
    rows = [(finding.place, finding.problem) for finding in proved.findings]
    rows += [(f"exercises/{path}", "is out of date; run 'autograder build'") for path in kit.stale(found)]
    # In what lies there: that is what students get.
    leaks = [*secrecy.leaks(found, found.kit), *secrecy.canaries(found)]
    rows += [(f"{leak.file}:{leak.line}", f"gives away {leak.what}") for leak in leaks]
    _show(f"{proved.checks} checks and {proved.misconceptions} misconceptions tried", rows)
    if rows:
        raise typer.Exit(FAILED)


def _mutants(jobs: int, unconfined: bool, course: Path | None) -> None:
    from autograder.author.audit.mutants import survey
    from autograder.course.folder import find_course

    with progress_bar("mutants") as progress:
        found = survey(find_course(course), jobs=jobs, unconfined=unconfined, progress=progress)
    rows = [
        (survivor.place, f"{'only a hidden' if survivor.fails_hidden else 'no'} check notices {survivor.change}")
        for survivor in found.survivors
    ]
    rows += [
        (place, f"a check notices {change}: take its mark out of equivalent.toml") for place, change in found.stale
    ]
    _show(f"{found.tried} mutants tried", rows)
    if rows:
        raise typer.Exit(FAILED)


def release(
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="The zip to write.")] = Path("kit.zip"),
    course: options.Course = None,
) -> None:
    """Pack what students get: the kit and the engine's wheel, file by file from a list, searched for secrets first."""
    from autograder.author.release import release as pack
    from autograder.course.folder import find_course

    members = pack(find_course(course), output)
    console().print(
        f"{printable(str(output))}: {len(members)} files; the README.md in it tells students how to start", markup=False
    )


def _show(tried: str, rows: list[tuple[str, str]]) -> None:
    screen = console()
    if rows:
        found = table("where", "what")
        for place, problem in rows:
            found.add_row(escape(printable(place)), escape(printable(problem)))  # a bracket in a title would be markup
        screen.print(found)
    screen.print(f"audit: {tried}; {len(rows) or 'no'} problem{'s' * (len(rows) != 1)} found")
