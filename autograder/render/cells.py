"""An exercise's result as its check cell in a notebook shows it, and as the comment that stands below the answer."""

from __future__ import annotations

from autograder import quick_jsonschema  # noqa: F401 - before what imports jsonschema

# isort: split
import functools
import html
import re
from typing import Any

from nbformat import from_dict

from autograder.result import CheckResult, ExerciseResult, Outcome, points_text

from .figures import as_svg
from .markdown import harmless

CODE = re.compile(r"`([^`\n]+)`")  # a backtick alone is a letter, and none reaches over a line


def outputs(exercise: ExerciseResult, points: float | None = None) -> list[Any]:
    """The outputs of an exercise's check cell: the score, which nbgrader takes as the cell's grade, then the messages.

    Args:
        points: what nbgrader says the cell is worth, if that may differ: it stops at a score above.
    """
    # Not `v4.new_output`, which validates each output by itself and takes longer for it than all the rest.
    most = exercise.max_score if points is None else points
    score = points_text(min(max(exercise.score, 0.0), most))
    shown = {"text/plain": as_text(exercise), "text/html": as_html(exercise)}
    return [
        from_dict(
            {"output_type": "execute_result", "data": {"text/plain": score}, "metadata": {}, "execution_count": None}
        ),
        *(
            from_dict({"output_type": "display_data", "data": data, "metadata": {}})
            for data in (shown, *_figures(exercise))
        ),
    ]


def _figures(exercise: ExerciseResult) -> list[dict[str, str]]:
    figure = as_svg(exercise)
    return [{"text/plain": "<Figure>", "image/svg+xml": figure}] if figure else []


def comment(exercise: ExerciseResult) -> str | None:
    """What is said below the answer: each lost check with its message; None if none was lost.

    nbgrader shows it as it is in formgrader and as Markdown in its feedback, and a value that the student's function returned may
    stand in it.
    """
    # A paragraph each, as Markdown has them.
    words = "\n\n".join(" ".join(part for part in line if part) for line in _lines(exercise))
    # PostgreSQL takes no text with a null character.
    return harmless(words.replace("\0", "\N{REPLACEMENT CHARACTER}")) or None


def as_text(exercise: ExerciseResult) -> str:
    """The messages as plain text."""
    lines = [f"- {' '.join(part for part in line if part)}" for line in _lines(exercise)]
    return "\n".join([_summary(exercise), *lines])


def as_html(exercise: ExerciseResult) -> str:
    """The messages as HTML that holds no markup but ours."""
    items = []
    for title, message, hint in _lines(exercise):
        parts = (
            [f"<b>{escaped(title)}</b>"] * bool(title) + [escaped(message)] + [f"<i>{escaped(hint)}</i>"] * bool(hint)
        )
        items.append(f'<li style="white-space: pre-wrap">{" ".join(parts)}</li>')
    listed = f"<ul>{''.join(items)}</ul>" if items else ""
    return f"<div>{escaped(_summary(exercise))}{listed}</div>"


def _summary(exercise: ExerciseResult) -> str:
    passed = sum(check.outcome is Outcome.PASSED for check in exercise.checks)
    if passed == len(exercise.checks):
        return "All checks passed."
    return f"{passed} of {len(exercise.checks)} checks passed."


def _lines(exercise: ExerciseResult) -> list[tuple[str, str, str]]:
    """(title, message, hint) of each lost check; what is not there is said once, for the checks agree about it."""
    lost = [check for check in exercise.checks if check.outcome is not Outcome.PASSED]
    missing = {check.message: None for check in lost if check.outcome is Outcome.MISSING}
    return [("", message, "") for message in missing] + [
        _line(check) for check in lost if check.outcome is not Outcome.MISSING
    ]


def _line(check: CheckResult) -> tuple[str, str, str]:
    return f"{check.title}:", check.message, f"Hint: {check.hint}" if check.hint else ""


@functools.lru_cache(4096)  # titles and hints stand on every page
def escaped(text: str) -> str:
    """HTML without markup of anybody's, in which `words` between backticks are code."""
    return CODE.sub(r"<code>\1</code>", html.escape(text))  # after escaping, so that the only tags are these
