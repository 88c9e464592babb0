"""What a check may ask for: `student`, `reference` and `rng`."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from .checks import generator, place
from .proxy import Functions, Reference, Student, take_calls
from .recorded import Recording


@dataclass(frozen=True)
class CheckContext:
    """What a running check has: the student whose turn it is, and our own solutions."""

    student: Student
    reference: Functions | Recording


class Fixtures:
    """The fixtures; a plugin that inherits them says what they serve.

    They do not ask for pytest's `request`, which costs as much again as the rest of a check: the running item is kept here.
    """

    item: pytest.Item

    def context(self) -> CheckContext:
        """What the fixtures serve to the running check."""
        raise NotImplementedError

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Remember which check runs."""
        self.item = item

    @pytest.fixture(name="student")
    def _student(self) -> Student:
        """The submission: `student.softmax(a)`."""
        student = self.context().student
        take_calls(student)  # a failure is explained by the check's own calls
        return student

    @pytest.fixture(name="reference")
    def _reference(self) -> Reference:
        """Our own solution: `reference.softmax(a)`."""
        return Reference(self.context().reference.during(place(self.item)[1], self.item.name))

    @pytest.fixture(name="rng")
    def _rng(self) -> np.random.Generator:
        """Random numbers of the check's own, the same in every run."""
        return generator(self.item)
