"""The card below a check cell: what works, what came back and what was expected, in HTML and as plain text."""

from __future__ import annotations

import base64
import html as escaping
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from autograder.explain.wording import below_call, says_both_sides, text
from autograder.feedback import DifferenceLine, Feedback, SourceLine
from autograder.testing import Figure

from .cells import escaped

if TYPE_CHECKING:
    import matplotlib.figure


class Colour(str, Enum):
    """The card's edge; each reads on light and dark pages alike, everything else is inherited."""

    GREEN = "#2e8b57"
    RED = "#cc3b3b"
    GREY = "#808080"


BOX = "border-left: 4px solid {colour}; padding: 0.2em 0 0.2em 0.9em; margin: 0.3em 0; max-width: 60em"
# Said in full: each notebook has a style of its own for `pre`, with boxes, margins and wrapping.
PRE = "font-family: monospace; margin: 0.4em 0; padding: 0; background: none; border: 0; white-space: pre; overflow-x: auto; line-height: 1.25; padding-bottom: 0.2em"
# A call is read as a sentence; values stay below each other, and scroll instead.
WRAPPED = PRE.replace("white-space: pre;", "white-space: pre-wrap; word-break: normal; overflow-wrap: anywhere;")


@dataclass(frozen=True)
class CardData:
    """What a card shows.

    Attributes:
        summary: where the exercise stands, in a few words.
        cell: where its function was run, "cell [5]"; "" where that is not known.
        note: what its author should know of the whole.
        checks: the title of each check, and whether it passes; none where there is no function to check.
        feedback: of the first check that does not pass.
        line: the line that keeps the function from being there.
        figures: what was drawn, by name, as far as there is something to look at.
    """

    exercise: str
    summary: str
    colour: Colour
    cell: str = ""
    note: str = ""
    checks: tuple[tuple[str, bool], ...] = ()
    feedback: Feedback | None = None
    line: SourceLine | None = None
    figures: Mapping[str, Figure] = field(default_factory=dict)


@dataclass(frozen=True)
class OverviewData:
    """A chapter at a glance: the mark, colour, name and state of each exercise, and the points; then the card of one of them."""

    points: str
    colour: Colour
    exercises: tuple[tuple[str, Colour, str, str], ...]
    next: CardData | None = None


def as_html(card: CardData) -> str:
    """The card of an exercise."""
    note = f"<div>{escaped(card.note)}</div>" if card.note else ""
    cell = f' &nbsp; <span style="opacity: 0.7">{escaped(card.cell)}</span>' if card.cell else ""
    body = "".join([note, *_quoted(card.line), *_checks(card), *_figures(card)])
    return _box(card.colour, f"<b>{escaped(card.exercise)}</b> &nbsp; {escaped(card.summary)}{cell}", body)


def as_text(card: CardData) -> str:
    """The same in plain text."""
    lines = [f"{card.exercise}: {card.summary}", *([f"  {card.note}"] if card.note else [])]
    feedback = card.feedback
    for title, passed in card.checks:
        lines.append(f"  {_mark(passed)} {title}")
        if not passed and feedback is not None:
            parts = [
                feedback.call,
                *(line.text for line in feedback.differences),
                *_words(feedback),
                _source(feedback.line),
            ]
            lines += [f"      {part}" for part in parts if part]
            lines += [f"      Hint: {feedback.hint}"] * bool(feedback.hint)
            feedback = None
    lines += [f"      {source}"] if (source := _source(card.line)) else []
    return "\n".join(lines)


def overview_as_html(overview: OverviewData) -> str:
    """A chapter at a glance, above the card of the exercise to work on."""
    lines = (
        # Of one width, or the names would not stand below each other: the marks are not equally wide.
        f'<div><span style="color: {colour.value}; display: inline-block; width: 1em">{mark}</span> {escaped(name)} &nbsp; '
        f'<span style="opacity: 0.7">{escaped(state)}</span></div>'
        for mark, colour, name, state in overview.exercises
    )
    below = as_html(overview.next) if overview.next is not None else ""
    return _box(overview.colour, f"<b>{escaped(overview.points)}</b>", "".join(lines)) + below


def overview_as_text(overview: OverviewData) -> str:
    """The same in plain text."""
    lines = [overview.points, *(f"  {mark} {name}  {state}" for mark, _, name, state in overview.exercises)]
    return "\n".join([*lines, *([as_text(overview.next)] if overview.next is not None else [])])


def hints_as_html(exercise: str, hints: Sequence[str], count: int) -> str:
    """The hints asked for so far, the new one last and in bold."""
    last = len(hints) - 1
    items = (f"<li>{f'<b>{escaped(hint)}</b>' if n == last else escaped(hint)}</li>" for n, hint in enumerate(hints))
    return _box(
        Colour.GREY, f"<b>{escaped(exercise)}</b> &nbsp; hint {len(hints)} of {count}", f"<ol>{''.join(items)}</ol>"
    )


def picture_as_html(alt: str, figure: matplotlib.figure.Figure, note: str = "") -> str:
    """A picture with what there is to say of it."""
    return _image(alt, figure) + (f"<div>{escaped(note)}</div>" if note else "")


def refusal(exercise: str, reason: str) -> str:
    """A card that says why there is nothing to show."""
    name = f"<b>{escaped(exercise)}</b> &nbsp; " if exercise else ""
    return _box(Colour.GREY, f"{name}{escaped(reason)}", "")


def _box(colour: Colour, head: str, body: str) -> str:
    return f'<div style="{BOX.format(colour=colour.value)}"><div>{head}</div>{body}</div>'


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
    """Why first, then the call with what came back and what was expected."""
    if words := " ".join(filter(None, _words(feedback))):
        yield f"<div>{escaped(words)}</div>"
    yield from _quoted(feedback.line)
    if feedback.hint:
        yield f"<div><i>Hint:</i> {escaped(feedback.hint)}</div>"
    if feedback.call:
        yield f'<pre style="{WRAPPED}">{_plain(feedback.call)}</pre>'
    if feedback.differences:
        lines = "\n".join(map(_marked, feedback.differences))
        yield f'<pre style="{PRE}">{lines}</pre>'
    if feedback.printed.strip():
        printed = _plain(feedback.printed)
        yield f'<details><summary>what your code printed</summary><pre style="{PRE}">{printed}</pre></details>'


def _words(feedback: Feedback) -> tuple[str, str]:
    """Fact and explanation; the fact only where the lines above do not say all of it."""
    fact = below_call(feedback.fact) if feedback.call else text(feedback.fact)
    return "" if says_both_sides(feedback) else fact, " ".join(map(text, feedback.explanation))


def _quoted(line: SourceLine | None) -> Iterator[str]:
    if source := _source(line):
        yield f'<pre style="{PRE}">{_plain(source)}</pre>'


def _source(line: SourceLine | None) -> str:
    """A line of the student's with its place; "" where it is not known."""
    return f"{line.place} | {line.text}" if line is not None and line.text else ""


def _figures(card: CardData) -> Iterator[str]:
    """What was drawn, beside what was expected where that is not the same."""
    if card.figures:
        from .plot import plots  # Matplotlib takes longer to import than all else here

        alt = "your plot beside the expected one" if len(card.figures) > 1 else "your plot"
        yield _image(alt, plots(**card.figures))


def _image(alt: str, figure: matplotlib.figure.Figure) -> str:
    from .plot import as_png

    data = base64.b64encode(as_png(figure)).decode("ascii")
    return f'<img alt="{escaped(alt)}" style="max-width: 100%" src="data:image/png;base64,{data}">'


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
