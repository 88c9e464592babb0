"""What a student sees in the terminal: progress by exercise, and the one to work on next in full."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from autograder.result import CheckResult, Outcome

from .kit import Target
from .run import Checked, Loaded
from .standing import Standing, State, following, standings
from .submission import Submission

STYLES = {State.DONE: "green", State.FAILING: "red", State.WAITING: "yellow", State.UNTOUCHED: "dim"}
MARKS = {State.DONE: "✓", State.FAILING: "✗", State.WAITING: "…", State.UNTOUCHED: "·"}
PLAIN_MARKS = {State.DONE: "+", State.FAILING: "x", State.WAITING: "~", State.UNTOUCHED: "-"}
PRINTED_LINES = 8
LINE = re.compile(r"\bline (\d+)\b")


@dataclass
class Screen:
    """What is known of one check of a file so far.

    Attributes:
        everything: show every failing check in full, not only the first of the exercise to work on.
        passed_over: how many exercises that need work were put off with "next".
        hints: hints that were asked for, by exercise.
    """

    target: Target
    submission: Submission
    encoding: str = "utf-8"
    everything: bool = False
    passed_over: int = 0
    loaded: Loaded | None = None
    checked: dict[str, Checked] = field(default_factory=dict)
    hints: dict[str, Sequence[str]] = field(default_factory=dict)

    @property
    def standings(self) -> list[Standing]:
        """The exercises asked for that have been checked."""
        found = standings(self.target.assignment.exercises, {name: one.result for name, one in self.checked.items()})
        return [one for one in found if self.target.exercise in ("", one.exercise.name)]

    @property
    def following(self) -> Standing | None:
        """The exercise to work on."""
        return following(self.standings, self.passed_over)

    @property
    def is_done(self) -> bool:
        """Whether all that was asked for passes."""
        return all(one.state is State.DONE for one in self.standings)

    def __rich__(self) -> RenderableType:
        return Group(*self.parts())

    def parts(self) -> Iterator[RenderableType]:
        """The screen from top to bottom."""
        yield from self._heading()
        found, work = self.standings, self.following
        if all(one.state is State.UNTOUCHED for one in found) and not self.target.exercise:
            yield from self._welcome(found)
            return
        width = max((len(one.exercise.name) for one in found), default=0)
        for one in found:
            yield self._line(one, width)
            in_full = one.state is not State.DONE if self.everything else one is work
            if in_full:
                yield Padding(Group(*self._full(one)), (1, 2, 1, 4))
        yield Text("")
        yield from self._closing(found)

    def _heading(self) -> Iterator[RenderableType]:
        name = self.target.path.name
        about = f"  {self.target.assignment.title}"
        yield Text.assemble((name, "bold"), (about, "dim"))
        if self.target.other is not None:
            yield Text(f"The file saved last; {self.target.other.name} was saved before it.", "dim")
        for warning in self.loaded.warnings if self.loaded else ():
            yield Text.assemble(("Note: ", "yellow"), warning)
        yield Text("")

    def _welcome(self, found: list[Standing]) -> Iterator[RenderableType]:
        first = found[0].exercise.name
        place = self._place(first)
        yield Text(f"{len(found)} exercises, none of them started yet. Here is how to begin:")
        yield Text("")
        steps = (
            f"Open {self.target.path.name} and go to `{first}`{place}.",
            "Replace the two lines `# YOUR CODE HERE` and `raise NotImplementedError()` with your answer.",
            "Save the file, and run `autograder check` again.",
        )
        for number, step in enumerate(steps, 1):
            yield Padding(_code(f"{number}. {step}"), (0, 0, 0, 2))

    def _line(self, one: Standing, width: int) -> Text:
        state = one.state
        words = {
            State.DONE: _points(one.result.max_score),
            State.FAILING: f"{one.passed} of {_checks(len(one.result.checks))}",
            State.WAITING: f"waiting for {' and '.join(one.waits_for)}",
            State.UNTOUCHED: "not started",
        }
        name = (f"{one.exercise.name:{width}}", "bold" if one is self.following else "")
        return Text.assemble((f"  {self._mark(state)} ", STYLES[state]), name, (f"  {words[state]}", "dim"))

    def _mark(self, state: State) -> str:
        try:
            MARKS[state].encode(self.encoding)
        except UnicodeEncodeError:
            return PLAIN_MARKS[state]
        return MARKS[state]

    # --- one exercise in full ---------------------------------------------------------------------------------------

    def _full(self, one: Standing) -> Iterator[RenderableType]:
        if one.state is State.UNTOUCHED:
            yield from self._untouched(one)
        else:
            failed = [check for check in one.result.checks if check.outcome is not Outcome.PASSED]
            for number, check in enumerate(failed):
                if number and not self.everything:
                    break
                yield from [Text("")] * bool(number)
                yield from self._check(check, one.exercise.name)
            if len(failed) > 1 and not self.everything:
                yield Text(f"and {_checks(len(failed) - 1)} more; 'autograder check --all' shows everything", "dim")
        for number, hint in enumerate(self.hints.get(one.exercise.name, ()), 1):
            yield Text("")
            yield Text.assemble((f"Hint {number}: ", "cyan"), _code(hint))

    def _untouched(self, one: Standing) -> Iterator[RenderableType]:
        message = one.result.checks[0].message
        started = "is not defined" in message
        yield _code(message if started else f"Not started: it waits for you{self._place(one.exercise.name)}.")

    def _check(self, check: CheckResult, exercise: str) -> Iterator[RenderableType]:
        yield Text(check.title, "bold")
        yield Text("")
        call, rest = _parted(check)
        if call:
            yield Padding(Text(call, "cyan"), (0, 0, 0, 2))
            yield Text("")
        yield _code(rest)
        yield from self._source(rest)
        if check.hint and not check.misconception:
            yield Text.assemble(("Hint: ", "cyan"), _code(check.hint))
        yield from self._printed(self.checked[exercise].printed.get(check.name, ""))

    def _source(self, words: str) -> Iterator[RenderableType]:
        """The line of the student's file that a message names."""
        found = LINE.search(words)
        source = self.submission.line(int(found[1])) if found else ""
        if source and found:
            yield Padding(Text.assemble((f"{found[1]} | ", "dim"), source), (1, 0, 1, 2))

    @staticmethod
    def _printed(text: str) -> Iterator[RenderableType]:
        lines = text.rstrip().splitlines()
        if lines:
            yield Text("Your code printed:", "dim")
            shown = lines[:PRINTED_LINES] + ["…"] * (len(lines) > PRINTED_LINES)
            yield Padding(Text("\n".join(map(_printable, shown))), (0, 0, 0, 2))

    def _place(self, exercise: str) -> str:
        first, _ = self.loaded.functions.get(exercise, (0, 0)) if self.loaded else (0, 0)
        return f" in line {first}" if first and self.submission.line(first) else ""

    def _closing(self, found: list[Standing]) -> Iterator[RenderableType]:
        score, most = sum(one.result.score for one in found), sum(one.result.max_score for one in found)
        yield Text.assemble(
            (f"{score:g} of {most:g} points", "bold green" if self.is_done else "bold"), " from the checks you can see."
        )
        yield Text("Your grade also counts checks that you cannot see, so it may be lower.", "dim")


def _parted(check: CheckResult) -> tuple[str, str]:
    """(the call as Python, the rest of the message)."""
    call = (check.detail or {}).get("call", "")
    quoted = f"`{call}`"
    if call and check.message.startswith(quoted):
        rest = check.message[len(quoted) :].lstrip(": ")
        return call, rest[:1].upper() + rest[1:]
    return "", check.message


def _code(words: str) -> Text:
    """Text in which what stands between backticks is set apart."""
    parts = words.split("`")
    if len(parts) % 2 == 0:
        return Text(words)
    return Text.assemble(*((part, "cyan" if number % 2 else "") for number, part in enumerate(parts)))


def _printable(line: str) -> str:
    return "".join(c if c.isprintable() else " " if c.isspace() else "\ufffd" for c in line)


def _points(points: float) -> str:
    return f"{points:g} point{'s' * (points != 1)}"


def _checks(number: int) -> str:
    return f"{number} check{'s' * (number != 1)}"
