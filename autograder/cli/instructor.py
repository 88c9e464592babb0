"""`autograder grade`."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from autograder.errors import AutograderError

from . import options
from .changes import change_rows, show_dry_run
from .class_report import add_report, under_others
from .cluster import on_cluster
from .console import console, error_line, printable, progress_bar, table
from .intake import found_line, show_files
from .unconfined import announce, conclude

if TYPE_CHECKING:
    from autograder.course import Assignment
    from autograder.course import Course as CourseFolder
    from autograder.grade import ClassReport
    from autograder.grade.changes import Change
    from autograder.grade.store import Store
    from autograder.gradebook import Gradebook
    from autograder.nbgrader.folder import Folder
    from autograder.result import Result

FAULTS = 3  # exit code: 1 and 2 are taken, and a script may want to tell our faults from its own
LISTED = 10  # on the terminal; the files have all of it
GRADEBOOK = "gradebook.db"


def add_to(app: typer.Typer) -> None:
    """Register the instructor's commands."""
    app.command()(grade)


def grade(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files or folders of submissions.")],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="DIR", help="Folder for results.")] = Path("graded"),
    jobs: Annotated[int | None, typer.Option(min=1, help="Submissions at once. Default: the cores.")] = None,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Grade again what has not changed since the last run.")
    ] = False,
    gradebook: Annotated[
        str | None,
        typer.Option(
            "--gradebook",
            metavar="URL",
            help="nbgrader's database, as a SQLAlchemy URL. Default: gradebook.db in -o DIR.",
        ),
    ] = None,
    nbgrader: Annotated[
        Path | None,
        typer.Option(
            "--nbgrader", metavar="DIR", help="Write into this course of nbgrader's; formgrader then shows everything."
        ),
    ] = None,
    roster: options.Roster = None,
    layout: Annotated[
        str,
        typer.Option("--layout", metavar="PATTERN", help="Which folder names the students: student/…, */student/…"),
    ] = "",
    listing: Annotated[
        bool, typer.Option("--list", help="Only show whose files were found, and by which rule.")
    ] = False,
    dry_run: Annotated[
        bool,
        typer.Option("--dry-run", help="Write nothing; show whose grade would move, by how much, through which check."),
    ] = False,
    cluster: options.Cluster = "",
    python: options.Pythons = None,
    unconfined: options.Unconfined = False,
    course: options.Course = None,
) -> None:
    """Grade a class: what a learning platform gives, as it is downloaded, or files and folders named after students; .ipynb as well.

    Writes results/<assignment>/<student>.json, grades.csv and nbgrader's gradebook. A second run grades only what changed.
    """
    from autograder.course.folder import find_course
    from autograder.grade import Options, read_class
    from autograder.grade import grade as run
    from autograder.grade.intake import Roster
    from autograder.grade.store import Store

    found = find_course(course)
    people = Roster.read(roster) if roster else Roster()
    first, others = (python[0], python[1:]) if python else (None, [])
    if listing:
        return show_files(read_class(found, paths, people, layout))
    if dry_run:
        how = Options(
            output, jobs or len(os.sched_getaffinity(0)), first, fresh, unconfined, roster=people, layout=layout
        )
        if not cluster:
            announce(allowed=unconfined)
        how = replace(how, gradebook=_trial_gradebook(gradebook, nbgrader, output))
        return exit_for(show_dry_run(found, paths, on_cluster(how, cluster)))
    # Opened before anything is graded: what is wrong with it is told at once, not after an hour.
    folder = _folder(nbgrader) if nbgrader else None
    book = gradebook_opener(gradebook, folder) or default_gradebook(output)
    count = jobs or len(os.sched_getaffinity(0))  # those that we may use: a container may give fewer
    how = Options(output, count, first, fresh, unconfined, page_maker(), book, roster=people, layout=layout)
    if not cluster:
        announce(allowed=unconfined)
    try:
        with progress_bar("grading") as progress:
            report = run(found, paths, on_cluster(how, cluster), progress)
            compared = under_others(
                [exe for exe in others if exe],
                how,
                lambda other: run(found, paths, on_cluster(other, cluster), progress),
            )
    except KeyboardInterrupt:
        error_line(f"stopped; what was graded is in '{output}', and the same command goes on from there")
        # Said here rather than in `main`, which does not know that nothing is lost.
        raise typer.Exit(130) from None
    note_gradebook(report, book)
    try:
        if folder:
            _show_class(folder, found, report, Store(output))
        add_report(found, report, output, compared)
    finally:
        show(report, output)  # also where a notebook or the report cannot be written: the grades are there
    exit_for(report)


def _show_class(folder: Folder, course: CourseFolder, report: ClassReport, store: Store) -> None:
    """Write the notebooks that formgrader shows; one that cannot be written is a fault like one that cannot be graded."""
    for fault in folder.show_class(course, report.files, store):
        report.faults.append(fault.submission)
        report.log = store.faults
        store.log(f"{fault.submission.file} (its notebook for formgrader)\n{fault.traceback}\n")


