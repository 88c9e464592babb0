"""What errors mean, in words for a beginner: the first entry of `errors.toml` that fits says it."""

from __future__ import annotations

import functools
import re
import string
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

import numpy as np

from autograder.feedback import Statement

from .error_matching import code_of, own_text, public_name
from .names import closest_typo
from .wording import catalogue

BODY_LINES = 500  # of a function; the rest of a longer one proves nothing
MODULES = ("math", "matplotlib", "numpy", "random")  # those that a chapter may want


@dataclass(frozen=True)
class ErrorContext:
    """What is known of the code that an error comes from; none of it may reach a hidden check's words.

    Attributes:
        functions: the names of the functions that the submission defines.
        keys: the keys of the dicts that were handed in.
        known: names that are no misspellings of others.
        values: the names that the submission gave plain values, neither functions nor modules.
        line: the failing line; "" where it is unknown.
        body: the lines of the function that was called; the failing line need not be one of them.
    """

    functions: Collection[str] = ()
    keys: Collection[str] = ()
    known: Collection[str] = ()
    values: Collection[str] = ()
    line: str = ""
    body: Sequence[str] = ()

    def block(self) -> str:
        """The code around the failing line: its function, or the line alone where it stands in another function."""
        lines = self.body[:BODY_LINES] if self.line in self.body else [self.line]
        return "\n".join(map(code_of, lines))


NOTHING_KNOWN = ErrorContext()


class NamePool(Enum):
    """Where a name may be found."""

    NUMPY = "numpy"
    ARRAY = "array"
    ARRAY_ONLY = "array_only"
    MODULES = "modules"
    FILE = "file"
    KEYS = "keys"
    VALUES = "values"

    def names(self, context: ErrorContext) -> Collection[str]:
        """The names in it."""
        of_submission = {NamePool.FILE: context.functions, NamePool.KEYS: context.keys, NamePool.VALUES: context.values}
        return of_submission[self] if self in of_submission else _fixed_names(self)


@functools.cache
def _fixed_names(pool: NamePool) -> frozenset[str]:
    if pool is NamePool.MODULES:
        return frozenset(MODULES)
    names = {name for name in dir(np if pool is NamePool.NUMPY else np.ndarray) if not name.startswith("_")}
    if pool is NamePool.ARRAY_ONLY:
        # Which of these types it was meant to be called on, nobody knows.
        names -= {name for kind in (bool, dict, float, int, list, set, str, tuple) for name in dir(kind)}
    return frozenset(names)


@dataclass(frozen=True)
class KnownError:
    """One kind of error; its fields are described in `errors.toml`."""

    key: str
    errors: frozenset[str]
    pattern: re.Pattern[str]
    source: re.Pattern[str] | None
    body: re.Pattern[str] | None
    among: Mapping[str, NamePool]
    redacted: str
    pool: NamePool | None
    near: str

    @classmethod
    def from_entry(cls, key: str, entry: Mapping[str, Any]) -> KnownError:
        """Read one of the catalogue's entries."""
        return cls(
            key=key,
            errors=frozenset(entry["errors"]),
            pattern=re.compile(entry["pattern"]),
            source=re.compile(entry["source"]) if "source" in entry else None,
            body=re.compile(entry["body"], re.MULTILINE) if "body" in entry else None,
            among={group: NamePool(pool) for group, pool in entry.get("among", {}).items()},
            redacted=entry.get("redacted", ""),
            pool=NamePool(entry["pool"]) if "pool" in entry else None,
            near=entry.get("near", ""),
        )

    def groups(self, text: str, context: ErrorContext) -> dict[str, str] | None:
        """What the patterns' groups hold where the error is of this kind; None where it is not, or where the proof is missing."""
        return next((groups for groups in self._matches(text, context) if self._is_among(groups, context)), None)

    def _matches(self, text: str, context: ErrorContext) -> Iterator[dict[str, str]]:
        found = self.pattern.search(text)
        if found is None:
            return
        groups = {**found.groupdict(""), "text": text}  # "" where a group had no part in the match, in place of None
        for in_line in _agreeing(self.source, code_of(context.line), groups):
            if self.body is None:
                yield in_line
            else:
                yield from _agreeing(self.body, context.block(), in_line)

    def _is_among(self, groups: Mapping[str, str], context: ErrorContext) -> bool:
        return all(groups[group] in pool.names(context) for group, pool in self.among.items())


def _agreeing(pattern: re.Pattern[str] | None, code: str, groups: dict[str, str]) -> Iterator[dict[str, str]]:
    """`groups` with those of each place that the pattern fits, where no group of both differs; `groups` alone for no pattern."""
    if pattern is None:
        yield groups
        return
    for found in pattern.finditer(code):
        more = found.groupdict("")
        if all(groups.get(name, value) == value for name, value in more.items()):
            yield {**groups, **more}


def explain_error(type_name: str, text: str, context: ErrorContext) -> Statement | None:
    """What an error means, for the student; None for an error that is not known.

    Args:
        type_name: module and name of the exception's type.
        text: what the exception says.
        context: what is known of the code that it comes from.
    """
    for error in known_errors(public_name(type_name)):  # in the catalogue's order: the more special stand first
        groups = error.groups(own_text(text), context)
        if groups is not None:
            return _statement(error, groups, context)
    return None


def _statement(error: KnownError, groups: dict[str, str], context: ErrorContext) -> Statement:
    near = ""
    # An exercise's name is no misspelling of another.
    if error.pool is not None and groups["name"] not in context.known:
        near = closest_typo(groups["name"], error.pool.names(context))
    key = error.near if near else error.key
    fields = {name for _, name, _, _ in string.Formatter().parse(catalogue()[key]["text"]) if name}
    return Statement(key, {name: value for name, value in {**groups, "near": near}.items() if name in fields})


def redacted(type_name: str, text: str) -> Statement | None:
    """The same for a hidden check: one of a few statements, chosen by the error but free of anything that it or the code says."""
    key = _redacted_key(type_name, text)
    return Statement(key) if key else None


def canonical(type_name: str, text: str) -> str:
    """What all wordings of one error have in common: the key of its redacted statement, "" for none.

    Such a key as the text means itself: recorded answers hold it in the text's place.
    """
    is_key = bool(text) and any(text == error.redacted for error in known_errors(public_name(type_name)))
    return text if is_key else _redacted_key(type_name, text)


def _redacted_key(type_name: str, text: str) -> str:
    text = own_text(text)
    fitting = (error for error in known_errors(public_name(type_name)) if error.groups(text, NOTHING_KNOWN) is not None)
    return next((error.redacted for error in fitting), "")


@functools.cache
def known_errors(name: str) -> tuple[KnownError, ...]:
    """The kinds of error of an exception type, in order; its name is without the module, and "" has none."""
    return tuple(error for error in all_known_errors() if name in error.errors)


@functools.cache
def all_known_errors() -> tuple[KnownError, ...]:
    """Every kind of error, in order."""
    return tuple(KnownError.from_entry(key, entry) for key, entry in catalogue().items() if "errors" in entry)
