"""A value that is wrong: what came back, what was expected, and why, as far as the value itself proves it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np

from autograder.feedback import Statement
from autograder.sandbox import LoadReport, Other, Value
from autograder.testing import Figure, Mistake, Stage
from autograder.testing.figure import Line
from autograder.testing.mistake import Part

from .call import Call, cut
from .differences import first_difference
from .relations import relation
from .words import shape_words, show, type_words

VALUE_LENGTH, WHOLE_LENGTH = 200, 2000
SHORT_ARRAY = 4  # of fewer elements, the first that differs is seen at once
GENERATOR = "builtins.generator"
FUNCTIONS = ("builtins.function", "builtins.builtin_function_or_method", "builtins.method")
RETURN = re.compile(r"\breturn\b")
# Without quotes: a text may hold a colon and "return".
BLOCK = re.compile(r"(if|elif|else|for|while)\b[^\"']*:\s*return\b")
INNER = re.compile(r"\s*(async\s+def|def|class)\b")  # whose `return` is not the function's own
RETURNS_PRINT = re.compile(r"\breturn\s+print\s*\(")
RETURNS_IN_PLACE = re.compile(r"\breturn\s+[\w.]+\.(?P<method>append|extend|insert|sort|reverse)\s*\(")
APPEND_ASSIGNED = re.compile(r"^(?P<name>\w+)\s*=\s*(?P=name)\.append\s*\(")


def visible_fact(mistake: Mistake, call: Call) -> Statement:
    """What happened, with every value."""
    found = in_answer(mistake, call)
    if found is None:
        return Statement("lacks_property", {"call": call.in_a_sentence, "property": mistake.sentence})
    whole, part = found
    if not _is_of_answer(whole, call):
        fields = {"call": call.in_a_sentence, "got": shown(whole.got), "expected": shown(whole.expected)}
        return Statement("derived_value", fields)
    if mistake.stage is Stage.VALUE:
        return _two_values(whole, part, call)
    fields = {
        "call": call.in_a_sentence,
        "got": _kind(mistake.stage, whole, part, _true_shape(part)),
        "expected": _expected_kind(mistake.stage, part, _expected_shape(part)),
    }
    if mistake.stage is Stage.TYPE and _can_be_shown(whole.got):
        return Statement("returned_kind", {**fields, "value": shown(whole.got)})
    return Statement("returned", fields)


def hidden_fact(mistake: Mistake, call: Call) -> Statement:
    """The same without a value: kinds from a closed list, shapes only where each size is known anyhow."""
    found = in_answer(mistake, call)
    if found is None:
        return Statement("lacks_property", {"call": call.name, "property": mistake.sentence})
    whole, part = found
    if mistake.stage is Stage.VALUE or not _is_of_answer(whole, call):
        # By what was expected, which no submission chooses.
        expected = mistake.whole.expected if mistake.whole is not None else None
        many = isinstance(expected, (np.ndarray, list, tuple, dict))
        return Statement("returned_wrong_values" if many else "returned_wrong_value", {"call": call.name})
    fields = {
        "call": call.name,
        "got": _kind(mistake.stage, whole, part, _safe_shape(part, call)),
        "expected": _expected_kind(mistake.stage, part, "another shape"),
    }
    return Statement("returned", fields)


def in_answer(mistake: Mistake, call: Call) -> tuple[Part, Part] | None:
    """What is wrong as a whole and a part of what the call returned; None where the mistake has a sentence of its own.

    A check may judge an item of the answer by itself: that is a part of what came back, not what came back.
    """
    whole, part = mistake.whole, mistake.part
    if mistake.sentence or whole is None or part is None:
        return None
    answer = call.answer.value if isinstance(call.answer, Value) else None
    # By identity: equal items may stand elsewhere.
    place = next((place for place, item in _items(answer) if item is whole.got), "")
    if not place or whole.got is answer:
        return whole, part
    inner = f"{place}, {part.place}" if part.place else place
    return Part("", answer, None), Part(inner, part.got, part.expected)


def _items(value: Any) -> list[tuple[str, Any]]:
    """The items of a container, each with its place."""
    if isinstance(value, dict):
        return [(f"key {key!r}", item) for key, item in value.items()]
    if isinstance(value, (list, tuple)):
        return [(f"element at index {index}", item) for index, item in enumerate(value)]
    return []


def _is_of_answer(whole: Part, call: Call) -> bool:
    """Whether it is what the call returned, rather than something that the check worked out from it."""
    return call.draws or (isinstance(call.answer, Value) and whole.got is call.answer.value)


def explanation(call: Call, report: LoadReport, printed: str) -> tuple[Statement, ...]:
    """Why, where the returned value and the function's own lines prove it; nothing elsewhere."""
    answer = call.answer
    if not isinstance(answer, Value):
        return ()
    if isinstance(answer.value, Other):
        if answer.value.type_name == GENERATOR:
            return (Statement("returned_generator"),)
        return (Statement("returned_function"),) if answer.value.type_name in FUNCTIONS else ()
    return _of_none(call.name, report, printed) if answer.value is None and not call.draws else ()


def related(mistake: Mistake, call: Call, report: LoadReport) -> tuple[Statement, ...]:
    """What the wrong values have to do with the expected ones. Of a visible check alone: it tells of hidden inputs."""
    is_line = mistake.part is not None and isinstance(mistake.part.got, Line)
    found = (mistake.whole, mistake.part) if is_line else in_answer(mistake, call)
    if mistake.stage not in (Stage.VALUE, Stage.SHAPE) or found is None:
        return ()
    whole, part = found
    if whole is None or part is None or not _is_of_answer(whole, call):
        return ()
    said = relation(whole, part, call.args, report.parameters.get(call.name, ()))
    return (said,) if said is not None else ()


