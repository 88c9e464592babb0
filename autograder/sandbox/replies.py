"""Reading what a worker says: every field is checked, because every field may be forged."""

from __future__ import annotations

import functools
import itertools
import re
from dataclasses import replace
from typing import Any

from autograder.text import one_line, without_addresses

from .answers import Answer, CellOutput, LoadError, LoadReport, Missing, Raised, Value
from .cells import Cell, places
from .inside.wire import NAME_LENGTH, WireError, pack, unpack

TEXT_LENGTH, LINES = 500, 10_000_000
ITEMS = 1000  # of any list or dict
DEFINED, PARAMETERS, VALUES, METHODS = 50, 20, 200, 200
VERSIONS, ALL_VERSIONS = 5, 50
FIGURES = 40  # of all cells of a notebook: each is rendered for people, which takes far longer than sending it
# Frames that are known again, and how long one may be: 16 MB at most.
KNOWN, KNOWN_BYTES = 4096, 4096

# The only warnings there are: a forged one could say anything, and people take it for ours.
_WARNING = re.compile(
    r"line \d+ is not valid [-\w.]+: letters there were lost; save the file as UTF-8"
    r"|.{1,100}: `.{1,100}` was passed over; it does not run while a notebook is graded"
)


def read_answer(
    header: dict[str, Any], values: list[Any], call: int, name: str, substituted: tuple[str, ...]
) -> Answer | None:
    """The answer to the call of that number, of the function `name`; None for one that was sent ahead and was not made.

    Raises:
        WireError: no honest worker would answer so; the same holds below.
    """
    if header.get("id") != call:
        raise WireError("an answer to another call")
    kind = header.get("kind")
    if kind == "value" and len(values) == 1:
        changed = _list(header.get("changed"))
        # Ten places: no check calls with more arguments. By exact type, because True is an int too.
        return Value(values[0], tuple(index for index in changed if type(index) is int)[:10], substituted)
    if kind == "raised":
        text = without_addresses(_text(header.get("text"), TEXT_LENGTH))
        return Raised(_text(header.get("type"), NAME_LENGTH), text, _line(header.get("line")), substituted)
    if kind == "missing":
        return Missing(name)  # by our name for it, not the worker's
    if kind == "postponed":
        return None
    raise WireError("an unknown kind of answer")


def read_known(frame: bytes, call: int) -> Value | None:
    """The value in an answer to the call of that number, if the frame is one that has been read before, but for the number.

    The value is decoded only where somebody looks at it: most answers of a class are equal to the bit, and how they were judged is known.
    """
    start = _start(call)
    if not frame.startswith(start, 4):
        return None
    try:
        known = _known(int.from_bytes(frame[:4], "big") - len(start), frame[4 + len(start) :])
    except WireError:
        return None  # whoever reads it in full will say so
    return Value.known(known.digest, frame, known.changed) if known is not None else None


@functools.lru_cache(KNOWN)
def _known(length: int, rest: bytes) -> Value | None:
    start = _start(0)
    if length < 0:
        return None
    frame = (len(start) + length).to_bytes(4, "big") + start + rest
    header, values = unpack(frame)
    answer = read_answer(header, values, 0, "", ())
    if not isinstance(answer, Value):
        return None
    # What is decoded later, perhaps with less of the stack left, is then our own encoding of a value, and no text that somebody made up.
    if pack({"kind": "value", "id": 0, "changed": list(answer.changed)}, answer.value)[4:] != frame:
        return None
    return Value.known(answer.digest, b"", answer.changed)


def _start(call: int) -> bytes:
    return b'{"kind": "value", "id": %d, ' % call


def read_report(header: dict[str, Any], lost: tuple[LoadError, ...], cells: tuple[Cell, ...]) -> LoadReport:
    """What loading the cells said, with the statements `lost` that no process survived."""
    if header.get("kind") != "loaded" or header.get("id") != 0:
        raise WireError("not a report")
    lines = sum(cell.lines for cell in cells)
    spans = {_text(name, NAME_LENGTH): read_pair(*_list(span)[:2]) for name, span in _dict(header.get("functions"))}
    # A line beyond the file would let through any number at all.
    functions = {name: span for name, span in spans.items() if span[1] <= lines}
    errors = [*map(_load_error, _dicts(header.get("errors"))), *_with_names(lost, _dicts(header.get("skipped")))]
    warnings = [_text(warning, TEXT_LENGTH) for warning in _list(header.get("warnings"))]
    return LoadReport(
        errors=tuple(sorted(errors, key=lambda error: error.line)),
        warnings=tuple(filter(_WARNING.fullmatch, warnings)),
        names=tuple(_text(name, NAME_LENGTH) for name in _list(header.get("names"))),
        functions=functions,
        cells=places(cells),
        parameters=_parameters(header.get("parameters"), functions),
        earlier=_earlier(header.get("earlier"), functions, lines),
        values=_names(header.get("value_names"), VALUES),
        methods=_methods(header.get("methods")),
        submission=cells,
    )


