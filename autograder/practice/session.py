"""One check of a file, seen from the parent: children come and go, the results come in order."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from typing import Any

from autograder.course import Assignment
from autograder.course.kit import Kit
from autograder.errors import AutograderError
from autograder.feedback import LoadWarning, Statement
from autograder.limits import Limits
from autograder.result import ExerciseResult

from .process import Child, ChildExit
from .submission import Submission

START_SECONDS = 120.0  # a first import of Matplotlib on a slow disk; nothing of a student's runs by then
TICK_SECONDS = 0.05  # a key is answered within that
REPLACED_WHILE_LOADING = 3  # as a worker is (`sandbox`): a file with more lines that hang is not loaded further
STATEMENTS = 2000  # more than a chapter has; the statements after the last that hung are passed over by number
WIDTH = 74  # what is left of 80 columns beside the margins


@dataclass(frozen=True)
class LoadEvent:
    """The file has been loaded.

    Attributes:
        warnings: what to tell its author.
        functions: the (first, last) line of each function.
        mentions: the exercises that the function of each has in its code.
        digests: what tells one text of a function from another.
    """

    warnings: tuple[LoadWarning, ...]
    functions: dict[str, tuple[int, int]]
    mentions: dict[str, list[str]]
    digests: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ResultEvent:
    """An exercise has been checked."""

    result: ExerciseResult


@dataclass(frozen=True)
class ProgressEvent:
    """Something of the student's is running, "exercise/check" or "" for loading, since so many seconds."""

    check: str
    seconds: float


@dataclass(frozen=True)
class FigureEvent:
    """What an exercise's function does, for a picture (`practice.sample`)."""

    sample: dict[str, Any]


Event = LoadEvent | ResultEvent | ProgressEvent


class Children:
    """Child processes, one of them kept warm so that the next check finds everything imported."""

    def __init__(self, spare: Child | None = None) -> None:
        self._spare = spare
        self._busy: Child | None = None

    def warm(self, kit: Kit, assignment: Assignment, *, draws: bool) -> None:
        """Have a spare child ready for this assignment."""
        wanted = (str(kit.root), assignment.name)
        if self._spare is not None and self._spare.prepared not in (wanted, ("", "")):
            # It has collected another chapter's checks, and cannot be told to forget them.
            self._spare.kill()
            self._spare = None
        self._spare = self._spare or Child()
        if self._spare.prepared != wanted:
            self._spare.prepare(*wanted, draws=draws)

    def take(self, kit: Kit, assignment: Assignment, *, draws: bool) -> Child:
        """The spare child, to be put to work; the one before it ends."""
        self.warm(kit, assignment, draws=draws)
        if self._busy is not None:
            self._busy.kill()
        self._busy, self._spare = self._spare, None
        assert self._busy is not None
        return self._busy

    def close(self) -> None:
        """End them all."""
        for child in (self._spare, self._busy):
            if child is not None:
                child.kill()
        self._spare = self._busy = None


@dataclass
class Losses:
    """What earlier children did not survive, so that the next one passes it over."""

    checks: dict[str, tuple[str, str]] = field(default_factory=dict)
    statements: list[tuple[int, int, str, str]] = field(default_factory=list)

    def add(self, running: tuple[int, int] | str, outcome: str, reason: str) -> None:
        """Remember a check or a statement (its index and line)."""
        if isinstance(running, str):
            self.checks[running] = (outcome, reason)
            return
        index, line = running
        self.statements.append((index, line, outcome, reason))
        if len(self.statements) == REPLACED_WHILE_LOADING:
            rest = range(index + 1, index + STATEMENTS)  # enough time lost: the file counts as ending here
            self.statements += [(number, line, outcome, reason) for number in rest]


def run(
    kit: Kit,
    assignment: Assignment,
    exercises: list[str],
    submission: Submission,
    children: Children,
    *,
    width: int = WIDTH,
) -> Generator[Event, None, None]:
    """Check some exercises of a submission; `width` is how many characters the lines of a comparison may have.

    Yields `ProgressEvent` at least every 50 ms, so that whoever iterates can do something else in between; closing the iterator leaves the child
    to `children`.

    Raises:
        AutograderError: the file is no notebook.
        RuntimeError: the child failed through a fault of ours.
    """
    losses, left = Losses(), list(exercises)
    is_loaded = False
    while left:
        child = children.take(kit, assignment, draws=submission.draws)
        child.go(submission, exercises=left, lost=losses.checks, skip=losses.statements, width=width)
        for event in Conversation(child, losses, kit.limits).events():
            assert not isinstance(event, FigureEvent)  # only `show` asks for that
            if isinstance(event, ResultEvent):
                # What has been checked is not checked again by the child that takes over.
                left.remove(event.result.name)
            if not (isinstance(event, LoadEvent) and is_loaded):  # each child that takes over loads the file again
                yield event
            is_loaded = is_loaded or isinstance(event, LoadEvent)


class Conversation:
    """What one child says until it is done or gone; in the latter case `losses` has grown."""

    def __init__(self, child: Child, losses: Losses, limits: Limits) -> None:
        self._child, self._losses, self._limits = child, losses, limits
        self._running: tuple[int, int] | str | None = None
        self._since = time.monotonic()

    def events(self) -> Iterator[Event | FigureEvent]:
        """The events that matter to others."""
        while True:
            try:
                event = self._child.event(TICK_SECONDS)
            except ChildExit:
                return self._lose("crashed", "ended itself")
            seconds = time.monotonic() - self._since
            if event is None:
                # While nothing of the student's runs, it is our own imports that take long.
                if seconds > (START_SECONDS if self._running is None else self._limits.call_wall_seconds):
                    self._child.kill()
                    return self._lose("timed_out", f"no answer within {self._limits.call_wall_seconds:g} seconds")
                yield self._what_runs(seconds)
                continue
            if event["event"] == "done":
                return None
            if event["event"] == "overtime":
                self._child.kill()
                return self._lose("timed_out", event["reason"])
            yield from self._read(event)
            self._since = time.monotonic()

    def _read(self, event: dict[str, Any]) -> Iterator[Event | FigureEvent]:
        kind = event["event"]
        if kind == "fault":
            raise RuntimeError(f"the checking process failed:\n{event['traceback']}")
        if kind == "refused":
            raise AutograderError(event["reason"])
        if kind == "statement":
            self._running = (event["index"], event["line"])
        elif kind == "check":
            self._running = event["check"]
        elif kind == "loaded":
            functions = {name: (first, last) for name, (first, last) in event["functions"].items()}
            warnings = tuple(
                LoadWarning(line, Statement.from_record(statement)) for line, statement in event["warnings"]
            )
            yield LoadEvent(warnings, functions, event["mentions"], event["digests"])
        elif kind == "drawn":
            self._running = None
            yield FigureEvent(event["sample"])
        elif kind == "result":
            self._running = None
            yield ResultEvent(ExerciseResult.of(event["result"]))

    def _what_runs(self, seconds: float) -> ProgressEvent:
        if self._running is None:  # only we are at work
            return ProgressEvent("", 0.0)
        return ProgressEvent(self._running if isinstance(self._running, str) else "", seconds)

    def _lose(self, outcome: str, reason: str) -> None:
        if self._running is None:
            raise RuntimeError(f"the checking process {reason} before it could check anything\n{self._child.errors}")
        self._losses.add(self._running, outcome, reason)
