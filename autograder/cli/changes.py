"""Grades that moved, on the terminal; and `--dry-run`, which shows them before they do."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from rich.table import Table

from .console import console, printable, progress_bar, table

if TYPE_CHECKING:
    from autograder.course import Course
    from autograder.grade import ClassReport, Options
    from autograder.grade.changes import Change

CHECKS = 3  # of one change that are shown


def change_rows(changes: Iterable[Change], *, checks: bool = False) -> Table:
    """A row for each change, by student; with the checks through which it came, where they are asked for."""
    columns = ["student", "assignment", "before", "now", "why"] + ["through"] * checks
    shown = table(*columns, numbers=(2, 3))
    for change in sorted(changes, key=lambda change: (change.student, change.assignment)):
        scores = _grade(change.before, change.max_before), _grade(change.after, change.max_after)
        through = [printable(_through(change.checks))] * checks
        shown.add_row(printable(change.student), change.assignment, *scores, change.why, *through)
    return shown


def show_dry_run(course: Course, paths: list[Path], how: Options) -> ClassReport:
    """Grade as `how` says, into a folder that is thrown away, and show what would move."""
    from autograder.grade import grade

    with tempfile.TemporaryDirectory(prefix="autograder-") as folder, progress_bar("trying") as progress:
        trial = Path(folder) / "graded"
        if (how.output / "results").is_dir():  # a first run has none to compare with
            shutil.copytree(how.output / "results", trial / "results", copy_function=_link)
        report = grade(course, paths, replace(how, output=trial), progress)
    _show(report, how.output)
    report.log = None  # it stood in the folder that is gone
    return report


def _show(report: ClassReport, output: Path) -> None:
    screen, changes = console(), report.changes
    if changes:
        screen.print(change_rows(changes, checks=True))
    known = sum(1 for change in changes if change.before is not None)  # a first grade has not moved
    moved = f"{known} grade{'s' * (known != 1)} would move"
    screen.print(
        f"{moved}; {report.graded} file{'s' * (report.graded != 1)} would be graded, {report.kept} kept.\n"
        f"Nothing was written; '{printable(str(output))}' is as it was.",
        markup=False,
    )
    for submission in report.faults:
        screen.print(f"Not graded through a fault of ours: {printable(submission.file)}", markup=False)


def _link(source: str, target: str) -> None:
    """A second name for a record, which is only ever replaced as a whole; a copy where a file system cannot."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _through(checks: tuple[str, ...]) -> str:
    more = f"; and {len(checks) - CHECKS} more" if len(checks) > CHECKS else ""
    return "; ".join(checks[:CHECKS]) + more


def _grade(score: float | None, maximum: float) -> str:
    return "–" if score is None else f"{score:g} of {maximum:g}"