def _load_error(error: dict[str, Any]) -> LoadError:
    text = without_addresses(_text(error.get("text"), TEXT_LENGTH))
    line, type_name = _line(error.get("line")), _text(error.get("type"), NAME_LENGTH)
    return LoadError(line, type_name, text, _defined(error.get("defines")))


def _with_names(lost: tuple[LoadError, ...], skipped: list[dict[str, Any]]) -> list[LoadError]:
    """The lost statements with what they would have defined: a process that skips one can say so, the one that it ended cannot."""
    names = {_line(statement.get("line")): _defined(statement.get("defines")) for statement in skipped}
    return [replace(error, defines=names.get(error.line, ())) for error in lost]


def _parameters(value: Any, functions: dict[str, tuple[int, int]]) -> dict[str, tuple[str, ...]]:
    named = ((_text(name, NAME_LENGTH), _names(parameters, PARAMETERS)) for name, parameters in _dict(value))
    return {name: parameters for name, parameters in named if name in functions}


def _earlier(value: Any, functions: dict[str, tuple[int, int]], lines: int) -> dict[str, tuple[int, ...]]:
    """The lines of what was replaced. All of a name or none: the place in the tuple is what `Worker.earlier` is asked for."""
    found: dict[str, tuple[int, ...]] = {}
    for name, firsts in _dict(value):
        versions = tuple(map(_line, _list(firsts)[:VERSIONS]))
        is_known = _text(name, NAME_LENGTH) in functions and all(line <= lines for line in versions)
        if is_known and sum(map(len, found.values())) + len(versions) <= ALL_VERSIONS:
            found[name] = versions
    return found


def _methods(value: Any) -> dict[str, str]:
    named = ((_text(name, NAME_LENGTH), _text(owner, NAME_LENGTH)) for name, owner in _dict(value))
    return {name: owner for name, owner in itertools.islice(named, METHODS) if _is_name(name) and _is_name(owner)}


def read_outputs(values: list[Any], report: LoadReport) -> tuple[CellOutput, ...]:
    """What each cell showed; nothing at all where the worker sends anything else than it should."""
    sent = values[0] if len(values) == 1 and type(values[0]) is list else []
    if len(sent) != len(report.cells) or any(type(output) is not dict for output in sent):
        return ()
    starts = [first for first, _ in report.cells] + [LINES + 1]  # the last cell takes whatever line is claimed
    errors = [tuple(e for e in report.errors if a <= e.line < b) for a, b in itertools.pairwise(starts)]
    figures = _first(FIGURES, [_figures(output.get("figures")) for output in sent])
    return tuple(
        CellOutput(
            printed=_text_of_lines(output.get("printed")),
            value=_text_of_lines(output.get("value")),
            errors=failed,
            figures=drawn,
        )
        for output, failed, drawn in zip(sent, errors, figures, strict=True)
    )


def _first(count: int, groups: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """The groups, of all that is in them together only the first so many."""
    kept = []
    for group in groups:
        kept.append(group[:count])
        count -= len(kept[-1])
    return kept


def read_pair(first: Any = None, second: Any = None) -> tuple[int, int]:
    """Two line numbers, or a statement's number and line."""
    return _line(first), _line(second)


def _text_of_lines(value: Any) -> str:
    """Text of several lines, otherwise as `_text`."""
    lines = value.split("\n") if type(value) is str else []
    return without_addresses("\n".join(_text(line, len(line)) for line in lines))


def _figures(value: Any) -> tuple[dict[str, Any], ...]:
    return tuple(figure for figure in value if type(figure) is dict) if type(value) is list else ()


def _list(value: Any) -> list[Any]:
    if type(value) is not list:
        raise WireError("not a list")
    return value[:ITEMS]


def _dict(value: Any) -> list[tuple[Any, Any]]:
    if type(value) is not dict:
        raise WireError("not a dict")
    return list(value.items())[:ITEMS]


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [item for item in _list(value) if type(item) is dict]


def _names(value: Any, count: int) -> tuple[str, ...]:
    return tuple(filter(_is_name, _texts(value, count)))


def _defined(value: Any) -> tuple[str, ...]:
    """Names, and "*" for all those of a star import."""
    return tuple(name for name in _texts(value, DEFINED) if _is_name(name) or name == "*")


def _texts(value: Any, count: int) -> list[str]:
    return [_text(text, NAME_LENGTH) for text in _list(value)[:count]]


def _is_name(text: str) -> bool:
    """Whether Python could call something so: a message may quote it, and must not quote a sentence of a submission's choice."""
    return text.isidentifier()


def _text(value: Any, length: int) -> str:
    if type(value) is not str:
        raise WireError("not a text")
    return one_line(value[:length])


def _line(value: Any) -> int:
    if type(value) is not int or not 0 <= value <= LINES:
        raise WireError("not a line number")
    return value
