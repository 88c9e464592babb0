"""`check("softmax")`, `hint("softmax")` and `show("softmax")` in a notebook: on the functions of the running kernel, shown as cards."""

from __future__ import annotations

import difflib
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from autograder.course import Assignment, kit
from autograder.course.kit import Kit
from autograder.errors import AutograderError
from autograder.explain.loading import meaning
from autograder.explain.wording import text
from autograder.feedback import Cause, Feedback, Statement
from autograder.render import card
from autograder.render.card import CardData, Colour, OverviewData
from autograder.result import ExerciseResult, Outcome, points_text, round_points
from autograder.suite import Runner
from autograder.suite.local import mentions
from autograder.suite.recorded import Recording
from autograder.suite.values import decode
from autograder.testing import Figure

from . import hints
from .kernel import Kernel
from .kernel_checks import Findings, Interrupted, KernelChecks
from .progress import Standing, State, following, shown, standings

Asked = str | Callable[..., Any]

COLOURS = {
    State.DONE: Colour.GREEN,
    State.UNDEFINED: Colour.RED,
    State.FAILING: Colour.RED,
    State.WAITING: Colour.GREY,
    State.UNTOUCHED: Colour.GREY,
}
MARKS = {State.DONE: "✓", State.UNDEFINED: "✗", State.FAILING: "✗", State.WAITING: "…", State.UNTOUCHED: "·"}


class Shown:
    """Something to look at, in a notebook as HTML and elsewhere as text."""

    def __init__(self, html: str, text: str) -> None:
        self.html, self.text = html, text

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return self.html


class Score(float):
    """Points, as a plain number that a notebook shows as a card.

    nbgrader takes the text of a cell's result as its grade: that text is the bare number and nothing else.
    """

    html: str
    text: str
    is_full: bool

    @classmethod
    def of(cls, points: float, html: str, text: str, *, is_full: bool = False) -> Score:
        """So many points, what is shown of them, and whether there are no more to be had."""
        score = cls(points)
        score.html, score.text, score.is_full = html, text, is_full
        return score

    def __repr__(self) -> str:
        # A method of its own, or IPython would take its printer for floats, which `%precision` changes.
        return float.__repr__(self)

    def _repr_html_(self) -> str:
        return self.html


def score(asked: Asked, namespace: dict[str, Any]) -> Score:
    """Check one exercise's function in `namespace`; for "" the chapter's.

    Whatever goes wrong, the score is 0 rather than none: nbgrader gives every point to a cell without a number.
    """
    __tracebackhide__ = True  # IPython shows no such frames
    exercise = _name(asked, namespace)
    try:
        found = kit.find()
        kernel = Kernel.of(namespace)
        if not exercise:
            return _chapter(found, kernel)
        return _exercise(exercise, found, kernel)
    except AutograderError as error:
        shown_name = f"{exercise}: " * bool(exercise)
        return Score.of(0.0, card.refusal(exercise, f"not checked: {error}"), f"{shown_name}{error}")
    except Interrupted as stop:
        where = f", in {kernel.report.place(stop.line)}," if stop.line else ""
        what = exercise or "the chapter"
        raise KeyboardInterrupt(
            f"{what} was stopped{where} while it was checked. Is there a loop that never ends?"
        ) from None


def hint(asked: Asked, namespace: dict[str, Any]) -> Shown:
    """The hints of an exercise, one more each time."""
    exercise = _name(asked, namespace)
    try:
        found = kit.find()
        page = hints.next_ones(found, kit.asked(found, exercise).name, exercise)
    except AutograderError as error:
        return Shown(card.refusal(exercise, str(error)), f"{exercise}: {error}")
    lines = [f"{number} of {page.count}  {words}" for number, words in enumerate(page.hints, 1)]
    return Shown(card.hints_as_html(exercise, page.hints, page.count), "\n".join(lines))


def show(asked: Asked, namespace: dict[str, Any]) -> Shown:
    """What an exercise's function does, drawn over what was expected."""
    from .picture import picture  # Matplotlib takes longer to import than all else here

    exercise = _name(asked, namespace)
    try:
        found = kit.find()
        assignment = kit.asked(found, exercise)
        kit.require_checks(assignment)
        recorded = Recording.of_kit(assignment.suite)
        kit.require_drawable(found, exercise)
        checks = _run(found, assignment, [exercise], Kernel.of(namespace), lambda checks: checks.show(exercise))
    except AutograderError as error:
        return Shown(card.refusal(exercise, str(error)), f"{exercise}: {error}")
    assert checks.sample is not None
    made = picture(recorded, exercise, checks.sample)
    note = "" if made.has_answer else f'It gave nothing that can be drawn; `check("{exercise}")` says why.'
    return Shown(card.picture_as_html(made.title, made.figure, note), " ".join(filter(None, [made.title, note])))


