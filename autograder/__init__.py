"""Exercises for the first chapters of *Deep Learning from Scratch* that grade themselves."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from autograder.practice.notebook import Score, Shown

__version__ = "0.1.0"
__all__ = ["check", "hint", "show"]


def check(exercise: str | Callable[..., Any] = "") -> Score:
    """Check one exercise of the kit here, in a notebook: `check("softmax")` or `check(softmax)` below the function.

    Runs the visible checks on the function as it stands in the notebook now; nothing needs to be saved.

    Args:
        exercise: its name, which is also its function's name, or the function; without it, the whole chapter.
    Returns:
        Its points times the visible checks that pass, divided by the visible checks: a number, which a notebook shows as a card.
    """
    from autograder.practice import notebook

    __tracebackhide__ = True  # of an interrupt a notebook shows the student's lines only
    score = notebook.score(exercise, notebook.namespace(sys._getframe(1).f_globals))
    if not notebook.shows_cards():
        print(score.text)
    elif notebook.is_validating() and not score.is_full:
        print(score.text, file=sys.stderr)  # the only words that nbgrader's Validate button shows beside its own
    return score


def hint(exercise: str | Callable[..., Any]) -> Shown:
    """The next hint of an exercise, in a notebook: one more each time, never the answer."""
    from autograder.practice import notebook

    return notebook.announced(notebook.hint(exercise, notebook.namespace(sys._getframe(1).f_globals)))


def show(exercise: str | Callable[..., Any]) -> Shown:
    """Draw in a notebook what an exercise's function does over what was expected of it."""
    from autograder.practice import notebook

    return notebook.announced(notebook.show(exercise, notebook.namespace(sys._getframe(1).f_globals)))
