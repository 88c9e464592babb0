"""Reading what a worker says: every field is checked, because every field may be forged."""

from __future__ import annotations

import itertools
import re
from typing import Any

from .answers import Answer, CellOutput, LoadError, LoadReport, Missing, Raised, Value
from .inside.wire import NAME_LENGTH, WireError
from .text import one_line, without_addresses

TEXT_LENGTH, LINES = 500, 10_000_000

# The only warnings there are: a forged one could say anything, and people take it for ours.
_WARNING = re.compile(
    r"line \d+ is not valid [-\w.]+: letters there were lost; save the file as UTF-8"
    r"|.{1,100}: `.{1,100}` was passed over; it does not run while a notebook is graded"
)


def read_answer(
    header: dict[str, Any], values: list[Any], call: int, name: str, substituted: tuple[str, ...]
) -> Answer:
    """The answer to the call of that number, of the function `name`.

    Raises:
        WireError: no honest worker would answer so; the same holds below.
    """
    if header.get("id") != call:
        raise WireError("an answer to another call")
    kind = header.get("kind")
    if kind == "value" and len(values) == 1:
        changed = _list(header.get("changed"))
        return Value(values[0], tuple(index for index in changed if type(index) is int)[:10], substituted)
    if kind == "raised":
        text = without_addresses(_text(header.get("text"), TEXT_LENGTH))
        return Raised(_text(header.get("type"), NAME_LENGTH), text, _line(header.get("line")), substituted)
    if kind == "missing":
        return Missing(name)
    raise WireError("an unknown kind of answer")


def read_report(header: dict[str, Any], lost: tuple[LoadError, ...], lines: int) -> LoadReport:
    """What loading said, with the statements `lost` that no process survived; `lines` is how many the submission has."""
    if header.get("kind") != "loaded" or header.get("id") != 0 or type(header.get("functions")) is not dict:
        raise WireError("not a report")
    errors = [_load_error(error) for error in _list(header.get("errors")) if type(error) is dict]
    spans = {_text(name, NAME_LENGTH): read_pair(*_list(span)[:2]) for name, span in header["functions"].items()}
    warnings = [_text(warning, TEXT_LENGTH) for warning in _list(header.get("warnings"))]
    return LoadReport(
        errors=tuple(sorted([*errors, *lost], key=lambda error: error.line)),
        warnings=tuple(filter(_WARNING.fullmatch, warnings)),
        names=tuple(_text(name, NAME_LENGTH) for name in _list(header.get("names"))),
        # A span beyond the file would let through any line number, and with it any number.
        functions={name: span for name, span in spans.items() if span[1] <= lines},
    )


def _load_error(error: dict[str, Any]) -> LoadError:
    text = without_addresses(_text(error.get("text"), TEXT_LENGTH))
    return LoadError(_line(error.get("line")), _text(error.get("type"), NAME_LENGTH), text)


def read_outputs(values: list[Any], report: LoadReport) -> tuple[CellOutput, ...]:
    """What each cell showed; nothing at all where the worker sends anything else than it should."""
    sent = values[0] if len(values) == 1 and type(values[0]) is list else []
    if len(sent) != len(report.cells) or any(type(output) is not dict for output in sent):
        return ()
    starts = [first for first, _ in report.cells] + [LINES + 1]
    errors = [tuple(e for e in report.errors if a <= e.line < b) for a, b in itertools.pairwise(starts)]
    return tuple(
        CellOutput(
            printed=_text_of_lines(output.get("printed")),
            value=_text_of_lines(output.get("value")),
            errors=failed,
            figures=_figures(output.get("figures")),
        )
        for output, failed in zip(sent, errors, strict=True)
    )


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
    return value[:1000]


def _text(value: Any, length: int) -> str:
    if type(value) is not str:
        raise WireError("not a text")
    return one_line(value[:length])


def _line(value: Any) -> int:
    if type(value) is not int or not 0 <= value <= LINES:
        raise WireError("not a line number")
    return value
