"""What a student sees in the terminal: progress by exercise, and the one to work on next in full."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rich.console import Console, ConsoleOptions, Group, RenderableType
from rich.text import Text

from autograder.course.kit import STUB, Kit, Target
from autograder.explain.wording import below_call, says_both_sides, text
from autograder.feedback import Cause, DifferenceLine, Feedback
from autograder.result import CheckResult, Outcome, points_text
from autograder.text import one_line

from .hints import hints_of
from .progress import Standing, State, following, listed, shown, standings
from .session import LoadEvent, ResultEvent
from .submission import Submission

STYLES = {
    State.DONE: "green",
    State.UNDEFINED: "red",
    State.FAILING: "red",
    State.WAITING: "yellow",
    State.UNTOUCHED: "dim",
}
MARKS = {State.DONE: "✓", State.UNDEFINED: "✗", State.FAILING: "✗", State.WAITING: "…", State.UNTOUCHED: "·"}
PLAIN_MARKS = {State.DONE: "+", State.UNDEFINED: "x", State.FAILING: "x", State.WAITING: "~", State.UNTOUCHED: "-"}
PRINTED_LINES = 8  # the rest would push what the check says out of the window
PLACE = "# YOUR CODE HERE"


@dataclass
class Screen:
    """What is known of one check of a file so far.

    Attributes:
        everything: show every failing check in full, not only the first of the exercise to work on.
        compact: put the exercises that are not shown in full on a line for each state.
        kit: what the target is part of, where ways on are to be shown.
        watching: whether the next save is checked by itself.
        focus: the exercise that was edited last.
        put_off: exercises that were left for later with "next".
        hints: hints that were asked for, by exercise.
    """

    target: Target
    submission: Submission
    encoding: str = "utf-8"
    everything: bool = False
    compact: bool = False
    kit: Kit | None = None
    watching: bool = False
    focus: str = ""
    put_off: Collection[str] = ()
    loaded: LoadEvent | None = None
    checked: dict[str, ResultEvent] = field(default_factory=dict)
    hints: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def standings(self) -> list[Standing]:
        """The exercises asked for that have been checked."""
        results = {name: event.result for name, event in self.checked.items()}
        found = standings(self.target.assignment.exercises, results, self.loaded.mentions if self.loaded else {})
        return [standing for standing in found if self.target.exercise in ("", standing.exercise.name)]

    @property
    def following(self) -> Standing | None:
        """The exercise to work on."""
        edited = [standing for standing in self.standings if standing.exercise.name == self.focus]
        if edited and edited[0].state in (State.UNDEFINED, State.FAILING) and self.focus not in self.put_off:
            return edited[0]
        return following(self.standings, self.put_off)

    @property
    def is_complete(self) -> bool:
        """Whether everything asked for has been checked."""
        return all(name in self.checked for name in self.target.exercises)

    @property
    def is_done(self) -> bool:
        """Whether all that was asked for passes."""
        return all(standing.state is State.DONE for standing in self.standings)

    def __rich__(self) -> RenderableType:
        return Group(*self.parts())

    def parts(self) -> Iterator[RenderableType]:
        """The screen from top to bottom."""
        yield from self._heading()
        found, work = self.standings, self.following
        if not self.is_complete:
            yield from self._lines(found, None)
            return
        if all(standing.state is State.UNTOUCHED for standing in found) and not self.target.exercise:
            yield from self._welcome(found)
            return
        yield from self._compact(found, work) if self.compact else self._lines(found, work)
        yield from self._closing(found)

    def _lines(self, found: list[Standing], work: Standing | None) -> Iterator[RenderableType]:
        width = max((len(standing.exercise.name) for standing in found), default=0)
        in_full = False
        for standing in found:
            yield self._line(standing, width)
            begun = standing.state in (State.UNDEFINED, State.FAILING, State.WAITING)
            in_full = standing == work or (self.everything and begun)
            if in_full:
                yield Indent(4, Text(""), *self._full(standing))
                yield Text("")
        if not in_full:
            yield Text("")

    def _compact(self, found: list[Standing], work: Standing | None) -> Iterator[RenderableType]:
        for state in State:
            names = [standing.exercise.name for standing in found if standing.state is state and standing != work]
            if names:
                mark = Text(f"  {self._mark(state)} ", STYLES[state])
                yield Indent(4, Text(", ".join(names), "dim"), mark=mark)
        yield Text("")
        if work is not None:
            yield self._line(work, len(work.exercise.name))
            yield Indent(4, Text(""), *self._full(work))
            yield Text("")

    def _heading(self) -> Iterator[RenderableType]:
        name = one_line(self.target.path.name)
        about = f"  {self.target.assignment.title}"
        yield Text.assemble((name, "bold"), (about, "dim"))
        if self.target.other is not None:
            yield Text(f"The file saved last; {one_line(self.target.other.name)} was saved before it.", "dim")
        work = self.following if self.is_complete else None
        shown = _unreadable_line(work)
        for warning in self.loaded.warnings if self.loaded else ():
            if not warning.line or warning.line != shown:
                yield Indent(0, Text.assemble(("Note: ", "yellow"), _code(text(warning.statement))))
        yield Text("")

    def _welcome(self, found: list[Standing]) -> Iterator[RenderableType]:
        first = found[0].exercise.name
        place = self._place(first, ", ")
        yield Text(f"{len(found)} exercises, none of them started yet. Here is how to begin:")
        yield Text("")
        steps = (
            f"Open {one_line(self.target.path.name)} and find `{first}`{place}.",
            f"Replace the two lines `{PLACE}` and `{STUB}` with your answer.",
            "Save the file: it is checked at once."
            if self.watching
            else "Save the file, and run `autograder check` again.",
        )
        for number, step in enumerate(steps, 1):
            yield Indent(5, _code(step), mark=Text(f"  {number}. "))

    def _line(self, standing: Standing, width: int) -> Text:
        state = standing.state
        words = {
            State.DONE: _points(standing.result.max_score),
            State.UNDEFINED: "not defined",
            State.FAILING: f"{standing.passed} of {_checks(len(standing.result.checks))}",
            State.WAITING: f"waiting for {listed(standing.waits_for)}",
            State.UNTOUCHED: f"not started{self._place(standing.exercise.name, ', ')}",
        }
        name = (f"{standing.exercise.name:{width}}", "bold" if standing == self.following else "")
        return Text.assemble((f"  {self._mark(state)} ", STYLES[state]), name, (f"  {words[state]}", "dim"))

    def _mark(self, state: State) -> str:
        try:
            MARKS[state].encode(self.encoding)  # a Windows console may know only the letters of its code page
        except UnicodeEncodeError:
            return PLAIN_MARKS[state]
        return MARKS[state]

    # --- one exercise in full ---------------------------------------------------------------------------------------

    def _full(self, standing: Standing) -> Iterator[Line]:
        hints = self.hints.get(standing.exercise.name, ())
        for number, hint in enumerate(hints, 1):
            yield Text.assemble((f"Hint {number}: ", "cyan"), _code(hint))
            yield Text("")
        if standing.state is State.UNDEFINED and standing.feedback is not None:
            yield _code(text(standing.feedback.fact))
            yield from self._source(standing.feedback)
        elif standing.state is State.UNTOUCHED:
            yield self._untouched(standing)
        else:
            yield from self._failing(standing)
            yield from self._ways_on(standing)

    def _failing(self, standing: Standing) -> Iterator[Line]:
        if standing.state is State.WAITING:
            yield _code(f"It uses {standing.waiting}: fix that first. What comes of it until then:")
            yield Text("")
        failed = [check for check in standing.result.checks if check.outcome is not Outcome.PASSED]
        for number, check in enumerate(failed if self.everything else failed[:1]):
            yield from [Text("")] * bool(number)
            if check.feedback is not None:
                yield from self._check(check, shown(standing, check.feedback))
        if len(failed) > 1 and not self.everything:
            more = len(failed) - 1
            yield Text("")
            yield Text(f"and {_checks(more, 'more ')}; 'autograder check --all' shows everything", "dim")

    def _untouched(self, standing: Standing) -> Text:
        if standing.feedback is not None and standing.feedback.cause is Cause.NOT_DEFINED:
            return _code(text(standing.feedback.fact))
        stop = self._stop(standing.exercise.name)
        if stop:
            return _code(
                f"`{STUB}` still stands in line {stop}, and there the function ends: delete that line, so that your answer counts."
            )
        return _code(
            f"It waits for your answer{self._place(standing.exercise.name, ' below ')}, where it says `{PLACE}`."
        )

    def _stop(self, exercise: str) -> int:
        """The line of the stub's `raise` where code has been written beside it; 0 for none."""
        first, _ = self.loaded.functions.get(exercise, (0, 0)) if self.loaded else (0, 0)
        lines = self.submission.body(first)
        stop = next((number for number, text in lines.items() if text == STUB), 0)
        start = next((number for number, text in lines.items() if text == PLACE), stop)
        beside = [text for number, text in lines.items() if number >= start and number != stop and text[:1] not in "#"]
        return stop if beside else 0

    def _check(self, check: CheckResult, feedback: Feedback) -> Iterator[Line]:
        """Why first: below it the window may be cut off."""
        yield Text(check.title, "bold")
        yield Text("")
        said = (
            [] if says_both_sides(feedback) else [below_call(feedback.fact) if feedback.call else text(feedback.fact)]
        )
        said += map(text, feedback.explanation)
        if said:
            yield _code(" ".join(said))
        yield from self._source(feedback)
        if feedback.hint:
            yield from [Text("")] * bool(said)
            yield Text.assemble(("Hint: ", "cyan"), _code(feedback.hint))
        if feedback.call:
            yield from [Text("")] * bool(said or feedback.hint)
            yield Indent(2, Text(feedback.call, "cyan"))
        if feedback.differences:
            yield Text("")
            yield from (Indent(2, _marked(difference)) for difference in feedback.differences)
        yield from self._printed(feedback.printed)

    def _ways_on(self, standing: Standing) -> Iterator[Line]:
        """What to try for an exercise that is begun and not right."""
        name, ways = standing.exercise.name, []
        if self.kit is not None and hints_of(self.kit, self.target.assignment.name, name):
            ways.append(f"`autograder hint {name}`")
        if self.kit is not None and name in self.kit.drawable:
            ways.append(f"`autograder show {name}`")
        if not ways:
            return
        yield Text("")
        yield Text.assemble(("stuck?  ", "dim"), _code("  ·  ".join(ways)))

    @staticmethod
    def _source(feedback: Feedback) -> Iterator[Line]:
        """The line of the student's file that the feedback is about."""
        line = feedback.line
        if line is not None and line.text:
            name = str(line.number) if line.place == f"line {line.number}" else line.place
            yield Text("")
            yield Indent(2, Text.assemble((f"{name} | ", "dim"), line.text))

    @staticmethod
    def _printed(printed: str) -> Iterator[Line]:
        lines = printed.rstrip().splitlines()
        if lines:
            yield Text("")
            yield Text("Your code printed:", "dim")
            shown = lines[:PRINTED_LINES] + ["…"] * (len(lines) > PRINTED_LINES)
            yield Indent(2, *(Text(_printable(line)) for line in shown))

    def _place(self, exercise: str, before: str) -> str:
        """The line of an exercise's function, if it is known."""
        first, _ = self.loaded.functions.get(exercise, (0, 0)) if self.loaded else (0, 0)
        return f"{before}line {first}" if first and self.submission.line(first) else ""

    def _closing(self, found: list[Standing]) -> Iterator[RenderableType]:
        score = points_text(sum(standing.result.score for standing in found))
        most = points_text(sum(standing.result.max_score for standing in found))
        style = "bold green" if self.is_done else "bold"
        yield Text.assemble((f"{score} of {most} points", style), " in these checks.")
        yield Indent(0, Text("Your grade also counts the same checks with other numbers.", "dim"))
        if self.is_done and self.kit is not None and not self.target.exercise:
            yield Text("")
            yield _code(self._next(self.kit))

    def _next(self, kit: Kit) -> str:
        """What comes after a chapter that is done."""
        names = [
            self.target.path.name,
            *(companion.name for companion in self.submission.companions if companion.source),
        ]
        name, following = one_line(", ".join(names)), kit.after(self.target.assignment)
        if following is None:
            return f"That was the last chapter. Hand in {name} as your course tells you."
        return f"This chapter is done: hand in {name}. Next: `autograder check {following.name}`, {following.title}."


