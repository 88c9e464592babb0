"""Calling a definition that a later one of the same name replaced."""

from __future__ import annotations

from typing import Any, Protocol

from .answers import Answer, LoadReport


class Ask(Protocol):
    """Whatever asks a submission: a worker's, or this process's own."""

    def __call__(self, op: str, name: str, args: tuple[Any, ...], version: int | None = None) -> Answer:
        """The answer to a call or a drawing; `version` counts the earlier definitions of the name."""


class EarlierDefinition:
    """Answers of a submission as if an earlier definition of `name` were the one that counts, for calls from outside.

    What the submission itself calls by that name is the last definition, as ever.

    Args:
        index: which of `report.earlier[name]`; of one that is not there, every call is Missing.
    """

    def __init__(self, report: LoadReport, ask: Ask, name: str, index: int) -> None:
        self.report = report
        self._ask, self._name, self._index = ask, name, index

    def call(self, name: str, *args: Any) -> Answer:
        """The answer of the function `name`."""
        return self._ask("call", name, args, self._version(name))

    def draw(self, name: str, *args: Any) -> Answer:
        """What the function `name` draws."""
        return self._ask("draw", name, args, self._version(name))

    def _version(self, name: str) -> int | None:
        return self._index if name == self._name else None
