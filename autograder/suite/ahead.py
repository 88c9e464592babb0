"""Asking a submission at once for what many checks will ask: what they ask of right functions is known before they run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, runtime_checkable

from autograder.explain.call import Call
from autograder.sandbox import Answer
from autograder.sandbox.series import Request, Series

from .checks import Check
from .proxy import Student, begin

NOTHING = Series("", ())
# Of checks that are asked together: those of an assignment, and what is left of them where exercises ran out of time.
SERIES = 64

Trial = Callable[[Check], tuple[Call, ...]]


@runtime_checkable
class Remote(Protocol):
    """Answers that come from another process, where each question by itself costs time."""

    def ask_all(self, series: Sequence[Series]) -> list[list[Answer]]:
        """The answers to the first requests of each series (`Worker.ask_all`)."""


class Ahead:
    """What checks of one collection ask, and the answers of the submission at hand that nobody has asked for yet.

    A check whose answers are wrong may ask less of a submission than it is asked here: that is the same whoever else is graded.

    Args:
        trial: the calls that a check makes on our own solution.
    """

    def __init__(self, trial: Trial) -> None:
        self._trial = trial
        self._requests: dict[Check, tuple[Request, ...]] = {}
        self._series: dict[tuple[Check, ...], tuple[Series, ...]] = {}
        self._waiting: dict[Check, tuple[Series, list[Answer]]] = {}

    def ask(self, answers: object, checks: Iterable[Check]) -> None:
        """Ask what these checks are going to ask, in their order; does nothing where asking one by one is as good."""
        self._waiting = {}
        # In this process asking ahead saves nothing, and would run code of a student's that no check needs.
        if not isinstance(answers, Remote):
            return
        checks = tuple(checks)
        series = self._series_of(checks)
        found = answers.ask_all(series)
        # Fewer answers than requests where one ended the worker, or ran out of time: the rest is asked one by one.
        self._waiting = dict(zip(checks, zip(series, found, strict=True), strict=True))

    def begin(self, check: Check, student: Student) -> tuple[Call, ...]:
        """Give the student the answers that are there for the check, which begins.

        Returns:
            The calls that it makes on right functions, with this student's answers: up to one that is not there or gave no value.
        """
        series, answers = self._waiting.pop(check, (NOTHING, ()))
        return begin(student, series, answers, self._requests.get(check, ()))

    def forget(self) -> None:
        """Let go of what no check has asked for."""
        self._waiting = {}

    def _series_of(self, checks: tuple[Check, ...]) -> tuple[Series, ...]:
        """What these checks ask, the same objects each time: they are known by what they are, not by what is in them."""
        if checks not in self._series:
            if len(self._series) >= SERIES:
                self._series.clear()
            # Several checks look at one drawing. A function is asked for it once, as without asking ahead.
            drawn: set[str] = set()
            self._series[checks] = tuple(Series(check.exercise, self._new(check, drawn)) for check in checks)
        return self._series[checks]

    def _new(self, check: Check, drawn: set[str]) -> tuple[Request, ...]:
        """What a check asks, without drawings that an earlier one has asked for."""
        if check not in self._requests:
            # Once for a class: a suite is deterministic, its random numbers come from a fixed seed.
            self._requests[check] = tuple(Request(call.name, call.args, call.draws) for call in self._trial(check))
        requests = tuple(request for request in self._requests[check] if not (request.draws and request.name in drawn))
        drawn.update(request.name for request in requests if request.draws)
        return requests