def page_maker() -> Callable[[Result, Assignment], str] | None:
    """What makes a student's feedback page; None where Jinja is not installed."""
    if find_spec("jinja2") is None:
        return None
    from autograder.render.page import as_page

    return as_page


def default_gradebook(output: Path) -> Callable[[], Gradebook] | None:
    """Opens the gradebook of an output folder; None where nbgrader is not installed."""
    if find_spec("nbgrader") is None:
        return None
    return partial(_open_gradebook, output / GRADEBOOK)


def gradebook_opener(url: str | None, folder: Folder | None) -> Callable[[], Gradebook] | None:
    """Opens the gradebook that was asked for; None if none was."""
    if not url and not folder:
        return None
    if folder:
        return partial(_open_gradebook, url or folder.gradebook, folder.handed_in)  # nbgrader knows when work came
    return partial(_open_gradebook, url or "")


def _trial_gradebook(url: str | None, nbgrader: Path | None, output: Path) -> Callable[[], Gradebook] | None:
    """The same gradebook for a run that writes none."""
    if find_spec("nbgrader") is None:
        return None
    from autograder.gradebook.trial import TrialGradebook

    return partial(TrialGradebook, url or (_folder(nbgrader).gradebook if nbgrader else output / GRADEBOOK))


def _open_gradebook(*arguments: Any) -> Gradebook:
    """Only now: nbgrader takes longer to import than a class needs to be found."""
    from autograder.gradebook import Gradebook

    return Gradebook(*arguments)


def _folder(root: Path) -> Folder:
    from autograder.nbgrader.folder import Folder

    return Folder(root)


def note_gradebook(report: ClassReport, book: Callable[[], Gradebook] | None) -> None:
    """Say so where none is written, which would be seen late otherwise."""
    if book is None:
        lacking = "No gradebook was written: nbgrader is not installed"
        report.notes.append(f"{lacking} (pip install 'dlfs-autograder[instructor]')")


def exit_for(report: ClassReport) -> None:
    """End the command as its run ended."""
    conclude(report.environment)
    if report.unrecorded:  # the sentence that says so is the last, where it is seen
        raise AutograderError(report.unrecorded)
    if report.faults or report.is_broken:
        raise typer.Exit(FAULTS)


def show(report: ClassReport, output: Path) -> None:
    """The closing tables: the class, what most students missed, what was not graded."""
    screen, tally = console(), report.tally
    classes = table("assignment", "students", "blank", "median", "mean", "of", numbers=(1, 2, 3, 4, 5))
    for name, most in tally.max_scores.items():
        scores = tally.graded(name)
        if scores:  # a chapter that nobody has handed in yet has no median
            figures = f"{median(scores):.2f}", f"{sum(scores) / len(scores):.2f}", f"{most:g}"
            classes.add_row(name, str(len(scores)), str(tally.blank(name)), *figures)
    if classes.row_count:
        screen.print(classes)
    if tally.missed:
        missed = table("students", "exercise", "check", numbers=(0,))
        for (_, exercise, title), count in tally.most_missed(LISTED):
            missed.add_row(str(count), exercise, title)
        screen.print("\n[bold]Missed most often[/bold]")
        screen.print(missed)
    if report.changes:
        _show_changes(screen, report.changes)
    _list(screen, "Not graded", [f"{refused.file}: {refused.reason}" for refused in report.refused])
    _list(screen, "Not graded through a fault of ours", [submission.file for submission in report.faults])
    where = report.environment
    confined = "" if where.confinement == "full" else f"; confinement was {where.confinement.upper()}"
    earlier = f", {report.earlier} from earlier runs" if report.earlier else ""
    screen.print(
        f"\n{_count(len(tally.scores), 'student')}, {_count(report.graded, 'file')} graded, {report.kept} unchanged{earlier}, "
        f"under Python {where.python} with NumPy {where.numpy}{confined}.\nGrades: {printable(str(output / 'grades.csv'))}",
        markup=False,
    )
    if report.page:
        screen.print(f"Report: {printable(str(report.page))}", markup=False, soft_wrap=True)
    screen.print(printable(found_line(report.intake, hint=" --list shows all of it.")), markup=False)
    for note in report.notes:
        screen.print(printable(note), markup=False)
    if report.log:
        screen.print(f"What went wrong: {printable(str(report.log))}", markup=False, soft_wrap=True)


def _show_changes(screen: Console, changes: list[Change]) -> None:
    screen.print(f"\n[bold]Changed grades: {len(changes)}[/bold]")
    screen.print(change_rows(changes[: 2 * LISTED]))
    if len(changes) > 2 * LISTED:  # a corrected suite moves the grades of half a class
        screen.print(f"… and {len(changes) - 2 * LISTED} more; changes.csv has them all", markup=False)


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'s' * (number != 1)}"


def _list(screen: Console, title: str, lines: list[str]) -> None:
    if not lines:
        return
    screen.print(f"\n[bold]{title}[/bold]")
    for line in lines[: 2 * LISTED]:
        screen.print(f"  {printable(line)}", markup=False)
    if len(lines) > 2 * LISTED:
        screen.print(f"  … and {len(lines) - 2 * LISTED} more; grades.csv has them all")
