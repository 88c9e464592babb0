"""Calls that are known before they are made, and so can go to a worker at once, without waiting for the answers to earlier ones."""

from __future__ import annotations

import functools
import struct
from dataclasses import dataclass
from typing import Any

from .inside.wire import WireError, pack

AHEAD_BYTES = 128 * 1024  # of one batch: a submission's memory holds its arguments until the last call is made
BATCHES = 64  # that are remembered as bytes: two for each assignment, and those of submissions that define less
_LENGTHS = struct.Struct(">II")


@dataclass(frozen=True, eq=False)
class Request:
    """What is asked of a submission: a call with these arguments, which nobody changes, or a drawing. One request equals itself alone."""

    name: str
    args: tuple[Any, ...] = ()
    draws: bool = False

    @property
    def op(self) -> str:
        """What a worker is told to do."""
        return "draw" if self.draws else "call"


@dataclass(frozen=True, eq=False)
class Series:
    """What one check asks, in order: a call that gives no value ends it, and one that runs out of time those of its exercise."""

    exercise: str
    requests: tuple[Request, ...]


@dataclass(frozen=True)
class Batch:
    """The first of some series, as one frame.

    Attributes:
        names: the functions of all its calls, in order.
        counts: how many requests of each series are among them: up to one that is not to be sent ahead.
    """

    names: tuple[str, ...]
    counts: tuple[int, ...]
    _text: bytes
    _data: bytes

    def frame(self, first: int) -> bytes:
        """Its bytes, where the first call has the number `first`."""
        text = _start(first) + self._text
        return _LENGTHS.pack(4 + len(text) + len(self._data), len(text)) + text + self._data


@functools.lru_cache(BATCHES)
def batch_of(series: tuple[Series, ...], defined: frozenset[str]) -> Batch:
    """As many of the series, from the first on, as go out at once.

    Args:
        defined: the functions that the submission has.
    """
    requests: list[tuple[int, Request]] = []
    counts: list[int] = []
    size = 0
    for number, own in enumerate(series):
        sizes = _sizes(own, defined)
        if counts and size + sum(sizes) > AHEAD_BYTES:
            break
        requests += [(number, request) for request in own.requests[: len(sizes)]]
        counts.append(len(sizes))
        size += sum(sizes)
    calls = [[request.op, request.name, len(request.args), number] for number, request in requests]
    frame = pack({"op": "calls", "id": 0, "calls": calls}, *(arg for _, request in requests for arg in request.args))
    _, length = _LENGTHS.unpack_from(frame)
    text = frame[8 : 4 + 4 + length]
    return Batch(
        tuple(request.name for _, request in requests), tuple(counts), text[len(_start(0)) :], frame[8 + length :]
    )


def _start(first: int) -> bytes:
    return b'{"op": "calls", "id": %d, ' % first


def _sizes(series: Series, defined: frozenset[str]) -> list[int]:
    """Bytes of each request of a series, up to one that is not to be sent ahead."""
    sizes: list[int] = []
    for request in series.requests:
        if request.name not in defined:
            break
        try:
            size = len(pack({}, *request.args)) + len(request.name)
        except WireError:  # larger than any frame
            break
        if sum(sizes) + size > AHEAD_BYTES:
            break
        sizes.append(size)
    return sizes
