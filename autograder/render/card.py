"""The card below a check cell: what works, what came back and what was expected, in HTML and as plain text."""

from __future__ import annotations

import base64
import html as escaping
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from autograder.explain.wording import below_call, says_both_sides, text
from autograder.feedback import DifferenceLine, Feedback
from autograder.testing import Figure

from .cells import escaped


class Colour(str, Enum):
    """The card's edge; each reads on light and dark pages alike, everything else is inherited."""

    GREEN = "#2e8b57"
    RED = "#cc3b3b"
    GREY = "#808080"


BOX = "border-left: 4px solid {colour}; padding: 0.2em 0 0.2em 0.9em; margin: 0.3em 0; max-width: 60em"
PRE = "font-family: monospace; margin: 0.4em 0; padding: 0; background: none; border: 0; white-space: pre; overflow-x: auto; line-height: 1.25; padding-bottom: 0.2em"
WRAPPED = PRE.replace("white-space: pre;", "white-space: pre-wrap; word-break: normal; overflow-wrap: anywhere;")


@dataclass(frozen=True)
class CardData:
    """What a card shows.

    Attributes:
        summary: where the exercise stands, in a few words.
        checks: the title of each check, and whether it passes; none where there is no function to check.
        feedback: of the first check that does not pass.
        figures: what was drawn and what was expected, of an exercise that is begun and not yet right.
    """

    exercise: str
    summary: str
    colour: Colour
    checks: tuple[tuple[str, bool], ...] = ()
    feedback: Feedback | None = None
    figures: tuple[Figure, Figure] | None = None


def as_html(card: CardData) -> str:
    """The card of an exercise."""
    body = "".join([*_checks(card), *_figures(card)])
    head = f"<b>{escaped(card.exercise)}</b> &nbsp; {escaped(card.summary)}"
    return f'<div style="{BOX.format(colour=card.colour.value)}"><div>{head}</div>{body}</div>'


def as_text(card: CardData) -> str:
    """The same in plain text."""
    lines = [f"{card.exercise}: {card.summary}"]
    feedback = card.feedback
    for title, passed in card.checks:
        lines.append(f"  {_mark(passed)} {title}")
        if not passed and feedback is not None:
            parts = [feedback.call, *(line.text for line in feedback.differences), *_words(feedback)]
            lines += [f"      {part}" for part in parts if part]
            lines += [f"      Hint: {feedback.hint}"] * bool(feedback.hint)
            feedback = None
    return "\n".join(lines)


def refusal(exercise: str, reason: str) -> str:
    """A card that says why nothing was checked."""
    words = f"<b>{escaped(exercise)}</b> &nbsp; not checked: {escaped(reason)}"
    return f'<div style="{BOX.format(colour=Colour.GREY.value)}">{words}</div>'


def _checks(card: CardData) -> Iterator[str]:
    """A line for each check, and the first that fails in full: one thing at a time."""
    feedback = card.feedback
    for title, passed in card.checks:
        colour = Colour.GREEN if passed else Colour.RED
        yield f'<div><span style="color: {colour.value}">{_mark(passed)}</span> {escaped(title)}</div>'
        if not passed and feedback is not None:
            yield f'<div style="margin: 0 0 0.4em 1.4em">{"".join(_in_full(feedback))}</div>'
            feedback = None


def _in_full(feedback: Feedback) -> Iterator[str]:
    if feedback.call:
        yield f'<pre style="{WRAPPED}">{_plain(feedback.call)}</pre>'
    if feedback.differences:
        lines = "\n".join(map(_marked, feedback.differences))
        yield f'<pre style="{PRE}">{lines}</pre>'
    if words := " ".join(filter(None, _words(feedback))):
        yield f"<div>{escaped(words)}</div>"
    if feedback.hint:
        yield f"<div><i>Hint:</i> {escaped(feedback.hint)}</div>"
    if feedback.printed.strip():
        printed = _plain(feedback.printed)
        yield f'<details><summary>what your code printed</summary><pre style="{PRE}">{printed}</pre></details>'


def _words(feedback: Feedback) -> tuple[str, str]:
    """Fact and explanation; the fact only where the lines above do not say all of it."""
    fact = below_call(feedback.fact) if feedback.call else text(feedback.fact)
    return "" if says_both_sides(feedback) else fact, " ".join(map(text, feedback.explanation))


def _figures(card: CardData) -> Iterator[str]:
    """What was drawn beside what was expected."""
    if card.figures is None:
        return
    from .plot import as_png, plots  # Matplotlib takes longer to import than all else here

    yours, expected = card.figures
    data = base64.b64encode(as_png(plots(yours=yours, expected=expected))).decode("ascii")
    yield f'<img alt="your plot beside the expected one" style="max-width: 100%" src="data:image/png;base64,{data}">'


def _mark(passed: bool) -> str:
    return "✓" if passed else "✗"


def _marked(difference: DifferenceLine) -> str:
    line, mark = difference.text, difference.mark
    if not mark:
        return _plain(line)
    start, end = mark
    inner = f'<span style="color: {Colour.RED.value}; font-weight: bold">{_plain(line[start:end])}</span>'
    return _plain(line[:start]) + inner + _plain(line[end:])


def _plain(words: str) -> str:
    """Code and values, in which backticks are letters."""
    return escaping.escape(words, quote=False)
