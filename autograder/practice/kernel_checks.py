"""Running checks on a kernel's functions: in a copy of the kernel that can be killed, or in the kernel where there can be none."""

from __future__ import annotations

import random
import threading
import time
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from autograder.limits import Limits
from autograder.result import ExerciseResult
from autograder.sandbox.answers import no_answer_within
from autograder.suite import Runner, Suite
from autograder.suite.local import Local, Lossy
from autograder.suite.overtime import NoWatch, Overtime, Watch, interrupt_main

from . import fork
from .fork import Copy, Send
from .kernel import Kernel
from .process import ChildExit
from .pyplot_guard import borrowed
from .sample import figure, sample
from .streams import CapturedOutput

WIDTH = 80  # of the lines that compare values
TICK_SECONDS = 0.05
START_SECONDS = 60.0  # in which nothing of a student's runs


class Interrupted(KeyboardInterrupt):
    """Its user has stopped the check, in a line of a cell; 0 for none that is known."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line


class _Idle(Exception):
    """A copy did nothing at all: a lock that the copying has left behind, say. That tells nothing of the student's code."""


@dataclass
class Findings:
    """What came out: results and drawings by exercise, and what `show` draws."""

    results: dict[str, ExerciseResult] = field(default_factory=dict)
    figures: dict[str, Any] = field(default_factory=dict)
    sample: dict[str, Any] | None = None

    def add(self, event: str, content: Mapping[str, Any]) -> None:
        """Take one event in."""
        if event == "result":
            result = ExerciseResult.of(content["result"])
            self.results[result.name] = result
            self.figures[result.name] = content["figure"]
        elif event == "drawn":
            self.sample = dict(content["sample"])


@dataclass(frozen=True)
class _Loss:
    """What a copy did not survive."""

    check: str
    outcome: str
    reason: str


