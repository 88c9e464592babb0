"""What a check may ask for: `student`, `reference` and `rng`."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from .checks import generator
from .student import Functions, Reference, Student


@dataclass(frozen=True)
class Bench:
    """Whose turn it is, and our own solutions to compare with."""

    student: Student
    reference: Functions


class Fixtures:
    """The fixtures; a plugin that inherits them says what they serve."""

    def bench(self, item: pytest.Item) -> Bench:
        """What the fixtures serve to the check `item`."""
        raise NotImplementedError

    @pytest.fixture(name="student")
    def _student(self, request: pytest.FixtureRequest) -> Student:
        """The submission: `student.softmax(a)`."""
        return self.bench(request.node).student

    @pytest.fixture(name="reference")
    def _reference(self, request: pytest.FixtureRequest) -> Reference:
        """Our own solution: `reference.softmax(a)`."""
        return Reference(self.bench(request.node).reference)

    @pytest.fixture(name="rng")
    def _rng(self, request: pytest.FixtureRequest) -> np.random.Generator:
        """Random numbers of the check's own, the same in every run."""
        return generator(request.node)