def announced(shown: Shown) -> Shown:
    """The same, printed where nothing else would show it."""
    if not shows_cards():
        print(shown.text)
    return shown


def namespace(calling: dict[str, Any]) -> dict[str, Any]:
    """Where the student's functions are: in IPython its user's namespace, else the globals of whoever called."""
    shell = _shell()
    return calling if shell is None else shell.user_ns


def shows_cards() -> bool:
    """Whether a result is shown by its HTML, as a notebook does and a terminal does not."""
    # By name: Colab has a shell of its own.
    return type(_shell()).__name__ not in ("NoneType", "TerminalInteractiveShell")


def is_validating() -> bool:
    """Whether nbgrader is running the notebook for its author's eyes, to grade nothing: in grading, a word on stderr costs all points."""
    return os.environ.get("NBGRADER_EXECUTION") == "validate"


def _shell() -> Any:
    """The running IPython, None outside one."""
    # Not imported for it: where none runs there is nothing to find.
    return sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None


def _name(asked: Asked, namespace: Mapping[str, Any]) -> str:
    """The exercise asked for: a text as it stands, a function by the name that it has here."""
    if isinstance(asked, str):
        return asked
    names = [name for name, value in namespace.items() if value is asked and name[:1] != "_"]
    own = str(getattr(asked, "__name__", "?"))  # a partial, or an object with `__call__`, has none
    return own if own in names else next(iter(names), own)  # two names for one function: the one it was defined by


# --- checking ---------------------------------------------------------------------------------------------------------


def _run(
    found: Kit, assignment: Assignment, names: list[str], kernel: Kernel, use: Callable[[KernelChecks], Findings]
) -> Findings:
    """What comes out of the checks of some exercises of an assignment."""
    exercises = tuple(exercise for exercise in assignment.exercises if exercise.name in names)
    part = replace(assignment, exercises=exercises)
    findings: list[Findings] = []

    def run(runner: Runner) -> None:
        calls = mentions(kernel.namespace, names)
        findings.append(use(KernelChecks(kernel, runner, runner.suites[assignment.name], found.limits, calls)))

    Runner.collect((part,), run, exercise_names=kit.exercise_names(found))
    if not findings:
        raise Interrupted(0)  # it came while pytest collected the checks, and pytest kept it to itself
    return findings[0]


def _exercise(name: str, found: Kit, kernel: Kernel) -> Score:
    assignment = found.of_exercise(name)
    if assignment is None:
        raise AutograderError(_unknown(name, found))
    kit.require_checks(assignment)
    # What it uses is checked as well: only then can be said that it waits for that.
    used = {used for exercise in assignment.exercises if exercise.name == name for used in exercise.uses}
    names = [other for other in kit.names(assignment) if other in {name, *used}]
    findings = _run(found, assignment, names, kernel, KernelChecks.run)
    standing = next(each for each in _standings(assignment, names, findings, kernel) if each.exercise.name == name)
    data = _card(standing, findings, kernel, assignment)
    is_full = standing.state is State.DONE
    return Score.of(_points(standing.result), card.as_html(data), card.as_text(data), is_full=is_full)


def _chapter(found: Kit, kernel: Kernel) -> Score:
    assignment = _assignment(found, kernel)
    kit.require_checks(assignment)
    names = kit.names(assignment)
    findings = _run(found, assignment, names, kernel, KernelChecks.run)
    all_standings = _standings(assignment, names, findings, kernel)
    points = sum(_points(standing.result) for standing in all_standings)
    most = sum(exercise.points for exercise in assignment.exercises)
    work = following(all_standings)
    is_begun = work is not None and work.state is not State.UNTOUCHED
    data = OverviewData(
        f"{points_text(points)} of {points_text(most)} points in these checks",
        Colour.GREEN if work is None else Colour.GREY,
        tuple(
            (MARKS[standing.state], COLOURS[standing.state], standing.exercise.name, _state(standing))
            for standing in all_standings
        ),
        _card(work, findings, kernel, assignment) if work is not None and is_begun else None,
    )
    return Score.of(points, card.overview_as_html(data), card.overview_as_text(data), is_full=work is None)


