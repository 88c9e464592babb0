"""The picture of what an exercise's function does, from plain data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import matplotlib.figure

from autograder.render.functions import draw
from autograder.render.plot import plots
from autograder.suite.recorded import Recording
from autograder.suite.sampling import of_plain
from autograder.suite.values import decode
from autograder.testing import Figure

EMPTY = Figure(())


@dataclass(frozen=True)
class FunctionFigure:
    """A picture, what it says in a line, and whether the student's function gave anything to draw."""

    figure: matplotlib.figure.Figure
    title: str
    has_answer: bool


def picture(
    recorded: Recording,
    name: str,
    sample: Mapping[str, Any],
    make: Callable[..., matplotlib.figure.Figure] = matplotlib.figure.Figure,
) -> FunctionFigure:
    """What `practice.sample` found of the function `name`, over what was expected; `make` makes the page."""
    wanted, value = recorded.sample(name), decode(sample["value"])
    if wanted is not None:
        yours, expected = of_plain(wanted.kind, value), of_plain(wanted.kind, wanted.shown)
        figure = draw(name, yours, expected, make)
        return FunctionFigure(figure, figure.axes[0].get_title(), yours.has_values)
    title = f"{name}: nothing was drawn"
    if value is not None:
        passed, count = sample["passed"], sample["checks"]
        title = f"{name}: {'as expected' if passed == count else f'{passed} of {count} visible checks pass'}"
    yours_drawn = EMPTY if value is None else Figure.of(value)
    figures = {"yours": yours_drawn, "expected": Figure.of(recorded.figure(name))}
    return FunctionFigure(plots(title, make, **figures), title, value is not None)
