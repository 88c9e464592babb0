"""`autograder check`, `autograder watch`, `autograder hint` and `autograder show`."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .console import console, printable

if TYPE_CHECKING:
    from autograder.course.kit import Kit, Target
    from autograder.practice.process import Child
    from autograder.practice.screen import Screen

FAILED = 1  # exit code; 2 is for what keeps a check from being run
MARGINS, LEAST_WIDTH = 6, 40  # of a line; `explain.differences` needs 40

File = Annotated[str | None, typer.Argument(metavar="[FILE]", help="Your file. Default: the one that you saved last.")]


def add_to(app: typer.Typer) -> None:
    """Register the student's commands."""
    for command in COMMANDS:
        app.command()(command)


def check(
    context: typer.Context,
    file: File = None,
    exercise: Annotated[str | None, typer.Argument(metavar="[EXERCISE]", help="Only this one.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Show every failing check in full.")] = False,
    listed: Annotated[bool, typer.Option("--list", help="List all exercises and their points.")] = False,
) -> None:
    """Check your answers: what works, what to do next, and why.

    A single word may be a file or an exercise. Exit code 0: all checks pass, 1: some do not.
    """
    from autograder.course import kit as kits

    kit = kits.find(Path.cwd(), *([Path(file).parent] if file else []))
    if listed:
        return show_list(kit)
    screen = _run(kit, kits.target(kit, file, exercise), context.obj, everything=everything)
    if not screen.is_done:
        raise typer.Exit(FAILED)


def watch(context: typer.Context, file: File = None) -> None:
    """Check at every save: keys h for a hint, n for the next exercise, q to quit."""
    from autograder.course import kit as kits
    from autograder.practice.keys import keys
    from autograder.practice.screen import Screen
    from autograder.practice.session import Children
    from autograder.practice.watch import Watch

    from .display import display

    kit = kits.find(Path.cwd(), *([Path(file).parent] if file else []))
    target = kits.target(kit, file, None)
    children = Children(context.obj)
    try:
        with keys() as pressed, display() as shown:
            new = partial(Screen, encoding=sys.stdout.encoding, kit=kit, watching=True)
            # Without a file's name all of the kit are watched: students go on to the next chapter.
            Watch(kit, target, children, shown, pressed, new, file=target.path if file else None, width=_width()).run()
    finally:
        children.close()


def hint(
    exercise: Annotated[str, typer.Argument(metavar="EXERCISE", help="The exercise that you are stuck on.")],
    again: Annotated[bool, typer.Option("--again", help="Begin with the first hint once more.")] = False,
) -> None:
    """The next hint of an exercise, one more each time; never the answer."""
    from rich.text import Text

    from autograder.course import kit as kits
    from autograder.practice import hints
    from autograder.practice.screen import Indent

    kit = kits.find()
    page = hints.next_ones(kit, kits.asked(kit, exercise).name, exercise, again=again)
    for number, text in enumerate(page.hints, 1):
        style = "bold" if number == len(page.hints) else "dim"
        mark = Text(f"{number} of {page.count}  ", style)
        console().print(Indent(mark.cell_len, Text(text, style), mark=mark))
    is_last = len(page.hints) == page.count
    console().print("That was the last one." if is_last else "The same command again gives one more.", style="dim")


def show(
    context: typer.Context,
    exercise: Annotated[str, typer.Argument(metavar="EXERCISE", help="The function to look at.")],
    file: File = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="PNG", help="Write a picture instead of opening a window.")
    ] = None,
) -> None:
    """Draw what your function does over what was expected of it."""
    from autograder.course import kit as kits
    from autograder.practice.session import Children
    from autograder.practice.watch import busy

    kit = kits.find(Path.cwd(), *([Path(file).parent] if file else []))
    target = kits.target(kit, file or exercise, exercise if file else None)
    children = Children(context.obj)
    try:
        with console().status("") as status:
            from autograder.practice import show as shows  # while the status turns: Matplotlib takes its time

            shown = shows.show(
                kit, target, children, lambda running: status.update(busy(running)), window=output is None
            )
    finally:
        children.close()
    if not shown.has_answer:  # the picture is made all the same: it shows what was expected
        command = f"autograder check {exercise}"
        console().print(f"{exercise} gave nothing that can be drawn; '{command}' says why.", markup=False)
    if output is None:
        shows.open_window()
    else:
        shows.write(shown.figure, output)
        console().print(f"{printable(target.path.name)}, {exercise}: {output}", markup=False, soft_wrap=True)


def _width() -> int:
    """What the margins leave of a line."""
    return max(console().width - MARGINS, LEAST_WIDTH)


def show_list(kit: Kit) -> None:
    """All exercises of a kit."""
    for assignment in kit.assignments:
        console().print(f"[bold]{assignment.name}[/bold]  {assignment.title}\n")
        width = max(len(exercise.name) for exercise in assignment.exercises)
        for exercise in assignment.exercises:
            points = f"{exercise.points} point{'s' * (exercise.points != 1)}"
            console().print(f"  {exercise.name:{width}}  {points}", markup=False)
        console().print()


def _run(kit: Kit, target: Target, spare: Child | None, *, everything: bool) -> Screen:
    from autograder.practice.screen import Screen
    from autograder.practice.session import Children, LoadEvent, ResultEvent, run
    from autograder.practice.submission import Submission
    from autograder.practice.watch import busy

    exercises = [exercise.name for exercise in target.assignment.exercises]
    submission = Submission.read(target.path, kit.limits, exercises)
    # The encoding decides between "✓" and "+".
    screen = Screen(target, submission, sys.stdout.encoding, everything=everything, kit=kit)
    children = Children(spare)
    try:
        with console().status("") as status:
            for event in run(kit, target.assignment, target.exercises, screen.submission, children, width=_width()):
                if isinstance(event, LoadEvent):
                    screen.loaded = event
                elif isinstance(event, ResultEvent):
                    screen.checked[event.result.name] = event
                else:
                    status.update(busy(event))
    finally:
        children.close()
    console().print(screen)
    return screen


COMMANDS = (check, watch, hint, show)