def _assignment(found: Kit, kernel: Kernel) -> Assignment:
    """The chapter that is being worked on: the one most of whose functions are here."""
    counts = {
        assignment.name: sum(name in kernel.report.names for name in kit.names(assignment))
        for assignment in found.assignments
    }
    best = max(counts, key=lambda name: counts[name])  # several chapters may have been run in one kernel
    if not counts[best]:
        raise AutograderError("none of the exercises' functions is here yet: run the cells with your answers first")
    return found.assignment(best)


def _standings(assignment: Assignment, names: list[str], findings: Findings, kernel: Kernel) -> list[Standing]:
    exercises = tuple(exercise for exercise in assignment.exercises if exercise.name in names)
    return standings(exercises, findings.results, mentions(kernel.namespace, names))


def _unknown(exercise: str, found: Kit) -> str:
    near = difflib.get_close_matches(exercise, kit.exercise_names(found), n=1)
    return (
        f"there is no exercise of this name; did you mean '{near[0]}'?" if near else "there is no exercise of this name"
    )


def _points(result: ExerciseResult) -> float:
    """Points times visible checks passed, divided by visible checks."""
    passed = sum(check.outcome is Outcome.PASSED for check in result.checks)
    return round_points(Fraction(int(result.max_score) * passed, len(result.checks)), int(result.max_score))


# --- cards ------------------------------------------------------------------------------------------------------------


def _card(standing: Standing, findings: Findings, kernel: Kernel, assignment: Assignment) -> CardData:
    """What the card of an exercise shows."""
    name, feedback = standing.exercise.name, standing.feedback
    if standing.state in (State.UNDEFINED, State.UNTOUCHED) and feedback is not None:
        words = _absent(feedback, kernel)
        colour = COLOURS[standing.state] if feedback.cause is not Cause.NOT_DEFINED else Colour.RED
        return CardData(name, words, colour, kernel.cell_of(name), line=feedback.line)
    checks = tuple((check.title, check.outcome is Outcome.PASSED) for check in standing.result.checks)
    is_done = standing.state is State.DONE or feedback is None
    waits = f"; it uses {standing.waiting}" * bool(standing.waits_for and not is_done)
    summary = "all visible checks pass" if is_done else f"{standing.passed} of {len(checks)} visible checks pass{waits}"
    return CardData(
        name,
        summary,
        COLOURS[standing.state],
        kernel.cell_of(name),
        _note(name, kernel),
        checks,
        shown(standing, feedback) if feedback is not None and not is_done else None,
        figures=_figures(name, findings, assignment, is_done=is_done),
    )


def _state(standing: Standing) -> str:
    count = len(standing.result.checks)
    words = {
        State.DONE: f"{points_text(standing.result.max_score)} points",
        State.UNDEFINED: "not defined",
        State.FAILING: f"{standing.passed} of {count} check{'s' * (count != 1)}",
        State.WAITING: f"it uses {standing.waiting}",
        State.UNTOUCHED: "not started",
    }
    return words[standing.state]


def _absent(feedback: Feedback, kernel: Kernel) -> str:
    if feedback.cause is Cause.NOT_STARTED:
        return "not started: the line `raise NotImplementedError()` still stands where your answer belongs"
    name = str(feedback.fact.fields.get("name", ""))
    if feedback.fact.key != "not_defined" or not kernel.has_history:
        return text(feedback.fact)
    if name in kernel.sources:
        return text(Statement("not_defined_cell_stopped", {"name": name, "place": kernel.sources[name]}))
    return text(Statement("not_defined_not_run", {"name": name}))


def _note(name: str, kernel: Kernel) -> str:
    """That the function checked is not the one written last."""
    error = kernel.newer(name)
    if error is None:
        return ""
    fields: dict[str, str | Statement] = {
        "name": name,
        "place": kernel.report.place(error.line),
        "error": meaning(error, kernel.report),
    }
    return text(Statement("older_definition", fields))


def _figures(name: str, findings: Findings, assignment: Assignment, *, is_done: bool) -> dict[str, Figure]:
    """What was drawn, alone where it is right, else beside what was expected."""
    described = findings.figures.get(name)
    if described is None:
        return {}
    yours = Figure.of(decode(described))
    expected = Recording.of_kit(assignment.suite).figure(name)
    if is_done or expected is None:
        return {"yours": yours}
    return {"yours": yours, "expected": Figure.of(expected)}