@dataclass
class KernelChecks:
    """Checks of some exercises on the functions of a kernel.

    Attributes:
        calls: the exercises that the function of each has in its code.
    """

    kernel: Kernel
    runner: Runner
    suite: Suite
    limits: Limits
    calls: Mapping[str, Iterable[str]]

    def run(self) -> Findings:
        """Run every check.

        Raises:
            Interrupted: Ctrl-C, or the notebook's own button.
        """
        names = [exercise.name for exercise in self.suite.assignment.exercises]
        return self._found(names, self._check)

    def show(self, exercise: str) -> Findings:
        """Have an exercise's function do what its picture shows."""
        return self._found([exercise], self._show)

    def _found(self, names: list[str], work: Callable[..., None]) -> Findings:
        if fork.IS_POSSIBLE:
            try:
                return self._in_copies(names, work)
            except _Idle:  # where a copy cannot get to work, the kernel itself does
                pass
        return self._here(names, work)

    def _in_copies(self, names: list[str], work: Callable[..., None]) -> Findings:
        found, lost = Findings(), dict[str, tuple[str, str]]()
        while True:
            left = [name for name in names if name not in found.results]

            def copied(send: Send, left: list[str] = left) -> None:
                watch = Overtime(self.limits, lambda reason: send("overtime", reason=reason), wall=True)
                try:
                    work(left, lost, send, watch)
                except KeyboardInterrupt as stop:
                    send("stopped", line=self.kernel.describe(stop)["line"])

            copy = Copy(copied)
            try:
                loss = self._listen(copy, found)
            except Interrupted:
                raise
            except KeyboardInterrupt:
                event = copy.interrupt()
                raise Interrupted(event["line"] if event else 0) from None
            finally:
                copy.kill()  # also where it said it was done: it is ours to reap
            if loss is None:
                return found
            lost[loss.check] = (loss.outcome, loss.reason)

    def _listen(self, copy: Copy, found: Findings) -> _Loss | None:
        """Take in what a copy says until it is done; else what it did not survive."""
        running, since, is_idle = "", time.monotonic(), True
        while True:
            try:
                content = copy.event(TICK_SECONDS)
            except ChildExit:
                if not running:
                    raise RuntimeError("the copy of the kernel ended before it could check anything") from None
                return _Loss(running, "crashed", "ended itself")
            if content is None:
                is_idle = is_idle and not copy.is_running  # seen busy once, it is no copy that a lock holds up
                if time.monotonic() - since > (self.limits.call_wall_seconds if running else START_SECONDS):
                    if is_idle:
                        raise _Idle
                    return _Loss(running, "timed_out", no_answer_within(self.limits.call_wall_seconds))
                continue
            event, since, is_idle = content["event"], time.monotonic(), True
            if event == "done":
                return None
            if event == "overtime":
                return _Loss(running, "timed_out", content["reason"])
            if event == "stopped":
                raise Interrupted(content["line"])
            if event == "fault":
                raise RuntimeError(f"the check failed:\n{content['traceback']}")
            running = content["check"] if event == "check" else ""
            found.add(event, content)

    def _here(self, names: list[str], work: Callable[..., None]) -> Findings:
        found = Findings()

        def take(event: str, **content: Any) -> None:
            found.add(event, content)

        with _watch(self.limits) as watch:
            try:
                work(names, {}, take, watch)
            except KeyboardInterrupt as stop:
                raise Interrupted(self.kernel.describe(stop)["line"]) from None
        return found

    def _check(self, left: list[str], lost: dict[str, tuple[str, str]], send: Send, watch: Watch) -> None:
        drawn: list[Any] = []
        with ExitStack() as stack:
            lossy = self._answers(lost, watch, stack, drawn)

            def before(what: str) -> None:
                lossy.check = what
                send("check", check=what)

            printed = stack.enter_context(_undisturbed())
            results = self.runner.each(
                self.suite.part(left),
                lossy,
                before=before,
                printed=printed.take,
                trace=lossy.steps,
                calls=self.calls,
                width=WIDTH,
            )
            for result in results:
                send("result", result=result.to_record(), figure=figure(drawn[0]) if drawn else None)
                drawn.clear()
        send("done")

    def _show(self, left: list[str], lost: dict[str, tuple[str, str]], send: Send, watch: Watch) -> None:
        (exercise,) = left
        with ExitStack() as stack:
            lossy = self._answers(lost, watch, stack, [])
            stack.enter_context(_undisturbed())
            lossy.check = f"{exercise}/show"
            send("check", check=lossy.check)
            send("drawn", sample=sample(self.runner, self.suite, exercise, lossy, self.kernel.namespace))
        send("done")

    def _answers(self, lost: dict[str, tuple[str, str]], watch: Watch, stack: ExitStack, drawn: list[Any]) -> Lossy:
        def draw(function: Any, args: list[Any]) -> Any:
            described = stack.enter_context(borrowed()).draw(function, args)
            drawn.append(described)
            return described

        local = Local(
            self.kernel.namespace,
            (),
            self.kernel.report,
            draw=draw,
            passing=(KeyboardInterrupt,),  # Ctrl-C ends the check; it is no answer of the function's
            limits=self.limits,
            watch=watch,
            describe=self.kernel.describe,
        )
        return Lossy(local, lost)


@contextmanager
def _watch(limits: Limits) -> Iterator[Watch]:
    """What ends a loop in the kernel itself; nothing where `check` runs beside the thread that Ctrl-C reaches."""
    if threading.current_thread() is not threading.main_thread():
        yield NoWatch()
        return
    watch = Overtime(limits, interrupt_main, wall=True)
    try:
        yield watch
    finally:
        watch.close()


@contextmanager
def _undisturbed() -> Iterator[CapturedOutput]:
    """Give a student's code the same random numbers every time, and leave its user's own, and all settings, as they were."""
    numbers, numpy_numbers = random.getstate(), np.random.get_state()
    random.seed(0)
    np.random.seed(0)
    printed = CapturedOutput()
    with warnings.catch_warnings(), np.errstate():
        warnings.simplefilter("ignore")  # on stderr, where NumPy's warnings go, a word costs all points in nbgrader
        try:
            with redirect_stdout(printed), redirect_stderr(printed):
                yield printed
        finally:
            random.setstate(numbers)
            np.random.set_state(numpy_numbers)
