"""From what went wrong in a check to words: a message for the student, and the whole story for the instructor.

On a hidden check the message uses a closed vocabulary only, because everything else is a channel through which a submission could
tell its author the hidden inputs: no value, no exception's text, no foreign name, no line outside the exercise's own function.
"""

from __future__ import annotations

import builtins
import difflib
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from autograder.result import Outcome
from autograder.sandbox import Crashed, LoadReport, Missing, Other, Raised, TimedOut, Value
from autograder.testing import Figure, Mistake, Rung
from autograder.testing.mistake import Part
from autograder.testing.words import shape_words, show, type_words

from .student import Call, NoAnswer

CALL_LENGTH, VALUE_LENGTH = 2000, 2000
NUMPY_EXCEPTIONS = {"numpy.exceptions.AxisError", "numpy.linalg.LinAlgError", "numpy.exceptions.DTypePromotionError"}


@dataclass(frozen=True)
class Explanation:
    """How a check ended, in words."""

    outcome: Outcome
    message: str = ""
    detail: dict[str, str] | None = field(default=None)


def explain(
    error: BaseException, calls: tuple[Call, ...], report: LoadReport, title: str, *, visible: bool
) -> Explanation:
    """Put into words why a check did not pass.

    Args:
        error: what the check raised; not a fault of ours.
        calls: the calls the check made, the last of which it judged.
        report: what the submission said while loading, before it saw any input.
        title: the check's title, the message where nothing better is known.
        visible: whether values may be shown.
    """
    call = calls[-1] if calls else None
    if isinstance(error, NoAnswer):
        return _no_answer(error.call, report, visible)
    if isinstance(error, Mistake) and call is not None:
        words = _visible(error, call) if visible else _hidden(error, call)
        return Explanation(Outcome.FAILED, words, _detail(call, error))
    return Explanation(Outcome.FAILED, f"It does not hold that it {title}.", _detail(call, None))


# --- a value that is wrong --------------------------------------------------------------------------------------------


def _visible(mistake: Mistake, call: Call) -> str:
    if mistake.sentence:
        return f"{_call(call)}: {mistake.sentence}."
    if mistake.rung is Rung.VALUE:
        return f"{_call(call)} returned {_shown(mistake.got)}; expected {_shown(mistake.expected)}.{_first(mistake)}"
    value = f", namely {_shown(mistake.got)}" if mistake.rung is Rung.TYPE and _has_value(mistake.got) else ""
    return f"{_call(call)} returned {_kind(mistake, call, hide=False)}{value}; expected {_wanted(mistake, hide=False)}.{_none(mistake)}"


def _hidden(mistake: Mistake, call: Call) -> str:
    name = f"`{call.name}`"
    if mistake.sentence:
        return f"{name}: {mistake.sentence}."
    if mistake.rung is Rung.VALUE:
        many = isinstance(mistake.got, (np.ndarray, list, tuple, dict))
        return f"{name} returned {'wrong values' if many else 'a wrong value'}."
    return f"{name} returned {_kind(mistake, call, hide=True)}; expected {_wanted(mistake, hide=True)}.{_none(mistake)}"


def _kind(mistake: Mistake, call: Call, *, hide: bool) -> str:
    """What came back, down to the part that is wrong: "a tuple whose element 0 is an int"."""
    part = mistake.part
    if mistake.rung is Rung.SHAPE:
        what = _safe_shape(part, call) if hide else f"shape {shape_words(part.got.shape)}"
        words = f"an array of {what}"
    else:
        words = type_words(part.got)
    return f"{type_words(mistake.got)} whose {part.place} is {words}" if part.place else words


def _wanted(mistake: Mistake, *, hide: bool) -> str:
    part = mistake.part
    if mistake.rung is Rung.SHAPE:
        return "another shape" if hide else f"shape {shape_words(np.shape(part.expected))}"
    return type_words(part.expected) + " there" * bool(part.place)


def _safe_shape(part: Part, call: Call) -> str:
    """The returned shape, unless it holds a size that comes from nowhere: a size could carry a hidden number out."""
    known = set(np.shape(part.expected)) | {size for arg in call.args for size in _sizes(arg)}
    shape = part.got.shape
    return (
        f"shape {shape_words(shape)}"
        if set(shape) <= known
        else "a shape that fits neither the arguments nor the result"
    )


def _sizes(value: Any) -> tuple[int, ...]:
    if isinstance(value, dict):
        return tuple(size for item in value.values() for size in _sizes(item))
    return np.shape(value) if isinstance(value, np.ndarray) else ()


