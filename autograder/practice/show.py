"""`autograder show`: what a student's function does, drawn over what was expected of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import matplotlib.figure
import matplotlib.pyplot as plt

from autograder.course import kit as kits
from autograder.course.kit import Kit, Target
from autograder.errors import AutograderError
from autograder.render.plot import as_png
from autograder.suite.recorded import Recording

from .picture import FunctionFigure, picture
from .session import Children, Conversation, FigureEvent, Losses, ProgressEvent
from .submission import Submission


def show(
    kit: Kit,
    target: Target,
    children: Children,
    progress: Callable[[ProgressEvent], None] = lambda running: None,
    *,
    window: bool = False,
) -> FunctionFigure:
    """Draw the exercise of `target`.

    Args:
        progress: called while something of the student's runs.
        window: have pyplot make the figure, so that `open_window` can show it.
    Raises:
        AutograderError: the exercise cannot be drawn, or the file is no notebook.
    """
    if not target.exercise:
        raise AutograderError(f"which function of {target.path.name}? 'autograder show EXERCISE {target.path.name}'")
    recorded = Recording.of_kit(target.assignment.suite)
    kits.require_drawable(kit, target.exercise)
    drawn = _ask(kit, target, children, progress)
    # pyplot only for a window: it chooses a backend, which may not find a screen.
    return picture(recorded, target.exercise, drawn.sample, plt.figure if window else matplotlib.figure.Figure)


def write(figure: matplotlib.figure.Figure, path: Path) -> None:
    """Put the picture into a PNG file."""
    try:
        path.write_bytes(as_png(figure))
    except OSError as error:
        raise AutograderError(f"cannot write '{path}': {error.strerror}; name another file with -o") from None


def open_window() -> None:
    """Show the pictures that pyplot has made, until their windows are closed.

    Raises:
        AutograderError: there is no screen, or nothing that draws on it.
    """
    if plt.get_backend().lower() == "agg":  # what Matplotlib falls back to without a screen
        plt.close("all")
        raise AutograderError("no window can be opened here; write the picture into a file with -o picture.png")
    plt.show()


def _ask(kit: Kit, target: Target, children: Children, progress: Callable[[ProgressEvent], None]) -> FigureEvent:
    """What a child says that the function does; one that hangs is replaced, and then there is nothing to draw."""
    exercises = [exercise.name for exercise in target.assignment.exercises]
    submission, losses = Submission.read(target.path, kit.limits, exercises), Losses()
    while True:
        child = children.take(kit, target.assignment, draws=True)
        child.go(submission, exercises=[], lost=losses.checks, skip=losses.statements, show=target.exercise)
        for event in Conversation(child, losses, kit.limits).events():
            if isinstance(event, FigureEvent):
                return event
            if isinstance(event, ProgressEvent):
                progress(event)
