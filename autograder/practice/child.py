"""The process that a student's file runs in. It may hang or die: its parent kills it, and starts another that goes on after the check.

Two orders come in: `prepare` names the kit and the assignment, so that everything is imported and the checks are collected before there is
anything to check; `go` brings the student's file. Events go out: `ready`, `statement` before each statement that could hang, `loaded`,
`check` before each check, `result` after each exercise, `done`; or `fault`, which is ours. A `go` with `show` has one exercise drawn instead.
"""

from __future__ import annotations

import base64
import builtins
import hashlib
import os
import random
import signal
import sys
import traceback
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import autograder
from autograder.practice.cells import Cells, cells_of
from autograder.practice.streams import CapturedOutput, Events, Orders, take_over

if TYPE_CHECKING:
    from autograder.limits import Limits
    from autograder.sandbox import LoadReport
    from autograder.sandbox.inside.drawing import FigureRecorder
    from autograder.sandbox.inside.loader import Loader
    from autograder.suite import Runner


def main() -> None:
    """Serve one `prepare` and one `go`, then end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches this process too, but is the parent's to answer
    # `-m` puts the current folder first: a `random.py` there would be imported in place of Python's own.
    sys.path[:] = [folder for folder in sys.path if folder not in ("", os.getcwd())]
    orders, events, printed = take_over()
    try:
        _serve(orders, events, printed)
    except BaseException:  # noqa: BLE001 - sent to the parent, which raises it
        events.send("fault", traceback=traceback.format_exc())
    os._exit(0)  # at once: nobody waits for threads and exit functions of a student's


def _serve(orders: Orders, events: Events, printed: CapturedOutput) -> None:
    from autograder.course import kit
    from autograder.suite import Runner

    order = orders.get()
    found = kit.read(Path(order["kit"]))
    assignment = found.assignment(order["assignment"])
    # Matplotlib takes half the time of everything: it is there only where the file or a check asks for it.
    draws = order["draws"] or '"figure"' in (assignment.suite / "expected.json").read_text(encoding="utf-8")
    recorder = _recorder() if draws else None

    def use(runner: Runner) -> None:
        events.send("ready")
        go = orders.get()
        _Run(runner, assignment.name, events, printed, found.limits).run(
            go, recorder or (_recorder() if go["draws"] else None)
        )

    Runner.collect((assignment,), use, exercise_names=kit.exercise_names(found))


def _recorder() -> FigureRecorder:
    from autograder.sandbox.inside.drawing import FigureRecorder

    return FigureRecorder()


class _Run:
    """One student's file, from loading it to the last result."""

    def __init__(
        self, runner: Runner, assignment: str, events: Events, printed: CapturedOutput, limits: Limits
    ) -> None:
        self._runner, self._suite = runner, runner.suites[assignment]
        self._events, self._printed, self._limits = events, printed, limits

    def run(self, order: dict[str, Any], recorder: FigureRecorder | None) -> None:
        """Load the file, then run the checks of the exercises that `order` names."""
        from autograder.suite.local import Local, Lossy, mentions
        from autograder.suite.overtime import Overtime

        # A student's warnings are no result. Only now: our own imports are over.
        warnings.simplefilter("ignore")
        try:
            cells = cells_of(order["name"], base64.b64decode(order["content"]), self._limits)  # JSON has no bytes
        except ValueError as error:
            return self._events.send("refused", reason=f"{order['name']} {error}")  # the file's fault, not ours
        modules = [(name, base64.b64decode(source), role) for name, source, role in order.get("companions", ())]
        loader, report = self._load(cells, order["skip"], modules)
        namespace = loader.module.__dict__
        found = mentions(namespace, [exercise.name for exercise in self._suite.assignment.exercises])
        self._events.send(
            "loaded",
            warnings=_warnings(report),
            functions=report.functions,
            mentions=found,
            digests={name: _digest(report, name) for name in report.functions},
        )
        self._printed.take()  # what a file prints while it loads is seen when it is run
        draw = recorder.draw if recorder else None
        # Processor time alone: the parent has an eye on the clock.
        overtime = Overtime(self._limits, lambda reason: self._events.send("overtime", reason=reason), wall=False)
        local = Local(
            namespace,
            loader.files,
            report,
            draw=draw,
            replaced=loader.redefinitions.functions,
            limits=self._limits,
            watch=overtime,
        )
        self._lossy = Lossy(local, order["lost"])
        if order.get("show"):
            return self._show(order["show"], namespace)
        suite = self._suite.part(order["exercises"])
        printed, width = self._printed.take, order["width"]
        for result in self._runner.each(
            suite, self._lossy, before=self._before, printed=printed, trace=self._lossy.steps, width=width, calls=found
        ):
            self._events.send("result", result=result.to_record())
        self._events.send("done")

    def _show(self, exercise: str, namespace: dict[str, Any]) -> None:
        """Tell what an exercise's function does, in the form that its picture needs."""
        from autograder.practice.sample import sample

        self._before(f"{exercise}/show")
        self._events.send("drawn", sample=sample(self._runner, self._suite, exercise, self._lossy, namespace))

    @staticmethod
    def _nothing(*_: Any, **__: Any) -> None:
        """In place of `check`, `hint` and `show`: a notebook's own such cells do nothing while the notebook is being checked."""

    def _load(self, cells: Cells, skip: list[Any], modules: list[tuple[str, bytes, str]]) -> tuple[Loader, LoadReport]:
        import numpy as np

        from autograder.sandbox import LoadError
        from autograder.sandbox.inside.loader import Loader
        from autograder.suite.local import report_of

        for name in autograder.__all__:
            setattr(autograder, name, self._nothing)
        builtins.check = self._nothing  # type: ignore[attr-defined]
        random.seed(0)
        np.random.seed(0)  # as in a worker: without a seed of its own, a file gives the same answers every time
        lost = {line: LoadError(line, type_name, text) for _, line, type_name, text in skip}
        loader = Loader(cells, [index for index, *_ in skip], self._statement, modules=modules)
        return loader, report_of(loader.load(), cells, tuple(lost.values()), modules)

    def _statement(self, index: int, line: int) -> None:
        self._events.send("statement", index=index, line=line)

    def _before(self, what: str) -> None:
        self._lossy.check = what
        self._events.send("check", check=what)


def _digest(report: LoadReport, name: str) -> str:
    return hashlib.sha256("\n".join(report.lines(name)).encode()).hexdigest()


def _warnings(report: LoadReport) -> list[tuple[int, Any]]:
    from autograder.explain.loading import warnings

    return [(warning.line, warning.statement.to_record()) for warning in warnings(report)]


if __name__ == "__main__":
    main()
