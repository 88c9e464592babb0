"""The proxies that checks call: `student.f(x)` asks a worker, `reference.f(x)` runs our own solution."""

from __future__ import annotations

import copy
import functools
import inspect
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from autograder.explain.call import Call, NoAnswer
from autograder.sandbox import Answer, LoadReport, Raised, Value
from autograder.sandbox.inside import drawing, wire
from autograder.sandbox.series import Request, Series
from autograder.testing import Figure, Mistake

from .source import run


class Fault(Exception):
    """Something of ours failed while a check ran: never the student's to pay."""


class Answers(Protocol):
    """Whatever answers calls: a worker, or a recording."""

    report: LoadReport

    def call(self, name: str, *args: Any) -> Answer:
        """The answer of function `name`."""

    def draw(self, name: str, *args: Any) -> Answer:
        """What function `name` draws."""


class SubmissionAnswers(Answers, Protocol):
    """The answers of a whole submission, its earlier definitions of a name among them."""

    def earlier(self, name: str, index: int) -> Answers:
        """The same, but for one function the definition of that index, which a later one replaced (`LoadReport.earlier`)."""


class Student:
    """`student.softmax(a)`: copies of the arguments go to the submission's function, its plain value comes back.

    Raises:
        NoAnswer: the call gave no value.
    """

    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        self._drawn: dict[str, Answer] = {}
        self._calls: list[Call] = []
        self._asked: list[Call] = []
        self._ahead: list[Call] = []

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("__"):
            raise AttributeError(name)
        return functools.partial(self._call, name)

    @property
    def changed(self) -> tuple[int, ...]:
        """The positions of the arguments that the last call changed in place, as its worker says; `assert_unchanged` judges it."""
        answer = self._calls[-1].answer if self._calls else None
        return answer.changed if isinstance(answer, Value) else ()

    def figure(self, name: str) -> Figure:
        """What the submission's function `name` draws; drawn once, then remembered."""
        return Figure.of(self._value(self._made(Request(name, draws=True))))

    def _call(self, name: str, *args: Any) -> Any:
        # A copy is kept: the check may change its own.
        return self._value(self._made(Request(name, copy.deepcopy(args))))

    def _made(self, request: Request) -> Call:
        """The call that was asked ahead for the check, or a new one."""
        if self._asked:
            ahead = self._asked.pop(0)
            if _same(ahead, request):
                return ahead
            self._asked.clear()  # what was asked for a check that now asks otherwise is no answer to it
        return self._answered(request)

    def _answered(self, request: Request) -> Call:
        name = request.name
        if request.draws and name not in self._drawn:
            self._drawn[name] = _rebuilt(self._answers.draw(name))
        if request.draws:
            return _call(request, self._drawn[name])
        if self._ahead:
            ahead = self._ahead.pop(0)
            if _same(ahead, request):
                return ahead
            self._ahead.clear()  # what was asked beforehand for a check that now asks otherwise is no answer to it
        return _call(request, self._answers.call(name, *request.args))

    def _value(self, call: Call) -> Any:
        self._calls.append(call)
        if not isinstance(call.answer, Value):
            raise NoAnswer(call)
        return call.answer.value

    def _take_calls(self) -> tuple[Call, ...]:
        """The calls since the last time; the runner asks after every check."""
        calls = tuple(self._calls)
        self._calls.clear()
        return calls

    def _ask_ahead(self, request: Request) -> Call:
        """Ask what the next check is going to ask, once it has asked for all that was asked ahead before."""
        call = self._answered(request)
        self._asked.append(call)
        return call

    def _begin(self, series: Series, answers: Sequence[Answer], requests: Sequence[Request]) -> tuple[Call, ...]:
        """A check begins, which asks what `series` says unless an answer makes it ask otherwise; the first have answers already."""
        self._ahead.clear()
        for request, answer in zip(series.requests, answers, strict=False):
            if request.draws:
                self._drawn[request.name] = _rebuilt(answer)
            else:
                self._ahead.append(_call(request, answer))
        return tuple(self._expected(requests))

    def _expected(self, requests: Sequence[Request]) -> Iterator[Call]:
        """The calls of these requests that have answers already, up to one that gave no value."""
        ahead = iter(self._ahead)
        for request in requests:
            if request.draws:
                call = _call(request, self._drawn[request.name]) if request.name in self._drawn else None
            else:
                call = next(ahead, None)
            if call is None:
                return
            yield call
            if not isinstance(call.answer, Value):
                return

    def _take_asked(self) -> tuple[Call, ...]:
        """What was asked ahead, for a check that does not run."""
        asked = tuple(self._asked)
        self._asked.clear()
        return asked


def begin(student: Student, series: Series, answers: Sequence[Answer], requests: Sequence[Request]) -> tuple[Call, ...]:
    """Give the student the answers that are there before the next check begins: those of its `requests`, in order."""
    return student._begin(series, answers, requests)


