"""Reading what a notebook's worker says that its cells showed: made anew from what is checked, because every field may be forged."""

from __future__ import annotations

import json
import re
from typing import Any

import numpy as np

from autograder.text import one_line

from .inside.wire import WireError

OUTPUTS, TEXT_LENGTH, NAME_LENGTH, LINES = 1000, 1_000_000, 1000, 200
IMAGES = ("image/png", "image/jpeg")
BASE64 = re.compile(r"[A-Za-z0-9+/\s]*={0,2}\s*")
REFUSED, SUBJECT_LENGTH = 20, 200
# What a confined notebook may be refused; the sentences for people have these names.
KINDS = frozenset("read write denied network program process memory threads size processor".split())


def read_outputs(value: Any, beside: str = "") -> tuple[dict[str, Any], ...]:
    """nbformat's outputs of one cell; `beside`: what was printed past Python's streams.

    Raises:
        WireError: no honest worker would send that.
    """
    if type(value) is not np.ndarray or value.dtype != np.uint8:
        raise WireError("not outputs")
    try:
        items = json.loads(value.tobytes().decode("utf-8"))
    except (ValueError, RecursionError):
        raise WireError("not outputs") from None
    if type(items) is not list or len(items) > OUTPUTS or any(type(item) is not dict for item in items):
        raise WireError("not outputs")
    printed = ({"output_type": "stream", "name": "stdout", "text": _clean(beside)},) if beside else ()
    return (*printed, *map(plain, items))


def read_refusals(value: Any) -> list[tuple[str, str]]:
    """(kind, subject) pairs of a reply."""
    found = value[:REFUSED] if type(value) is list else []
    pairs = [pair for pair in found if type(pair) is list and list(map(type, pair)) == [str, str]]
    return [(kind, one_line(_clean(subject[:SUBJECT_LENGTH]))) for kind, subject in pairs if kind in KINDS]


def plain(item: dict[str, Any]) -> dict[str, Any]:
    """An output made anew of what holds no markup: text and pictures.

    Raises:
        WireError: it is none.
    """
    kind = item.get("output_type")
    if kind == "stream":
        name = "stderr" if item.get("name") == "stderr" else "stdout"
        return {"output_type": "stream", "name": name, "text": _text(item.get("text"), TEXT_LENGTH)}
    if kind == "error":
        trace = item.get("traceback")
        if type(trace) is not list:
            raise WireError("not outputs")
        return {
            "output_type": "error",
            "ename": _text(item.get("ename"), NAME_LENGTH),
            "evalue": _text(item.get("evalue"), NAME_LENGTH),
            "traceback": [_text(line, TEXT_LENGTH) for line in trace[:LINES]],
        }
    if kind in ("display_data", "execute_result"):
        count = item.get("execution_count")
        if kind == "execute_result" and type(count) is not int:
            raise WireError("not outputs")
        numbered = {"execution_count": count} if kind == "execute_result" else {}
        return {"output_type": kind, "metadata": {}, "data": _data(item.get("data")), **numbered}
    raise WireError("not outputs")


def _data(data: Any) -> dict[str, str]:
    if type(data) is not dict:
        raise WireError("not outputs")
    kept = {kind: _text(data[kind], FRAME_TEXT) for kind in ("text/plain", *IMAGES) if kind in data}
    return {kind: text for kind, text in kept.items() if kind not in IMAGES or BASE64.fullmatch(text)}


FRAME_TEXT = 8_000_000


def _text(value: Any, length: int) -> str:
    if type(value) is list and all(type(line) is str for line in value):  # as a notebook's file has it
        value = "".join(value)
    if type(value) is not str or len(value) > length:
        raise WireError("not outputs")
    return _clean(value)


def _clean(text: str) -> str:
    """Halves of characters, which no file can hold, become a question mark."""
    return text.encode("utf-8", "replace").decode("utf-8")
