"""Text of a submission made fit to be shown: nothing in it moves a cursor, and it is the same in every run."""

from __future__ import annotations

import re

_ADDRESS = re.compile("at 0x[0-9a-fA-F]+")  # differs from run to run


def one_line(text: str) -> str:
    """The text with nothing in it that moves a terminal's cursor or cannot be written as UTF-8."""
    if text.isprintable():  # nearly always, and a report has hundreds of names
        return text
    return "".join(c if c.isprintable() else " " if c.isspace() else "\ufffd" for c in text)


def without_addresses(text: str) -> str:
    """The text with where objects lie in memory cut out."""
    return _ADDRESS.sub("at 0x…", text)