def ask_ahead(student: Student, request: Request) -> Call:
    """Ask what the next check is going to ask: the check gets this very answer."""
    return student._ask_ahead(request)


def take_asked(student: Student) -> tuple[Call, ...]:
    """What was asked ahead of a check, which does not run any more."""
    return student._take_asked()


def _rebuilt(answer: Answer) -> Answer:
    """A drawing as `Figure` reads it: nothing else that a worker says of it is kept, compared or recorded."""
    if not isinstance(answer, Value):
        return answer
    try:
        return replace(answer, value=Figure.of(answer.value).described())
    except Mistake:
        return answer  # the check will say so


def take_calls(student: Student) -> tuple[Call, ...]:
    """The calls that were made through `student` since this was last asked."""
    return student._take_calls()


def _call(request: Request, answer: Answer) -> Call:
    answer.digest  # noqa: B018 - of what came: a check may change the value
    return Call(request.name, request.args, answer, request.draws)


def _same(call: Call, request: Request) -> bool:
    if (call.name, call.draws) != (request.name, request.draws):
        return False
    return call.args is request.args or wire.pack({}, *call.args) == wire.pack({}, *request.args)


class Functions:
    """Our own functions, run in this process and answered as a worker would answer: by plain value or exception type."""

    report = LoadReport()

    def __init__(self, functions: dict[str, Any]) -> None:
        self._functions = functions
        self._drawn: dict[str, Answer] = {}

    def during(self, exercise: str, check: str) -> Functions:
        """The functions as one run of a check sees them."""
        return self

    def call(self, name: str, *args: Any) -> Answer:
        """The answer of our function to copies of `args`."""
        own = copy.deepcopy(args)
        answer = self._run(lambda: self._functions[name](*own))
        return (
            replace(answer, changed=tuple(wire.changed(wire.memory(args), own)))
            if isinstance(answer, Value)
            else answer
        )

    def draw(self, name: str) -> Answer:
        """What our function draws: drawn once, since drawings take no arguments."""
        if name not in self._drawn:
            self._drawn[name] = self._run(lambda: _recorder().draw(self._functions[name], ()))
        return self._drawn[name]

    def answer(self, call: Call) -> Answer:
        """The answer to a call that a student's function got."""
        return self.draw(call.name) if call.draws else self.call(call.name, *call.args)

    def parameters(self, name: str) -> tuple[str, ...]:
        """The names of our function's parameters, in order."""
        return tuple(inspect.signature(self._functions[name]).parameters)

    def namespace(self, name: str) -> dict[str, Any]:
        """Where our function `name` looks up the others that it calls."""
        found: dict[str, Any] = self._functions[name].__globals__
        return found

    @staticmethod
    def _run(function: Callable[[], Any]) -> Answer:
        try:
            # A known wrong answer overflows and divides by zero, as students' do: nobody reads warnings about it, and
            # where warnings are errors it must answer all the same.
            with warnings.catch_warnings(), np.errstate(all="ignore"):
                warnings.simplefilter("ignore")
                value = function()
        except Exception as error:  # noqa: BLE001 - an exception is an answer too, of whatever type
            return Raised(wire.type_name(type(error)), str(error), 0)
        # Through the wire, as a worker's answer goes: what cannot cross becomes "another type" here as there, and
        # nothing of ours is shared with the check. The first four bytes are the frame's length.
        return Value(wire.unpack(wire.pack({}, value)[4:])[1][0])


class Solution(Protocol):
    """Our own solution as a check sees it: run, or recorded."""

    def call(self, name: str, *args: Any) -> Answer:
        """The answer of function `name`."""

    def draw(self, name: str) -> Answer:
        """What function `name` draws."""


class Reference:
    """`reference.softmax(a)`: the value of our own solution.

    Raises:
        Fault: our solution raised.
    """

    def __init__(self, functions: Solution) -> None:
        self._functions = functions

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *args: self._value(name, self._functions.call(name, *args))

    def figure(self, name: str) -> Figure:
        """What our own solution draws."""
        return Figure.of(self._value(name, self._functions.draw(name)))

    @staticmethod
    def _value(name: str, answer: Answer) -> Any:
        if isinstance(answer, Value):
            # A drawing is remembered, and a check may change what it gets.
            return copy.deepcopy(answer.value)
        raise Fault(f"the reference of {name} gave {answer}")


def load_reference(source: Path) -> Functions:
    """Run a chapter's solutions; its functions answer from then on."""
    _recorder()
    return Functions(run(source))


@functools.cache
def _recorder() -> Any:
    """Matplotlib without a screen, where it is installed; drawings of our own need it, nothing else does."""
    try:
        import matplotlib
    except ImportError:
        return None
    # Where there is a screen, a figure would open a window on it.
    matplotlib.use("Agg")
    return drawing.FigureRecorder()
