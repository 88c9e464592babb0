"""`autograder doctor` and `autograder demo`."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from . import options
from .class_report import add_report, under_others
from .cluster import show_nodes
from .console import console, error_line, printable, progress_bar, table
from .instructor import default_gradebook, exit_for, note_gradebook, page_maker, show
from .unconfined import announce

MARK = ".autograder-demo"  # says that we made the folder, and may empty it
UNSAFE = 2  # exit code: the operator's to mend


def add_to(app: typer.Typer) -> None:
    """Register the operator's commands."""
    app.command()(doctor)
    app.command()(demo)


def doctor(
    attack: Annotated[
        bool, typer.Option("--attack", help="Let more than a hundred harmless attacks loose on confined workers, too.")
    ] = False,
    cluster: options.Cluster = "",
    python: options.Python = None,
    course: options.Course = None,
) -> None:
    """Try each protection in a live worker, and say whether a class may be graded on this machine, or on which nodes of a cluster."""
    from autograder.course.folder import find_course
    from autograder.sandbox.doctor import examine

    if cluster:
        return show_nodes(find_course(course), cluster, python)
    report = examine(find_course(course).limits, python)
    screen = console()
    for name, value in report.machine:
        screen.print(f"{name + ':':20} {printable(value)}", markup=False)
    if report.probes:
        # The line break sets it off from what is above.
        tried = table("\ntried in a worker", "\nheld", "\nhow it ended")
        for probe in report.probes:
            tried.add_row(
                probe.name, "yes" if probe.held else "[bold red]NO[/bold red]", escape(printable(probe.ended))
            )
        screen.print(tried)
    for part in report.missing:
        screen.print(f"missing: {part}", markup=False)
    if not report.is_safe:
        error_line("student code would not be safely confined here; 'autograder grade' needs --allow-unconfined")
        raise typer.Exit(UNSAFE)
    if attack:
        _attack(screen, python)
    screen.print("\nEverything held: a class can be graded here.")


def _attack(screen: Console, python: str | None) -> None:
    """Let all attacks loose, and show what came of each."""
    from autograder.attack import ATTACKS
    from autograder.attack.arena import Arena

    tried = table("\nattack", "\nafter", "\nheld", "\nwhat its author reads")
    breaches = 0
    with progress_bar("attacking") as progress, Arena(python) as arena:
        for done, each in enumerate(ATTACKS):
            progress(done, len(ATTACKS))
            attempt = arena.attempt(each)
            breaches += bool(attempt.breaches)
            held = f"[bold red]NO: {escape('; '.join(attempt.breaches))}[/bold red]" if attempt.breaches else "yes"
            tried.add_row(escape(each.name), each.family.value, held, escape(printable(attempt.ended)))
    screen.print(tried)
    if breaches:
        error_line(
            f"{breaches} of {len(ATTACKS)} attacks came through: do not grade strangers' code here, and report it"
        )
        raise typer.Exit(UNSAFE)
    screen.print(f"\n{len(ATTACKS)} attacks came to nothing.")


def demo(
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="DIR", help="Folder for the class and its grades.")
    ] = Path("demo"),
    jobs: Annotated[int | None, typer.Option(min=1, help="Submissions at once. Default: the cores.")] = None,
    python: options.Pythons = None,
    unconfined: options.Unconfined = False,
    course: options.Course = None,
) -> None:
    """Make up a class of 60 (right answers, mistakes, a few attacks), grade it, and show what came of it."""
    from autograder.author.demo import make
    from autograder.course.folder import find_course
    from autograder.errors import AutograderError
    from autograder.grade import Options, grade

    found = find_course(course)
    # The folder is emptied next: only one that an earlier demo made may be.
    if output.exists() and any(output.iterdir()) and not (output / MARK).exists():
        raise AutograderError(f"'{output}' holds something else; name another folder with -o")
    shutil.rmtree(output, ignore_errors=True)  # it need not be there
    output.mkdir(parents=True)
    (output / MARK).write_text("", encoding="utf-8")  # first: stopped half way, the folder is still ours to empty
    students = make(found, output / "submissions")
    console().print(
        f"A class of {students}, three files each: {output / 'submissions'}\n", markup=False, soft_wrap=True
    )
    announce(allowed=unconfined)
    graded = output / "graded"
    first, others = (python[0], python[1:]) if python else (None, [])
    how = Options(
        graded,
        jobs or len(os.sched_getaffinity(0)),
        first,
        unconfined=unconfined,
        page=page_maker(),
        gradebook=default_gradebook(graded),
    )
    try:
        with progress_bar("grading") as progress:
            paths = [output / "submissions"]
            report = grade(found, paths, how, progress)
            compared = under_others(others, how, lambda other: grade(found, paths, other, progress))
    except KeyboardInterrupt:
        error_line("stopped")
        raise typer.Exit(130) from None  # as shells say Ctrl-C; there is nothing to go on from, a demo is made anew
    note_gradebook(report, how.gradebook)
    add_report(found, report, graded, compared)
    show(report, graded)
    console().print(f"One record for each file: {graded / 'results'}", markup=False, soft_wrap=True)
    exit_for(report)
