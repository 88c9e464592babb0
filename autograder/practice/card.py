"""The card below a check cell: what works, what came back and what was expected, in HTML and as plain text."""

from __future__ import annotations

import base64
import html as escaping
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from autograder.practice.progress import State
from autograder.practice.told import Mark, Told
from autograder.result import CheckResult, Outcome

if TYPE_CHECKING:
    from autograder.practice.notebook import Seen

GREEN, RED, GREY = "#2e8b57", "#cc3b3b", "#808080"
COLOURS = {
    State.DONE: GREEN,
    State.UNDEFINED: RED,
    State.FAILING: RED,
    State.WAITING: GREY,
    State.UNTOUCHED: GREY,
}
NO_ANSWER = (State.UNDEFINED, State.UNTOUCHED)
# Colours that read on light and dark pages alike; everything else is inherited.
BOX = "border-left: 4px solid {colour}; padding: 0.2em 0 0.2em 0.9em; margin: 0.3em 0; max-width: 60em"
PRE = "font-family: monospace; margin: 0.4em 0; padding: 0; background: none; border: 0; white-space: pre; overflow-x: auto; line-height: 1.25; padding-bottom: 0.2em"
WRAPPED = PRE.replace("white-space: pre;", "white-space: pre-wrap; word-break: normal; overflow-wrap: anywhere;")
CODE = re.compile(r"`([^`\n]+)`")


def html(seen: Seen) -> str:
    """The card of an exercise."""
    colour = COLOURS[seen.standing.state]
    body = "".join([*_checks(seen), *_pictures(seen)])
    head = f"<b>{_escaped(seen.standing.exercise.name)}</b> &nbsp; {_words(_summary(seen))}"
    return f'<div style="{BOX.format(colour=colour)}"><div>{head}</div>{body}</div>'


def text(seen: Seen) -> str:
    """The same in plain text."""
    lines = [f"{seen.standing.exercise.name}: {_summary(seen)}"]
    is_first = True
    for check in seen.standing.result.checks if seen.standing.state not in NO_ANSWER else ():
        lines.append(f"  {_mark(check)} {check.title}")
        if check.outcome is not Outcome.PASSED and is_first:
            is_first, told = False, _told(seen, check)
            parts = [told.call, *(line for line, _ in told.comparison), told.fact, told.reason]
            lines += [f"      {part}" for part in parts if part] + [f"      Hint: {told.hint}"] * bool(told.hint)
    return "\n".join(lines)


def refusal(exercise: str, reason: str) -> str:
    """A card that says why nothing was checked."""
    words = f"<b>{_escaped(exercise)}</b> &nbsp; not checked: {_words(reason)}"
    return f'<div style="{BOX.format(colour=GREY)}">{words}</div>'


def _summary(seen: Seen) -> str:
    standing = seen.standing
    if standing.state is State.UNTOUCHED and "is not defined" not in standing.result.checks[0].message:
        return "not started: the line `raise NotImplementedError()` still stands where your answer belongs"
    if standing.state in NO_ANSWER:
        return standing.result.checks[0].message
    if standing.state is State.DONE:
        return "all visible checks pass"
    waits = f"; it uses {standing.waiting}" * bool(standing.waits_for)
    return f"{standing.passed} of {len(standing.result.checks)} visible checks pass{waits}"


def _checks(seen: Seen) -> Iterator[str]:
    """A line for each check, and the first that fails in full: one thing at a time."""
    if seen.standing.state in NO_ANSWER:
        return
    is_first = True
    for check in seen.standing.result.checks:
        passed = check.outcome is Outcome.PASSED
        colour = GREEN if passed else RED
        yield f'<div><span style="color: {colour}">{_mark(check)}</span> {_escaped(check.title)}</div>'
        if not passed and is_first:
            yield f'<div style="margin: 0 0 0.4em 1.4em">{"".join(_in_full(_told(seen, check)))}</div>'
            is_first = False


def _told(seen: Seen, check: CheckResult) -> Told:
    told = seen.told[check.name]
    return told.until_then if seen.standing.state is State.WAITING else told


def _in_full(told: Told) -> Iterator[str]:
    if told.call:
        yield f'<pre style="{WRAPPED}">{_escaped(told.call)}</pre>'
    if told.comparison:
        lines = "\n".join(_marked(line, mark) for line, mark in told.comparison)
        yield f'<pre style="{PRE}">{lines}</pre>'
    if told.fact or told.reason:
        yield f"<div>{_words(' '.join(filter(None, [told.fact, told.reason])))}</div>"
    if told.hint:
        yield f"<div><i>Hint:</i> {_words(told.hint)}</div>"
    if told.printed.strip():
        yield f'<details><summary>what your code printed</summary><pre style="{PRE}">{_escaped(told.printed)}</pre></details>'


def _pictures(seen: Seen) -> Iterator[str]:
    """What was drawn beside what was expected, of an exercise that is begun and not yet right."""
    if seen.expected is None or seen.drawn is None or seen.standing.state is State.DONE:
        return
    from autograder.render.plot import as_png, plots

    data = base64.b64encode(as_png(plots(yours=seen.drawn, expected=seen.expected))).decode("ascii")
    yield f'<img alt="your plot beside the expected one" style="max-width: 100%" src="data:image/png;base64,{data}">'


def _mark(check: CheckResult) -> str:
    return "✓" if check.outcome is Outcome.PASSED else "✗"


def _marked(line: str, mark: Mark) -> str:
    if not mark:
        return _escaped(line)
    start, end = mark
    inner = f'<span style="color: {RED}; font-weight: bold">{_escaped(line[start:end])}</span>'
    return _escaped(line[:start]) + inner + _escaped(line[end:])


def _escaped(words: str) -> str:
    return escaping.escape(words, quote=False)


def _words(words: str) -> str:
    """Escaped text in which what stands in backticks is code."""
    return CODE.sub(r"<code>\1</code>", _escaped(words))
