"""The nouns of a course: exercises in assignments in a course."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from graphlib import TopologicalSorter
from pathlib import Path

from autograder.limits import Limits


class Picture(str, Enum):
    """How `autograder show` draws what a function does; see `autograder.render`."""

    CURVE = "curve"
    PLANE = "plane"
    LAYERS = "layers"


@dataclass(frozen=True)
class Exercise:
    """One function that a student writes.

    Attributes:
        uses: the exercises of the same chapter that a right answer may call.
        show: how the function can be drawn, if it can; what draws by itself needs no such word.
    """

    name: str
    points: int
    uses: tuple[str, ...] = ()
    show: Picture | None = None


@dataclass(frozen=True)
class Assignment:
    """One chapter: `source` is its file in `solutions/`, `suite` its folder in `tests/exercises/`."""

    name: str
    title: str
    source: Path
    suite: Path
    exercises: tuple[Exercise, ...]

    @cached_property
    def used_first(self) -> tuple[Exercise, ...]:
        """The exercises in an order in which each stands below those that it uses."""
        by_name = {exercise.name: exercise for exercise in self.exercises}
        order = TopologicalSorter({exercise.name: exercise.uses for exercise in self.exercises})
        return tuple(by_name[name] for name in order.static_order())

    def below(self, exercise: Exercise) -> tuple[str, ...]:
        """The names of the exercises that `exercise` uses, itself or through others, in the chapter's order."""
        return self._below[exercise.name]

    @cached_property
    def _below(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, set[str]] = {}
        for one in self.used_first:
            found[one.name] = set(one.uses).union(*(found[name] for name in one.uses))
        order = [one.name for one in self.exercises]
        return {name: tuple(other for other in order if other in below) for name, below in found.items()}


@dataclass(frozen=True)
class Course:
    """A whole course; `root` is the folder with its `course.toml`."""

    root: Path
    title: str
    limits: Limits
    assignments: tuple[Assignment, ...]

    @property
    def kit(self) -> Path:
        """The folder that students get."""
        return self.root / "exercises"

    @classmethod
    def find(cls, given: Path | None = None) -> Course:
        """The course in `given`, else in `AUTOGRADER_COURSE`, else in the current folder or the nearest one above it.

        Raises AutograderError where there is none, or where its files contradict each other.
        """
        from autograder.course.folder import find  # the folder's reader builds Courses, so it imports this module

        return find(given)
