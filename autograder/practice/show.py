"""`autograder show`: what a student's function does, drawn over what was expected of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import matplotlib.figure
import matplotlib.pyplot as plt

from autograder.course import kit as kits
from autograder.course.kit import Kit, Target
from autograder.errors import AutograderError
from autograder.render.functions import curve, layers, plane
from autograder.render.plot import as_png, plots
from autograder.suite.recorded import Recording
from autograder.suite.sampling import Curve, Layers, Plane, of_plain
from autograder.suite.values import decode
from autograder.testing import Figure

from .session import Children, Conversation, FigureEvent, Losses, ProgressEvent
from .submission import Submission

EMPTY = Figure(())


@dataclass(frozen=True)
class FunctionFigure:
    """A picture, and whether the student's function gave anything to draw."""

    figure: matplotlib.figure.Figure
    has_answer: bool


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
    recorded = Recording.read(target.assignment.suite)
    if recorded is None:
        raise AutograderError(f"{target.assignment.suite} lacks expected.json; unpack the kit once more")
    name, make = target.exercise, plt.figure if window else matplotlib.figure.Figure
    _refuse_undrawable(kit, name, recorded)
    drawn = _ask(kit, target, children, progress)
    wanted = recorded.sample(name)
    if wanted is None:
        yours = EMPTY if drawn.value is None else Figure.of(decode(drawn.value))
        expected = Figure.of(recorded.figure(name))
        return FunctionFigure(plots(make, yours=yours, expected=expected), drawn.value is not None)
    mine, right = of_plain(wanted.kind, decode(drawn.value)), of_plain(wanted.kind, wanted.shown)
    return FunctionFigure(_sample(name, mine, right, make), mine.has_values)


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
    if plt.get_backend().lower() == "agg":
        plt.close("all")
        raise AutograderError("no window can be opened here; write the picture into a file with -o picture.png")
    plt.show()


def _sample(
    name: str,
    mine: Curve | Plane | Layers,
    right: Curve | Plane | Layers,
    make: Callable[..., matplotlib.figure.Figure],
) -> matplotlib.figure.Figure:
    if isinstance(mine, Curve) and isinstance(right, Curve):
        return curve(name, mine, right, make)
    if isinstance(mine, Plane) and isinstance(right, Plane):
        return plane(name, mine, right, make)
    assert isinstance(mine, Layers) and isinstance(right, Layers)
    return layers(name, mine, right, make)


def _ask(kit: Kit, target: Target, children: Children, progress: Callable[[ProgressEvent], None]) -> FigureEvent:
    """What a child says that the function does; one that hangs is replaced, and then there is nothing to draw."""
    submission, losses = Submission.read(target.path, kit.limits), Losses()
    while True:
        child = children.take(kit, target.assignment, draws=True)
        child.go(submission, exercises=[], lost=losses.checks, skip=losses.statements, show=target.exercise)
        for event in Conversation(child, losses, kit.limits).events():
            if isinstance(event, FigureEvent):
                return event
            if isinstance(event, ProgressEvent):
                progress(event)


def _refuse_undrawable(kit: Kit, exercise: str, recorded: Recording) -> None:
    if recorded.sample(exercise) is None and recorded.figure(exercise) is None:
        drawable = [
            name
            for assignment in kit.assignments
            if (found := Recording.read(assignment.suite)) is not None
            for name in kits.names(assignment)
            if found.sample(name) is not None or found.figure(name) is not None
        ]
        raise AutograderError(f"there is no picture of '{exercise}'; there are of {', '.join(drawable)}")
