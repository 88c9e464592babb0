"""Calls that are known before they are made, and so can go to a worker without waiting for the answers to earlier ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .inside.wire import WireError, pack

# Of requests sent at once: less than a socket holds, or both sides could wait for each other to read.
AHEAD_BYTES = 64 * 1024


@dataclass(frozen=True)
class Request:
    """What is asked of a submission: a call with these arguments, which nobody changes, or a drawing."""

    name: str
    args: tuple[Any, ...] = ()
    draws: bool = False

    @property
    def op(self) -> str:
        """What a worker is told to do."""
        return "draw" if self.draws else "call"


@dataclass(frozen=True)
class Series:
    """What one check asks, in order: a call that gives no value ends it, and one that runs out of time those of its exercise."""

    exercise: str
    requests: tuple[Request, ...]


def frames_of(series: Series, first: int, is_defined: Callable[[str], bool]) -> list[bytes]:
    """The frames of a series whose first call has the number `first`, up to one that is not to be sent ahead."""
    frames: list[bytes] = []
    for number, request in enumerate(series.requests, first):
        header = {"op": request.op, "name": request.name, "version": None, "series": first, "id": number}
        try:
            frame = pack(header, *request.args) if is_defined(request.name) else b""
        except WireError:  # larger than any frame
            break
        if not frame or sum(map(len, frames)) + len(frame) > AHEAD_BYTES:
            break
        frames.append(frame)
    return frames
