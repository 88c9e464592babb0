"""From what went wrong in a check to words: a message for the student, and the whole story for the instructor.

On a hidden check the message uses a closed vocabulary only, because everything else is a channel through which a submission could
tell its author the hidden inputs: no value, no exception's text, no foreign name, no line outside the exercise's own function.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from autograder.explain.words import shape_words, show, type_words
from autograder.result import Outcome
from autograder.sandbox import Crashed, LoadError, LoadReport, Missing, Other, Raised, TimedOut, Value
from autograder.testing import Figure, Mistake, Rung
from autograder.testing.mistake import Part

from .call import Call, NoAnswer
from .differences import first_difference
from .error_matching import closed, own_text, public_name, related, translate
from .python_errors import ARGUMENTS, Pool

ARGUMENT_LENGTH, CALL_LENGTH, VALUE_LENGTH, DETAIL_LENGTH = 80, 200, 200, 2000
SYNTAX_ERRORS = {"builtins.SyntaxError", "builtins.IndentationError", "builtins.TabError"}


@dataclass(frozen=True)
class Explanation:
    """How a check ended, in words.

    Attributes:
        fact: what happened: the call, and what came of it.
        reason: why, as far as that can be told from what happened; "" where it cannot.
        detail: the whole story, for the instructor.
        call: the call as Python that can be pasted, "" for none; it holds inputs, as `part` does, so neither may leave a hidden check.
        part: what came back and what was expected, of a value that is wrong.
    """

    outcome: Outcome
    fact: str = ""
    reason: str = ""
    detail: dict[str, str] | None = field(default=None)
    call: str = ""
    part: Part | None = None

    @property
    def message(self) -> str:
        """Fact and reason."""
        return self.because("")

    def because(self, misconception: str) -> str:
        """The fact and the misconception's sentence where there is one: it knows the exercise, so it says more than the reason."""
        return " ".join(filter(None, [self.fact, misconception or self.reason]))


@dataclass(frozen=True)
class _Ended:
    """A check's end: what the submission said while loading, the exercises' names, and whether values may be shown."""

    report: LoadReport
    exercises: Collection[str]
    visible: bool


def explain(
    error: BaseException,
    calls: tuple[Call, ...],
    report: LoadReport,
    title: str,
    *,
    visible: bool,
    exercises: Collection[str] = (),
) -> Explanation:
    """Put into words why a check did not pass.

    Args:
        error: what the check raised; not a fault of ours.
        calls: the calls the check made, the last of which it judged.
        report: what the submission said while loading, before it saw any input.
        title: the check's title, the message where nothing better is known.
        visible: whether values may be shown.
        exercises: the names of the assignment's exercises, none of which is a misspelling of another.
    """
    call = calls[-1] if calls else None
    if isinstance(error, NoAnswer):
        return _no_answer(error.call, _Ended(report, exercises, visible))
    if isinstance(error, Mistake) and call is not None:
        fact = _visible(error, call) if visible else _hidden(error, call)
        detail = _detail(call, error)
        return Explanation(Outcome.FAILED, fact, _none(error), detail, _pasteable(call), error.part)
    pasteable = _pasteable(call) if call is not None else ""
    return Explanation(Outcome.FAILED, f"It does not hold that it {title}.", detail=_detail(call, None), call=pasteable)


def load_warning(error: LoadError, report: LoadReport) -> str:
    """A statement that failed while the file was loading, in words."""
    where = f"{report.place(error.line)} failed while the file was loading" if error.line else "the file did not load"
    return f"{where}: {_meaning(error, report)}"


def _meaning(error: LoadError, report: LoadReport) -> str:
    if error.type_name in ("timeout", "crash"):  # the worker's own words
        return f"the program {error.text}" if error.type_name == "crash" else error.text
    said = translate(error.type_name, error.text, {Pool.FILE: report.functions}) or own_text(error.text)
    return ": ".join(filter(None, [public_name(error.type_name) or _short(error.type_name), said]))


def fails_because(name: str, causes: Collection[str]) -> str:
    """What to say of a check that passes once the exercises that the function calls are replaced by right ones."""
    return (
        f"`{name}` fails only because {_listed(causes)} {'does' if len(causes) == 1 else 'do'}: get {_listed(causes)} right. "
        "That costs points there, not here."
    )


def waits_for(name: str, causes: Collection[str]) -> str:
    """What to say of an exercise that is not checked before those it calls are right."""
    return f"`{name}` is waiting for {_listed(causes)}: get {_listed(causes)} right first."


def _listed(names: Collection[str]) -> str:
    *most, last = (f"`{name}`" for name in names)
    return f"{', '.join(most)} and {last}" if most else last


# --- a value that is wrong --------------------------------------------------------------------------------------------