def _first(mistake: Mistake) -> str:
    """Where two long arrays first differ."""
    got, expected = mistake.got, mistake.expected
    if not isinstance(got, np.ndarray) or not isinstance(expected, np.ndarray) or got.size < 4:
        return ""
    wrong = np.argwhere(~np.isclose(got, expected, rtol=1e-6, atol=1e-8))
    if not len(wrong):
        return ""
    place = tuple(int(index) for index in wrong[0])
    return f" The first difference is at index {list(place)}: {show(got[place])}, not {show(expected[place])}."


def _none(mistake: Mistake) -> str:
    return " Is a `return` missing?" if mistake.got is None else ""


def _has_value(got: Any) -> bool:
    return got is not None and not isinstance(got, (Other, Figure))


# --- no value at all --------------------------------------------------------------------------------------------------


def _no_answer(call: Call, report: LoadReport, visible: bool) -> Explanation:
    answer = call.answer
    if isinstance(answer, Missing):
        return Explanation(Outcome.MISSING, _missing(call.name, report))
    if isinstance(answer, Raised):
        if answer.type_name == "builtins.NotImplementedError" and _inside(answer.line, call.name, report):
            return Explanation(
                Outcome.MISSING, f"`{call.name}` is not started: its stub still raises NotImplementedError."
            )
        message = _raised(call, answer) if visible else _raised_hidden(call, answer, report)
        return Explanation(Outcome.FAILED, message, _detail(call, None))
    if isinstance(answer, TimedOut):
        message = f"`{call.name}`: {answer.reason}. Is there a loop that never ends?"
        return Explanation(Outcome.TIMED_OUT, message, _detail(call, None))
    assert isinstance(answer, Crashed)
    return Explanation(
        Outcome.CRASHED, f"`{call.name}` gave no answer: the program {answer.reason}.", _detail(call, None)
    )


def _missing(name: str, report: LoadReport) -> str:
    near = difflib.get_close_matches(name.lower(), {known.lower(): known for known in report.names}, n=1)
    spelt = next((known for known in report.names if near and known.lower() == near[0]), None)
    if spelt:
        return f"`{name}` is not defined; did you mean `{spelt}`?"
    if report.errors:
        return f"`{name}` is not defined: the file did not load as a whole (line {report.errors[0].line} failed first)."
    return f"`{name}` is not defined."


def _raised(call: Call, answer: Raised) -> str:
    where = f" in line {answer.line}" if answer.line else ""
    text = f": {answer.text}" if answer.text else ""
    return f"{_call(call)} raised {_short(answer.type_name)}{where}{text}"


def _raised_hidden(call: Call, answer: Raised, report: LoadReport) -> str:
    where = f" in line {answer.line}" if _inside(answer.line, call.name, report) else ""
    return f"`{call.name}` raised {_known_exception(answer.type_name)}{where}."


def _inside(line: int, name: str, report: LoadReport) -> bool:
    first, last = report.functions.get(name, (1, 0))
    return first <= line <= last


def _known_exception(type_name: str) -> str:
    module, _, name = type_name.rpartition(".")
    known = getattr(builtins, name, None) if module == "builtins" else None
    if (isinstance(known, type) and issubclass(known, BaseException)) or type_name in NUMPY_EXCEPTIONS:
        return name
    return "an exception of a type of its own"


def _short(type_name: str) -> str:
    return type_name.rpartition(".")[2]


# --- showing ----------------------------------------------------------------------------------------------------------


def _call(call: Call) -> str:
    return f"`{_pasteable(call)}`"


def _pasteable(call: Call) -> str:
    arguments = ", ".join(show(arg, code=True) for arg in call.args)
    return _cut(f"{call.name}({arguments})", CALL_LENGTH)


def _shown(value: Any) -> str:
    if isinstance(value, Figure):
        lines = [line for axes in value.axes for line in axes.lines]
        return f"a figure with {len(lines)} line{'s' * (len(lines) != 1)}"
    return _cut(show(value), VALUE_LENGTH)


def _detail(call: Call | None, mistake: Mistake | None) -> dict[str, str]:
    if call is None:
        return {"call": "", "expected": "", "got": ""}
    got = _answer_words(call)
    if mistake is not None and not (isinstance(call.answer, Value) and mistake.got is None):
        got = _shown(mistake.got)
    expected = "" if mistake is None or mistake.expected is None else _shown(mistake.expected)
    return {"call": _pasteable(call), "expected": expected or (mistake.sentence if mistake else ""), "got": got}


def _answer_words(call: Call) -> str:
    answer = call.answer
    if isinstance(answer, Value):
        return "a drawing" if call.draws else _shown(answer.value)
    if isinstance(answer, Raised):
        return f"raised {_short(answer.type_name)}: {answer.text} (line {answer.line})"
    if isinstance(answer, (TimedOut, Crashed)):
        return answer.reason
    return "not defined"


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"
