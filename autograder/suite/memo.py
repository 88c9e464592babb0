"""Verdicts that were reached before: a check is a function of the student's answers alone, so equal answers need no second judgement.

For each check it is kept what the check asks first, what it asks next after each answer that has been met, and how it ended. A submission
whose answers have all been met is judged by looking that up; its functions get the very calls, in the very order, that the check itself
would make. At the first answer that is new, pytest runs the check on the answers so far, and what it does then is kept as well.
"""

from __future__ import annotations

import functools
import hashlib
from collections import OrderedDict
from dataclasses import dataclass, replace

from autograder.explain.call import Call, NoAnswer
from autograder.explain.context import Claim
from autograder.sandbox import Answer, Value
from autograder.sandbox.inside.wire import pack
from autograder.sandbox.series import Request

from .proxy import Student, ask_ahead, take_asked

STEPS = 20_000
KEPT_BYTES = 12 * 1024**2  # in each job process; a class of any size then grades in the same memory
STEP_BYTES = 600  # a step without its arrays: the key, the objects and their places in tables
LARGE_BYTES = 64 * 1024  # calls or answers above that are judged each time


@dataclass(frozen=True)
class Verdict:
    """How a check ended: what it raised, None where it passed; `call` is the number of the call that gave no value, if that is why.

    `judged` is the answer to its last call, which the error speaks of.
    """

    error: BaseException | None = None
    call: int | None = None
    judged: Answer | None = None

    def on(self, calls: tuple[Call, ...]) -> tuple[BaseException | None, tuple[Call, ...]]:
        """What the check raises on these calls, and the calls: the lines in which one ended are this submission's own.

        The last answer is the one that was judged, equal to the bit: what is wrong is looked for in that very value.
        """
        if self.call is not None:
            return NoAnswer(calls[self.call]), calls
        last = calls[-1].answer if calls else None
        if self.error is not None and isinstance(last, Value) and isinstance(self.judged, Value):
            answer = replace(last, value=self.judged.value)
            return self.error, (*calls[:-1], replace(calls[-1], answer=answer))
        return self.error, calls


@dataclass(frozen=True)
class Claimed:
    """The misconception that all answers to an exercise prove, None for none."""

    claim: Claim | None


@dataclass(frozen=True)
class Ended:
    """How a check ended on answers that were all there before it began, after the first so many of its calls."""

    verdict: Verdict
    calls: int


Step = Request | Verdict | Claimed | Ended