def _visible(mistake: Mistake, call: Call) -> str:
    if mistake.sentence:
        return f"{_call(call)}: {mistake.sentence}."
    if mistake.rung is Rung.VALUE:
        return f"{_call(call)} returned {_values(mistake)}"
    value = f", namely {_shown(mistake.got)}" if mistake.rung is Rung.TYPE and _has_value(mistake.got) else ""
    return f"{_call(call)} returned {_kind(mistake, call, hide=False)}{value}; expected {_wanted(mistake, hide=False)}."


def _values(mistake: Mistake) -> str:
    """Both values; of a long tuple, list or dict the part that differs, of a long array the elements around the first difference."""
    part, place = mistake.part, first_difference(mistake.part.got, mistake.part.expected) or ()
    got, expected = _shown(mistake.got, place), _shown(mistake.expected, place)
    if part.place and len(got) + len(expected) > VALUE_LENGTH:
        got = f"{type_words(mistake.got)} whose {part.place} is {_shown(part.got, place)}"
        expected = f"{_shown(part.expected, place)} there"
    words = f"{got}; expected {expected}."
    if not place or np.size(part.got) < 4:
        return words
    one, other = (show(np.asarray(value)[place]) for value in (part.got, part.expected))
    return f"{words} The first difference is at index {list(place)}: {one}, not {other}."


def _hidden(mistake: Mistake, call: Call) -> str:
    name = f"`{call.name}`"
    if mistake.sentence:
        return f"{name}: {mistake.sentence}."
    if mistake.rung is Rung.VALUE:
        many = isinstance(mistake.got, (np.ndarray, list, tuple, dict))
        return f"{name} returned {'wrong values' if many else 'a wrong value'}."
    return f"{name} returned {_kind(mistake, call, hide=True)}; expected {_wanted(mistake, hide=True)}."


def _kind(mistake: Mistake, call: Call, *, hide: bool) -> str:
    """What came back, down to the part that is wrong: "a tuple whose element at index 0 is an int"."""
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
    kind = type_words(part.expected)
    if isinstance(part.expected, np.ndarray) and not isinstance(part.got, np.ndarray):
        kind = "an array"
    elif isinstance(part.expected, (int, float, np.integer, np.floating)):
        kind = "a number"  # any type of number is fine
    return kind + " there" * bool(part.place)


def _safe_shape(part: Part, call: Call) -> str:
    """The returned shape, unless it holds a size that comes from nowhere: a size could carry a hidden number out."""
    known = set(np.shape(part.expected)) | {size for arg in call.args for size in _sizes(arg)}
    return f"shape {shape_words(part.got.shape)}" if set(part.got.shape) <= known else "a shape that fits no argument"


def _sizes(value: Any) -> tuple[int, ...]:
    if isinstance(value, dict):
        return tuple(size for item in value.values() for size in _sizes(item))
    return np.shape(value) if isinstance(value, np.ndarray) else ()


def _none(mistake: Mistake) -> str:
    return "A function that ends without `return` gives None." if mistake.part.got is None else ""


def _has_value(got: Any) -> bool:
    return got is not None and not isinstance(got, (Other, Figure))


# --- no value at all --------------------------------------------------------------------------------------------------


def _no_answer(call: Call, ended: _Ended) -> Explanation:
    answer, report = call.answer, ended.report
    if isinstance(answer, Missing):
        return Explanation(Outcome.MISSING, _missing(call.name, ended))
    if isinstance(answer, Raised) and _is_stub(answer, call.name, report):
        return Explanation(Outcome.MISSING, f"`{call.name}` is not started: its stub still raises NotImplementedError.")
    detail, pasteable = _detail(call, None, report), _pasteable(call)
    if isinstance(answer, Raised):
        fact, reason = _raised(call, answer, ended) if ended.visible else _raised_hidden(call, answer, report)
        return Explanation(Outcome.FAILED, fact, reason, detail, pasteable)
    if isinstance(answer, TimedOut):
        return Explanation(
            Outcome.TIMED_OUT,
            f"`{call.name}`: {answer.reason}.",
            "Is there a loop that never ends?",
            detail,
            pasteable,
        )
    assert isinstance(answer, Crashed)
    fact = f"`{call.name}` gave no answer: the program {answer.reason}."
    return Explanation(Outcome.CRASHED, fact, detail=detail, call=pasteable)


def _is_stub(answer: Raised, name: str, report: LoadReport) -> bool:
    return answer.type_name == "builtins.NotImplementedError" and _inside(answer.line, name, report)


def _missing(name: str, ended: _Ended) -> str:
    report = ended.report
    meant = related(name, [one for one in (*report.functions, *report.names) if one not in ended.exercises])
    if meant:
        return f"`{name}` is not defined; did you mean `{meant}`? Its name must be exactly `{name}`."
    # What Python cannot read defines nothing; what it can read but not run most often has nothing to do with the function.
    errors = sorted(report.errors, key=lambda error: error.type_name not in SYNTAX_ERRORS)
    if not errors:
        return f"`{name}` is not defined."
    if errors[0].type_name in SYNTAX_ERRORS:
        said = translate(errors[0].type_name, errors[0].text) or own_text(errors[0].text)
        return f"`{name}` is not defined, because {report.place(errors[0].line)} cannot be read: {said}"
    return f"`{name}` is not defined; {load_warning(errors[0], report)}"


