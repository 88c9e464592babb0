"""A student's Markdown cells as formgrader and nbgrader's feedback may show them.

Both put Markdown, and any HTML in it, into their pages as it is; formgrader's run with the session of the person who grades.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from autograder.render.markdown import harmless

# The time that rendering takes may grow with the square of a cell's length, and formgrader's server does nothing else meanwhile.
LENGTH, ALL = 20_000, 500_000  # of one cell, and of a notebook's cells together
IMAGES = ("image/png", "image/jpeg", "image/gif")  # no SVG: it can hold scripts
IMAGE_NAME = re.compile(r"[A-Za-z0-9_.-]+")
BASE64 = re.compile(r"[A-Za-z0-9+/=]*")  # what could end the attribute that it is put into is no such letter


def disarm(cells: Iterable[Any]) -> None:
    """Leave of Markdown cells what cannot run: text, formulas, links, attached images."""
    left = ALL
    for cell in cells:
        _disarm(cell, min(LENGTH, left))
        left = max(0, left - len(cell.source))


def _disarm(cell: Any, length: int) -> None:
    bundles = cell.pop("attachments", {})
    images = {name: kept for name, bundle in bundles.items() if (kept := _images(name, bundle))}
    if images:
        cell["attachments"] = images
    text = cell.source if len(cell.source) <= length else f"{cell.source[:length]}…"
    cell.source = _unattached(images).sub("attachment ", harmless(text))


def _images(name: str, bundle: dict[str, Any]) -> dict[str, str]:
    if not IMAGE_NAME.fullmatch(name):
        return {}
    texts = {kind: "".join(bundle[kind].split()) for kind in IMAGES if isinstance(bundle.get(kind), str)}
    return {kind: text for kind, text in texts.items() if BASE64.fullmatch(text)}


def _unattached(names: Iterable[str]) -> re.Pattern[str]:
    """The word before what could be taken for an attachment that is not there: nbconvert would show nothing of the whole notebook."""
    there = "|".join(map(re.escape, names)) or "(?!)"  # which matches nothing
    return re.compile(rf"attachment(?=\\?:)(?!(?<=\]\(attachment):(?:{there})\))")
