"""The nodes of a cluster: who joined, who may grade, who is gone, and who no longer answers."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from autograder import __version__
from autograder.result import Environment

from .node import Description

SILENT_SECONDS = 30.0  # a node whose heartbeat the scheduler has not heard for so long hangs: others do its work


@dataclass
class Node:
    """A Dask worker. `refusal` says why it is not used; without one and without a description it has not answered yet."""

    address: str
    heard: float = 0.0  # the scheduler's clock
    heard_at: float = field(default_factory=time.monotonic)  # ours
    description: Description | None = None
    refusal: str = ""
    is_silent: bool = False

    @property
    def is_usable(self) -> bool:
        """Whether batches may go to it."""
        return self.description is not None and not self.refusal and not self.is_silent

    @property
    def name(self) -> str:
        """Host and address, for people."""
        return f"{self.description.host} ({self.address})" if self.description else self.address


class Nodes:
    """All nodes that were seen, by address. The first that can grade sets the environment that all others must have."""

    def __init__(self, silent_seconds: float = SILENT_SECONDS) -> None:
        self.environment: Environment | None = None
        self._silent_seconds = silent_seconds
        self._nodes: dict[str, Node] = {}

    def __iter__(self) -> Iterator[Node]:
        return iter(list(self._nodes.values()))

    def __getitem__(self, address: str) -> Node:
        return self._nodes[address]

    @property
    def usable(self) -> list[Node]:
        """Those that batches may go to."""
        return [node for node in self if node.is_usable]

    def look(self, heard: dict[str, float]) -> tuple[list[Node], list[Node], list[Node]]:
        """Compare with the heartbeats that the scheduler heard last, by address: (joined, gone, silent)."""
        joined = [self._join(address) for address in heard if address not in self._nodes]
        gone = [self._nodes.pop(node.address) for node in self if node.address not in heard]
        silent = []
        for node in self:
            if heard[node.address] != node.heard:
                node.heard, node.heard_at, node.is_silent = heard[node.address], time.monotonic(), False
            elif not node.is_silent and time.monotonic() - node.heard_at > self._silent_seconds:
                node.is_silent = True
                silent.append(node)
        return joined, gone, silent

    def forget(self) -> None:
        """None is known any more: their scheduler is gone."""
        self._nodes.clear()

    def describe(self, node: Node, description: Description) -> None:
        """Take in what a node says of itself: it grades under the environment of the first, or not at all."""
        node.description = description
        node.refusal = self._refusal(description)
        if not node.refusal and self.environment is None:
            self.environment = description.environment

    def _join(self, address: str) -> Node:
        return self._nodes.setdefault(address, Node(address))

    def _refusal(self, description: Description) -> str:
        """Why it is not used; "" if it is."""
        if description.engine != __version__:
            return f"has autograder {description.engine}, and this machine {__version__}"
        if description.environment is None:
            return description.lacks
        if self.environment is None or description.environment == self.environment:
            return ""
        theirs, ours = (_words(environment) for environment in (description.environment, self.environment))
        return f"has {theirs}, and the first node {ours}: a class is graded under one environment"


def _words(environment: Environment) -> str:
    grader = environment.grader
    return (
        f"Python {environment.python} with NumPy {environment.numpy} for students, "
        f"{grader['python']} with {grader['numpy']} for the grader, confinement {environment.confinement}"
    )
