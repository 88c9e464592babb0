"""Checking at every save: a warm child waits for each, and a save during a check begins a new one."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Protocol

from autograder.course.kit import KINDS, Kit, Target, recognised
from autograder.errors import AutograderError

from . import hints
from .keys import Pressed
from .saves import Saves
from .screen import Screen
from .session import TICK_SECONDS, WIDTH, Children, LoadEvent, ProgressEvent, ResultEvent, run
from .submission import Submission

SHOWN_SECONDS = 0.7  # what runs longer than this is shown to be running; until then the last result stays in sight
QUIT, HINT, NEXT = "q", "h", "n"


class Display(Protocol):
    """Where a watch shows what it finds."""

    def show(self, screen: Screen, note: str) -> None:
        """Show a screen while something goes on, and a note on what that is."""

    def settle(self, screen: Screen, note: str) -> None:
        """Show a screen that stays until the next save."""

    def refuse(self, reason: str) -> None:
        """Say why there is nothing to show."""

    def scroll(self, key: str) -> None:
        """Move what is shown, for a key that moves it."""

    def keep_fitting(self) -> None:
        """Redraw what is shown if the window has another size."""


class Watch:
    """A watch over the files of a kit, or over one file.

    Args:
        target: what to check first.
        file: the only file to watch; None for all files of the kit.
        width: the most characters of a line that compares values.
        pressed: gives the key that was pressed.
        screen: makes an empty screen for a target and its file.
    """

    def __init__(
        self,
        kit: Kit,
        target: Target,
        children: Children,
        display: Display,
        pressed: Pressed,
        screen: Callable[[Target, Submission], Screen],
        *,
        file: Path | None = None,
        width: int = WIDTH,
    ) -> None:
        self._kit, self._target, self._children, self._display = kit, target, children, display
        self._pressed, self._new_screen = pressed, screen
        all_files = (kit.root / f"{assignment.name}{kind}" for assignment in kit.assignments for kind in KINDS)
        self._saves = Saves([file] if file else all_files)
        self._width = width
        self._put_off: list[str] = []
        self._hints: dict[str, int] = {}
        self._digests: dict[Path, dict[str, str]] = {}
        self._focus = ""

    def run(self) -> None:
        """Check now and at every save, until `q` is pressed."""
        saved: Path | None = self._target.path
        while saved is not None:
            if saved != self._target.path:
                self._target = Target(saved, recognised(self._kit, saved))
            saved = self._check()

    def _check(self) -> Path | None:
        """Check the target and show it until the next save, which this returns; None to quit."""
        start = time.monotonic()
        early: list[str] = []  # keys that are pressed before there is anything to choose from
        try:
            exercises = [exercise.name for exercise in self._target.assignment.exercises]
            submission = Submission.read(self._target.path, self._kit.limits, exercises)
            screen = self._new_screen(self._target, submission)
            wanted = self._target.exercises
            events = run(self._kit, self._target.assignment, wanted, submission, self._children, width=self._width)
            for event in events:
                if isinstance(event, LoadEvent):
                    screen.loaded = event
                    self._follow(event)
                elif isinstance(event, ResultEvent):
                    screen.checked[event.result.name] = event
                elif event.seconds > SHOWN_SECONDS:
                    self._display.show(self._with_choices(screen), busy(event))
                    # A loop, most likely: the next save shall not wait until a child is warm.
                    self._children.warm(self._kit, self._target.assignment, draws=submission.draws)
                saved = self._saves.look()
                key = self._pressed().lower()
                if saved or key == QUIT:
                    # The child is left to `children`, which ends it when the next one is put to work.
                    events.close()
                    return saved
                early += [key] * (key in (HINT, NEXT))
        except AutograderError as error:
            self._display.refuse(str(error))
            return self._wait(None, "")  # a file that cannot be read now may be with the next save
        # The time of day: else nobody sees that a save with the same result was checked at all.
        note = f"checked in {time.monotonic() - start:.1f} s at {datetime.now():%H:%M:%S}"
        said = [self._choose(screen, key) for key in early]
        self._display.settle(self._with_choices(screen), next(filter(None, said[-1:]), note))
        self._children.warm(self._kit, self._target.assignment, draws=submission.draws)
        return self._wait(screen, note)

    def _follow(self, event: LoadEvent) -> None:
        """Put the exercise in front whose function was edited since the last save, if it was one only."""
        before = self._digests.get(self._target.path)
        self._digests[self._target.path] = event.digests
        # The first look: everything is new, and nothing was edited.
        if before is None:
            return
        names = [exercise.name for exercise in self._target.assignment.exercises]
        edited = [name for name in names if before.get(name) != event.digests.get(name)]
        if len(edited) == 1:
            self._focus = edited[0]
            self._put_off = [name for name in self._put_off if name != self._focus]

    def _wait(self, screen: Screen | None, note: str) -> Path | None:
        while True:
            saved = self._saves.look()
            key = self._pressed().lower()
            if saved or key == QUIT:
                return saved
            if screen is not None and key in (HINT, NEXT):
                said = self._choose(screen, key)
                self._display.settle(self._with_choices(screen), said or note)
            elif key:
                self._display.scroll(key)
            self._display.keep_fitting()
            if not key:  # a key that is held down waits for nothing
                time.sleep(TICK_SECONDS)

    def _choose(self, screen: Screen, key: str) -> str:
        """Do what a key asks for; what to say where there is nothing to do."""
        work = self._with_choices(screen).following
        if work is None:
            return "everything here is done"
        name = work.exercise.name
        if key == HINT:
            count = len(hints.hints_of(self._kit, self._target.assignment.name, name))
            self._hints[name] = min(self._hints.get(name, 0) + 1, count)
            return "" if count else f"there are no hints for {name}"
        self._focus = ""
        if name in self._put_off:  # round once: from the first again
            self._put_off.clear()
        self._put_off.append(name)
        following = self._with_choices(screen).following
        return f"{name} is the only one left" if following is not None and following.exercise.name == name else ""

    def _with_choices(self, screen: Screen) -> Screen:
        """The screen with the hints asked for, at the exercise chosen."""
        all_hints = {name: hints.hints_of(self._kit, self._target.assignment.name, name) for name in self._hints}
        shown = {name: hints_[: self._hints[name]] for name, hints_ in all_hints.items()}
        return replace(screen, put_off=tuple(self._put_off), hints=shown, focus=self._focus)


def busy(running: ProgressEvent) -> str:
    """What a check is doing."""
    if running.seconds < 1:  # "for 0 s" would tell nothing
        return "checking"
    what = running.check.split("/")[0] or "your file"
    return f"{what} has been running for {running.seconds:.0f} s"