class Memo:
    """What the checks of one collection of suites ask and how they end, for answers of one interpreter; the oldest is let go.

    Make a new one for other suites or another interpreter: nothing in a key tells them apart.
    """

    def __init__(self, steps: int = STEPS) -> None:
        self._most = steps
        self._steps: OrderedDict[bytes, tuple[Step, int]] = OrderedDict()
        self._bytes = 0

    def __len__(self) -> int:
        return len(self._steps)

    def known(
        self, place: tuple[str, ...], expected: tuple[Call, ...], student: Student
    ) -> tuple[BaseException | None, tuple[Call, ...]] | None:
        """What the check at that place raises, and its calls; None where it has to run.

        Args:
            expected: the calls that it makes on right functions, as far as the student's answers to them are there.
        """
        ended = self._find(_whole(place, expected)) if expected else None
        if isinstance(ended, Ended):
            return ended.verdict.on(expected[: ended.calls])
        verdict = self.verdict(place, student)
        if verdict is None:
            return None
        calls = take_asked(student)
        self._keep_ended(place, verdict, calls, expected)
        return verdict.on(calls)

    def verdict(self, place: tuple[str, ...], student: Student) -> Verdict | None:
        """How the check at that place ends, after the student's functions have been asked what it asks; None where that is not known.

        The calls are left with `student`, which gives them to the check where it has to run after all.
        """
        key = _root(place)
        step = self._find(key)
        while isinstance(step, Request):
            key = _next(key, ask_ahead(student, step))
            step = self._find(key)
        return step if isinstance(step, Verdict) else None

    def keep(
        self,
        place: tuple[str, ...],
        calls: tuple[Call, ...],
        error: BaseException | None,
        expected: tuple[Call, ...] = (),
    ) -> None:
        """Remember what a check asked and how it ended; `expected` as in `known`."""
        sizes = _bytes(calls)
        if sum(sizes) > LARGE_BYTES:
            return
        ended = [number for number, call in enumerate(calls) if isinstance(error, NoAnswer) and error.call is call]
        if isinstance(error, NoAnswer) and not ended:
            return  # it tells of a call that nobody made through the student
        key = _root(place)
        for call, size in zip(calls, sizes, strict=True):
            self._keep(key, Request(call.name, call.args, call.draws), size)
            key = _next(key, call)
        if ended:
            verdict, size = Verdict(call=ended[0]), 0
        else:
            judged = calls[-1].answer if error is not None and calls else None
            verdict, size = Verdict(_without_frames(error), judged=judged), sum(sizes) if error else 0
        self._keep(key, verdict, size)
        self._keep_ended(place, verdict, calls, expected)

    def _keep_ended(
        self, place: tuple[str, ...], verdict: Verdict, calls: tuple[Call, ...], expected: tuple[Call, ...]
    ) -> None:
        """Remember the same under all that was there before the check began, if it was enough."""
        firsts = expected[: len(calls)]
        if len(firsts) == len(calls) > 0 and all(a.answer is b.answer for a, b in zip(calls, firsts, strict=True)):
            # It holds the error and what was judged, also when the step that they were kept with has been let go.
            size = sum(_bytes(calls)) if verdict.error is not None else 0
            self._keep(_whole(place, expected), Ended(verdict, len(calls)), size)

    def claim(self, place: tuple[str, ...]) -> Claimed | None:
        """What all answers to an exercise prove, where that was found out before."""
        step = self._find(_root(place))
        return step if isinstance(step, Claimed) else None

    def keep_claim(self, place: tuple[str, ...], claim: Claim | None) -> None:
        """Remember what all answers to an exercise prove."""
        self._keep(_root(place), Claimed(claim), 0)

    def _find(self, key: bytes) -> Step | None:
        found = self._steps.get(key)
        if found is None:
            return None
        self._steps.move_to_end(key)  # what many give stays, however early it was met
        return found[0]

    def _keep(self, key: bytes, step: Step, size: int) -> None:
        if key in self._steps:
            return
        self._steps[key] = step, STEP_BYTES + size
        self._bytes += STEP_BYTES + size
        while len(self._steps) > self._most or self._bytes > KEPT_BYTES:
            _, (_, size) = self._steps.popitem(last=False)
            self._bytes -= size


def answers_digest(calls_of_checks: list[tuple[str, tuple[Call, ...]]]) -> bytes:
    """What stands for all answers to an exercise: equal where each check got answers that are equal to the bit."""
    # A cryptographic one: two submissions that collide would share a verdict, and one of them may have been made to.
    parts: list[bytes] = []
    for check, calls in calls_of_checks:
        parts.append(f"{check}\0{len(calls)}\0".encode())
        parts += [call.answer.digest for call in calls]
    return hashlib.sha256(b"".join(parts)).digest()


@functools.lru_cache(1024)
def _root(place: tuple[str, ...]) -> bytes:
    # A name holds no null character, so no two places give one text.
    return hashlib.sha256("\0".join(place).encode()).digest()


def _whole(place: tuple[str, ...], expected: tuple[Call, ...]) -> bytes:
    whole = b"".join([_root(place), b"all", *(call.answer.digest for call in expected)])
    return hashlib.sha256(whole).digest()


def _next(key: bytes, call: Call) -> bytes:
    # All answers so far are in the key, not the last alone: a check may remember what it was told.
    return hashlib.sha256(key + call.answer.digest).digest()


def _bytes(calls: tuple[Call, ...]) -> list[int]:
    """Room that each call's arguments and answer take, about."""
    return [len(pack({}, *call.args, getattr(call.answer, "value", None))) for call in calls]


def _without_frames(error: BaseException | None) -> BaseException | None:
    """The error alone: tracebacks would keep everything that the check had in hand."""
    if error is not None:
        error.__traceback__ = error.__context__ = error.__cause__ = None
    return error