class Indent:
    """Lines set in by some columns, and nothing behind them: what is copied or piped has no blanks at its ends.

    Args:
        mark: stands in place of the first line's blanks.
    """

    def __init__(self, columns: int, *lines: Text | Indent, mark: Text | None = None) -> None:
        self._columns, self._lines, self._mark = columns, lines, mark

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        yield from self._wrapped(console, options.max_width)

    def _wrapped(self, console: Console, width: int) -> Iterator[Text]:
        # In a window that is narrower still, words would be broken letter by letter.
        before, inner = self._mark or Text(" " * self._columns), max(width - self._columns, 20)
        for line in self._lines:
            parts = line._wrapped(console, inner) if isinstance(line, Indent) else line.wrap(console, inner) or [line]
            for part in parts:
                part.rstrip()
                yield before.copy().append_text(part) if part.plain else part
                before = Text(" " * self._columns)


Line = Text | Indent


def _marked(difference: DifferenceLine) -> Text:
    line = Text(difference.text)
    if difference.mark:
        line.stylize("bold red", *difference.mark)
    return line


def _code(words: str) -> Text:
    """Text in which what stands in backticks has a colour."""
    parts = words.split("`")
    if len(parts) % 2 == 0:  # a backtick without a second one is a letter
        return Text(words)
    return Text.assemble(*((f"`{part}`", "cyan") if number % 2 else part for number, part in enumerate(parts)))


def _unreadable_line(work: Standing | None) -> int:
    """The line that the exercise to work on is shown with anyhow; 0 for none."""
    feedback = work.feedback if work is not None else None
    is_shown = feedback is not None and feedback.cause is Cause.UNREADABLE and feedback.line is not None
    return feedback.line.number if is_shown and feedback is not None and feedback.line is not None else 0


def _printable(line: str) -> str:
    # Printed escapes would move the cursor.
    return "".join(c if c.isprintable() else " " if c.isspace() else "\ufffd" for c in line)


def _points(points: float) -> str:
    return f"{points:g} point{'s' * (points != 1)}"


def _checks(number: int, which: str = "") -> str:
    return f"{number} {which}check{'s' * (number != 1)}"