def shown(value: Any, around: tuple[int, ...] = ()) -> str:
    """A value on one line, of a long one the elements around a place."""
    if isinstance(value, Figure):
        lines = [line for axes in value.axes for line in axes.lines]
        return f"a figure with {len(lines)} line{'s' * (len(lines) != 1)}"
    return cut(show(value, around=around), WHOLE_LENGTH)


def _of_none(name: str, report: LoadReport, printed: str) -> tuple[Statement, ...]:
    """Where None comes from: said only where the function's lines show it."""
    lines = [line.partition("#")[0].strip() for line in report.lines(name)]
    for line in lines:
        if found := APPEND_ASSIGNED.search(line):
            return (Statement("append_gives_none", found.groupdict()),)
        if RETURNS_PRINT.search(line):
            return (Statement("returns_print"),)
        if found := RETURNS_IN_PLACE.search(line):
            return (Statement("returns_in_place", found.groupdict()),)
    if any(map(RETURN.search, lines)):
        return (Statement("no_return_reached"),) if _all_in_blocks(report.lines(name)) else ()
    if not any(lines):
        return ()
    said = (Statement("no_return"),)
    return (*said, Statement("print_for_return")) if printed.strip() else said


def _all_in_blocks(lines: Sequence[str]) -> bool:
    """Whether each `return` of a function stands in a block; False where the lines do not show it for certain."""
    code = [line.partition("#")[0].rstrip() for line in lines]
    # Parameters may take several lines.
    head = next((number for number in range(len(code)) if _ends_head(code[: number + 1])), len(code))
    body = [line for line in code[head + 1 :] if line]
    # A bracket or "#" in a string of the head would be taken for one.
    if any(map(INNER.match, body)) or re.search("[\"']", "".join(code[: head + 1])):
        return False
    margin = _indent(body[0]) if body else 0
    returns = [line for line in body if RETURN.search(line)]
    return bool(returns) and all(
        _indent(line) > margin if RETURN.match(line.lstrip()) else BLOCK.match(line.lstrip()) for line in returns
    )


def _ends_head(lines: Sequence[str]) -> bool:
    """Whether a function's head ends with the last of these lines: a ":" that stands in no brackets."""
    text = "".join(lines)
    return text.endswith(":") and all(
        text.count(opening) == text.count(closing) for opening, closing in ("()", "[]", "{}")
    )


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _two_values(whole: Part, part: Part, call: Call) -> Statement:
    """Both values; of a long tuple, list or dict the part that differs, of a long array the elements around the first difference."""
    place = first_difference(part.got, part.expected) or ()
    got, expected = shown(whole.got, place), shown(whole.expected, place)
    if part.place and (whole.expected is None or len(got) + len(expected) > VALUE_LENGTH):
        got = f"{type_words(whole.got)} whose {part.place} is {shown(part.got, place)}"
        expected = f"{shown(part.expected, place)} there"
    fields = {"call": call.in_a_sentence, "got": got, "expected": expected}
    if not place or np.size(part.got) < SHORT_ARRAY:
        return Statement("returned", fields)
    got_there, expected_there = (show(np.asarray(value)[place]) for value in (part.got, part.expected))
    index = {"index": str(list(place)), "got_there": got_there, "expected_there": expected_there}
    return Statement("returned_first_difference", {**fields, **index})


def _kind(stage: Stage, whole: Part, part: Part, shape: str) -> str:
    """What came back, down to the part that is wrong: "a tuple whose element at index 0 is an int"."""
    words = f"an array of {shape}" if stage is Stage.SHAPE else type_words(part.got)
    return f"{type_words(whole.got)} whose {part.place} is {words}" if part.place else words


def _expected_kind(stage: Stage, part: Part, shape: str) -> str:
    if stage is Stage.SHAPE:
        return shape
    kind = type_words(part.expected)
    if isinstance(part.expected, np.ndarray) and not isinstance(part.got, np.ndarray):
        kind = "an array"
    elif isinstance(part.expected, (int, float, np.integer, np.floating)):
        kind = "a number"  # any type of number is fine
    return kind + " there" * bool(part.place)


def _true_shape(part: Part) -> str:
    return f"shape {shape_words(np.shape(part.got))}" if isinstance(part.got, np.ndarray) else ""


def _expected_shape(part: Part) -> str:
    return f"shape {shape_words(np.shape(part.expected))}" if isinstance(part.expected, np.ndarray) else ""


def _safe_shape(part: Part, call: Call) -> str:
    """The returned shape, unless it holds a size that comes from nowhere: a size could carry a hidden number out."""
    if not isinstance(part.got, np.ndarray):
        return ""
    # These the student may know.
    known = set(np.shape(part.expected)) | {size for arg in call.args for size in _sizes(arg)}
    return _true_shape(part) if set(part.got.shape) <= known else "a shape that fits no argument"


def _sizes(value: Any) -> tuple[int, ...]:
    if isinstance(value, dict):
        return tuple(size for item in value.values() for size in _sizes(item))
    return np.shape(value) if isinstance(value, np.ndarray) else ()


def _can_be_shown(got: Any) -> bool:
    return got is not None and not isinstance(got, (Other, Figure))
