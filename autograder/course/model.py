"""The nouns of a course: exercises in assignments in a course."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from graphlib import TopologicalSorter
from pathlib import Path

from autograder.limits import Limits, NotebookLimits

from .late import LatePolicy


class FigureKind(str, Enum):
    """How `autograder show` draws what a function does; see `autograder.render`."""

    CURVE = "curve"
    PLANE = "plane"
    LAYERS = "layers"
    BARS = "bars"
    PRODUCT = "product"
    BROADCAST = "broadcast"


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
    show: FigureKind | None = None


@dataclass(frozen=True)
class Assignment:
    """One chapter: `source` is its file in `solutions/`, `suite` its folder in `tests/exercises/`."""

    name: str
    title: str
    source: Path
    suite: Path
    exercises: tuple[Exercise, ...]

    @cached_property
    def in_dependency_order(self) -> tuple[Exercise, ...]:
        """The exercises in an order in which each stands below those that it uses."""
        by_name = {exercise.name: exercise for exercise in self.exercises}
        order = TopologicalSorter({exercise.name: exercise.uses for exercise in self.exercises})
        return tuple(by_name[name] for name in order.static_order())

    def dependencies_of(self, exercise: Exercise) -> tuple[str, ...]:
        """The names of the exercises that `exercise` uses, itself or through others, in the chapter's order."""
        return self._dependencies[exercise.name]

    @cached_property
    def _dependencies(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, set[str]] = {}
        for exercise in self.in_dependency_order:
            found[exercise.name] = set(exercise.uses).union(*(found[name] for name in exercise.uses))
        # A topological order is one of several; people know the chapter's.
        order = [exercise.name for exercise in self.exercises]
        return {name: tuple(other for other in order if other in used) for name, used in found.items()}


@dataclass(frozen=True)
class Course:
    """A whole course; `root` is the folder with its `course.toml`, `notebooks` what an instructor's other ones may use."""

    root: Path
    title: str
    limits: Limits
    assignments: tuple[Assignment, ...]
    notebooks: NotebookLimits = field(default_factory=NotebookLimits)
    late: LatePolicy = field(default_factory=LatePolicy)

    @property
    def kit(self) -> Path:
        """The folder that students get."""
        return self.root / "exercises"