def _raised(call: Call, answer: Raised, ended: _Ended) -> tuple[str, str]:
    """(fact, reason)."""
    report = ended.report
    owner = next((name for name in report.functions if _inside(answer.line, name, report)), "")
    where = f" in {report.place(answer.line)}" if answer.line else ""
    where += f" (in `{owner}`)" if owner and not _inside(answer.line, call.name, report) else ""
    names = {
        Pool.FILE: report.functions,
        Pool.KEYS: [key for arg in call.args if isinstance(arg, dict) for key in arg if isinstance(key, str)],
    }
    said = translate(answer.type_name, answer.text, names, known=ended.exercises)
    if answer.type_name == "builtins.NameError" and report.errors and report.errors[0].line:
        place = report.place(report.errors[0].line)
        said += f" {place[0].upper()}{place[1:]} failed while the file was loading, so what it sets is not there."
    if not said and own_text(answer.text):
        said = f"It says: {own_text(answer.text)}"
    fact = f"{_call(call)} stopped with {public_name(answer.type_name) or _short(answer.type_name)}{where}."
    return fact, " ".join(filter(None, [said, _definition(call, answer, report)]))


def _raised_hidden(call: Call, answer: Raised, report: LoadReport) -> tuple[str, str]:
    """The same in words from a closed list."""
    where = f" in {report.place(answer.line)}" if _inside(answer.line, call.name, report) else ""
    name = public_name(answer.type_name) or "an exception of a type of its own"
    said = [closed(answer.type_name, answer.text), _definition(call, answer, report)]
    return f"`{call.name}` stopped with {name}{where}.", " ".join(filter(None, said))


def _definition(call: Call, answer: Raised, report: LoadReport) -> str:
    """Where the function stands that was called with arguments that do not fit: a name that is defined twice means the last."""
    first, _ = report.functions.get(call.name, (0, 0))
    if closed(answer.type_name, answer.text) != ARGUMENTS or not first or _inside(answer.line, call.name, report):
        return ""
    return f"It is defined in {report.place(first)}; where a name is defined twice, the last one counts."


def _inside(line: int, name: str, report: LoadReport) -> bool:
    first, last = report.functions.get(name, (1, 0))
    return first <= line <= last


def _short(type_name: str) -> str:
    return type_name.rpartition(".")[2]


# --- showing ----------------------------------------------------------------------------------------------------------


def _call(call: Call) -> str:
    """The call, where it is short as Python that can be pasted, and otherwise with the insides of its arguments left out."""
    whole = _pasteable(call)
    return f"`{whole}`" if len(whole) <= CALL_LENGTH else f"`{_cut(_short_call(call), CALL_LENGTH)}`"


def _short_call(call: Call) -> str:
    return f"{call.name}({', '.join(map(_short_argument, call.args))})"


def _short_argument(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{show(key)}: …" for key in value) + "}"
    whole = show(value, code=True)
    return whole if len(whole) <= ARGUMENT_LENGTH else show(value)


def _pasteable(call: Call) -> str:
    whole = f"{call.name}({', '.join(show(arg, code=True) for arg in call.args)})"
    return whole if len(whole) <= DETAIL_LENGTH else _cut(_short_call(call), DETAIL_LENGTH)


def _shown(value: Any, around: tuple[int, ...] = ()) -> str:
    if isinstance(value, Figure):
        lines = [line for axes in value.axes for line in axes.lines]
        return f"a figure with {len(lines)} line{'s' * (len(lines) != 1)}"
    return _cut(show(value, around=around), DETAIL_LENGTH)


def _detail(call: Call | None, mistake: Mistake | None, report: LoadReport | None = None) -> dict[str, str]:
    if call is None:
        return {"call": "", "expected": "", "got": ""}
    got = _answer_words(call, report or LoadReport())
    if mistake is not None and not (isinstance(call.answer, Value) and mistake.got is None):
        got = _shown(mistake.got)
    expected = "" if mistake is None or mistake.expected is None else _shown(mistake.expected)
    return {"call": _pasteable(call), "expected": expected or (mistake.sentence if mistake else ""), "got": got}


def _answer_words(call: Call, report: LoadReport) -> str:
    answer = call.answer
    if isinstance(answer, Value):
        return "a drawing" if call.draws else _shown(answer.value)
    if isinstance(answer, Raised):
        return f"raised {_short(answer.type_name)}: {answer.text} ({report.place(answer.line)})"
    if isinstance(answer, (TimedOut, Crashed)):
        return answer.reason
    return "not defined"


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"
