"""The one place where it is worked out why a check did not pass.

On a hidden check everything comes from a closed vocabulary, because anything else is a channel through which a submission could tell its
author the hidden inputs: no value, no exception's text, no foreign name, no line. That is decided here and in `hidden`, and nowhere after.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from autograder.feedback import Cause, DifferenceLine, Feedback, Statement
from autograder.testing import Mistake, Stage
from autograder.testing.figure import Line

from . import hidden, wording, wrong_values
from .call import Call, NoAnswer
from .context import Context
from .differences import compare
from .no_answer import NoValue, explain_no_answer

CAUSES = {Stage.TYPE: Cause.TYPE, Stage.SHAPE: Cause.SHAPE, Stage.VALUE: Cause.VALUE, Stage.PROPERTY: Cause.PROPERTY}
NOT_THERE = (Cause.NOT_STARTED, Cause.NOT_DEFINED, Cause.UNREADABLE)


@dataclass(frozen=True)
class Failure:
    """A check that did not pass.

    Attributes:
        error: what it raised; not a fault of ours.
        calls: the calls that it made, the last of which it judged.
        title, hint: the check's own words.
        visible: whether values may be shown.
        printed: what the student's code printed meanwhile.
    """

    error: BaseException
    calls: tuple[Call, ...]
    title: str
    hint: str
    visible: bool
    printed: str = ""


def explain(failure: Failure, context: Context) -> Feedback:
    """Why a check did not pass, in one record that is fit for the student."""
    feedback = _explained(failure, context)
    proved = context.proved if failure.visible else hidden.may_be_proved(context.proved)
    if context.claim is not None and feedback.cause not in (*NOT_THERE, Cause.TIMED_OUT, Cause.CRASHED):
        # It knows the exercise, so it says more than the value or the error can.
        said = Statement("misconception", {"text": context.claim.sentence})
        feedback = replace(feedback, explanation=(said,), misconception=context.claim.name)
    if feedback.cause not in NOT_THERE and proved:
        # An earlier definition that would pass says all that is said of a last one.
        kept = [statement for statement in feedback.explanation if statement.key != "last_definition_counts"]
        feedback = replace(feedback, explanation=(*kept, *proved))
    # A hint is about what a value should be: where the code stopped, or the reason is known, it is one riddle more.
    is_unexplained = not feedback.explanation and feedback.cause not in NOT_THERE
    return replace(feedback, hint=failure.hint if is_unexplained else "")


def as_hidden(failure: Failure, context: Context) -> Feedback:
    """What would be said of a visible check, were it hidden: hidden ones that fail likewise may say as much."""
    return _full(replace(failure, visible=False, printed=""), context)


def carried_forward(name: str, causes: Sequence[str], spoiling: Collection[str] = ()) -> Feedback:
    """What to say of a check that passes once the exercises that the function calls are replaced by right ones.

    Args:
        spoiling: those that lost no points themselves, but change an array that they are given.
    """
    wrong = [cause for cause in causes if cause not in spoiling]
    changing = [cause for cause in causes if cause in spoiling]
    if not changing:
        key = "carried_forward" if len(wrong) == 1 else "carried_forward_many"
        return Feedback(Cause.CARRIED_FORWARD, Statement(key, {"name": name, "others": listed(wrong)}))
    fields = {"name": name, "others": listed(causes), "changing": listed(changing)}
    if wrong:
        statement = Statement("spoiled_and_carried_forward", {**fields, "wrong": listed(wrong)})
    else:
        statement = Statement("spoiled" if len(changing) == 1 else "spoiled_many", fields)
    return Feedback(Cause.CARRIED_FORWARD, statement)


def message(feedback: Feedback) -> str:
    """The record's fact and explanation in one paragraph: the `message` of a result."""
    return " ".join(map(wording.text, (feedback.fact, *feedback.explanation)))


def listed(names: Sequence[str]) -> str:
    """Names as code, in words: "`AND`, `NAND` and `OR`"."""
    *most, last = (f"`{name}`" for name in names)
    return f"{', '.join(most)} and {last}" if most else last


def _explained(failure: Failure, context: Context) -> Feedback:
    full = _full(failure, context)
    call = _judged(failure)
    # Equal to what a visible check has said already, it tells nothing new.
    if failure.visible or call is None or full == context.said:
        return full
    return hidden.short(full, failure.error, call, context.report)


def _judged(failure: Failure) -> Call | None:
    """The call that the failure is about."""
    if isinstance(failure.error, NoAnswer):
        call: Call = failure.error.call
        return call
    return failure.calls[-1] if failure.calls else None


def _full(failure: Failure, context: Context) -> Feedback:
    call = _judged(failure)
    if isinstance(failure.error, NoAnswer) and call is not None:
        feedback = _without_value(explain_no_answer(call, context, visible=failure.visible))
    elif isinstance(failure.error, Mistake) and call is not None:
        feedback = _with_value(failure.error, call, failure, context)
    else:
        # A bare assert, or whatever else the check's body raised: audit has proved the body sound, so it is about the
        # answer, and the title is all that is known.
        feedback = Feedback(Cause.PROPERTY, Statement("check_failed", {"title": failure.title}))
    if call is None or not failure.visible or feedback.cause in NOT_THERE:
        return feedback
    # Only of a visible check: both hold inputs.
    return replace(feedback, call=call.as_python, printed=failure.printed)


def _without_value(found: NoValue) -> Feedback:
    return Feedback(found.cause, found.fact, found.explanation, line=found.line)


def _with_value(mistake: Mistake, call: Call, failure: Failure, context: Context) -> Feedback:
    fact = wrong_values.visible_fact(mistake, call) if failure.visible else wrong_values.hidden_fact(mistake, call)
    why = wrong_values.explanation(call, context.report, failure.printed if failure.visible else "")
    # What is read off the values themselves; a hidden check may not.
    if failure.visible and not why:
        why = wrong_values.related(mistake, call, context.report)
    shows_values = failure.visible and context.width is not None
    differences = _differences(mistake, call, context.width) if shows_values and context.width is not None else ()
    return Feedback(CAUSES[mistake.stage], fact, why, differences=differences)


def _differences(mistake: Mistake, call: Call, width: int) -> tuple[DifferenceLine, ...]:
    """What came back above what was expected; of a sentence about a line only the line, and nothing of a property."""
    part = mistake.part
    if part is None or (mistake.sentence and not isinstance(part.got, Line)):
        return ()
    _, part = wrong_values.in_answer(mistake, call) or (None, part)
    place = [DifferenceLine(f"{part.place}:")] if part.place and not isinstance(part.got, Line) else []
    return (*place, *compare(part.got, part.expected, width))
