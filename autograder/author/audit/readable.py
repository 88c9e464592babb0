"""What a person can read in a file of any format, in pieces that belong together."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Text:
    """Some lines of a file that belong together, each with its number in the file."""

    numbers: tuple[int, ...]
    lines: tuple[str, ...]


# A string as JSON writes it, and Python and TOML mostly do.
_STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"')


def texts(content: bytes) -> Iterator[Text]:
    """What can be read in a file: its lines, and in any format the lines inside a string or in a list of strings."""
    text = content.decode("utf-8", "replace")  # any file of a kit, pictures too
    lines = text.splitlines()
    yield Text(tuple(range(1, len(lines) + 1)), tuple(lines))
    together: list[tuple[int, str]] = []
    end = line = counted = 0
    for match in _STRING.finditer(text):
        # Counted on from the last one: from the top each time, a large notebook may take minutes.
        line, counted = line + text.count("\n", counted, match.start()), match.start()
        if text[end : match.start()].strip() != ",":  # only a list has nothing but a comma between two
            yield from _text(together)
            together = []
        together += [(line + 1, inner) for inner in _unquoted(match[0]).splitlines()]
        end = match.end()
    yield from _text(together)


def _text(numbered: list[tuple[int, str]]) -> Iterator[Text]:
    if numbered:
        numbers, lines = zip(*numbered, strict=True)
        yield Text(numbers, lines)


def _unquoted(literal: str) -> str:
    try:
        return str(json.loads(literal))
    except ValueError:  # not JSON's kind of string after all
        return ""


def fenced(text: Text) -> Iterator[Text]:
    """The code between ``` lines, whether in Markdown or in comments."""
    uncommented = [re.sub(r"^\s*# ?", "", line) for line in text.lines]
    fences = [index for index, line in enumerate(uncommented) if line.lstrip().startswith("```")]
    for start, end in pairwise(fences):
        yield Text(text.numbers[start + 1 : end], tuple(uncommented[start + 1 : end]))
