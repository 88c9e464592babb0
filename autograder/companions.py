"""The other scripts of a student: what their file imports, and older files that answer what it does not. Read as text, never run or parsed here."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum

MODULES, TOTAL_BYTES = 40, 1_000_000  # of one submission
NAME_LENGTH = 80
# At the start of a line, of a script or of a line of a notebook's cell, which is a JSON string there.
LINE = rb"(?:^|\\n|[\"\n\r])[ \t]*"
IMPORT = re.compile(LINE + rb"(?:from[ \t]+([\w.]+)[ \t]+import\b|import[ \t]+([\w.][\w., \t]*))")
DEFINITION = re.compile(LINE + rb"(?:(?:async[ \t]+)?def[ \t]+(\w+)|(\w+)[ \t]*=[ \t]*lambda\b)")
UNTOUCHED = b"raise NotImplementedError"


class Role(str, Enum):
    """What a part of a submission is for."""

    MAIN = "main"
    MODULE = "module"
    JOINED = "joined"
    ITSELF = "itself"  # no text: the path by which the other scripts import the file


@dataclass(frozen=True)
class Companion:
    """A script beside the submission.

    Attributes:
        name: its path as the submission imports it, "common/functions.py".
        role: whether its answers are taken where the submission has none, or it is only there to be imported.
    """

    name: str
    source: bytes = field(repr=False)
    role: Role = Role.MODULE


def definitions(content: bytes) -> dict[str, bool]:
    """The functions that a file's text defines, and whether each has more than the stub's body."""
    found: dict[str, bool] = {}
    matches = list(DEFINITION.finditer(content))
    ends = [match.start() for match in matches[1:]] + [len(content)]
    for match, end in zip(matches, ends, strict=False):
        name = (match[1] or match[2]).decode("ascii", "replace")
        found[name] = UNTOUCHED not in content[match.end() : end]
    return found


def answered(content: bytes, exercises: Collection[str]) -> set[str]:
    """The exercises that a file answers with more than a stub."""
    return {name for name, is_answer in definitions(content).items() if is_answer and name in exercises}


def companions(
    name: str, content: bytes, joined: Iterable[tuple[str, bytes]], beside: Mapping[str, Callable[[], bytes]]
) -> tuple[Companion, ...]:
    """The scripts that go to a worker with a submission: those joined with it, and whatever these import of those beside it.

    Args:
        name: the submission's own, by which the others import it.
        joined: older files that answer what it does not, the newest first.
        beside: how to read each script, by its path as the submission imports it.
    """
    found = {other: Companion(other, source, Role.JOINED) for other, source in joined}
    waiting = [content, *(companion.source for companion in found.values())]
    size = sum(map(len, waiting[1:]))
    while waiting:
        for other in imported(waiting.pop(), beside):
            source = beside[other]() if other not in found and len(found) < MODULES else None
            if source is not None and size + len(source) <= TOTAL_BYTES:
                size += len(source)
                found[other] = Companion(other, source)
                waiting.append(source)
    itself = [Companion(name, b"", Role.ITSELF)] if found and name.endswith(".py") else []
    return (*found.values(), *itself)


def imported(content: bytes, names: Collection[str]) -> list[str]:
    """Which of the scripts a file's text imports: "common" stands for all in that folder."""
    wanted: set[str] = set()
    for first, several in IMPORT.findall(content):
        words = [first] if first else [word.split()[0] for word in several.split(b",") if word.split()]
        wanted |= {word.decode("ascii", "replace").strip(".") for word in words}
    dotted = {name: name.removesuffix(".py").replace("/", ".") for name in names}
    return sorted(
        name
        for name, module in dotted.items()
        if module in wanted or any(module.startswith(f"{word}.") or word.startswith(f"{module}.") for word in wanted)
    )
