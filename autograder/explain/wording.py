"""Statements in words: the catalogue's sentences with their fields filled in."""

from __future__ import annotations

import functools
import string
import sys
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from autograder.feedback import Feedback, Statement

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

CATALOGUES = ("messages.toml", "errors.toml")
TEXT = "text"  # the statement whose one field is its whole text, an author's own words say


class _Formatter(string.Formatter):
    """Fills fields in; `{name:capital}` begins with a capital letter, `{name:small}` with a small one."""

    def format_field(self, value: Any, spec: str) -> str:
        words = text(value) if isinstance(value, Statement) else str(value)  # a sentence may stand inside another
        if spec == "small":
            return words[:1].lower() + words[1:]
        return words[:1].upper() + words[1:] if spec == "capital" else words


_FORMATTER = _Formatter()


def text(statement: Statement) -> str:
    """The sentence of a statement that stands by itself in a list or a page: it names the call it is about."""
    return _filled(statement, catalogue()[statement.key]["text"])


def below_call(statement: Statement) -> str:
    """The same where the call stands above it already."""
    entry = catalogue()[statement.key]
    return _filled(statement, entry.get("below_call", entry["text"]))


def says_both_sides(feedback: Feedback) -> bool:
    """Whether the lines that compare what came back with what was expected say all that the fact does."""
    return bool(feedback.differences) and bool(catalogue()[feedback.fact.key].get("compares"))


@functools.cache
def catalogue() -> Mapping[str, Mapping[str, Any]]:
    """Every sentence by its key."""
    entries: dict[str, Mapping[str, Any]] = {}
    for name in CATALOGUES:
        found = tomllib.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))
        # Else one sentence would take another's place unseen.
        assert entries.keys().isdisjoint(found), f"{name} has a key of another catalogue"
        entries |= found
    return entries


def _filled(statement: Statement, sentence: str) -> str:
    return _FORMATTER.vformat(sentence, (), statement.fields)
