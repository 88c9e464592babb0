"""The nouns of a course: exercises in assignments in a course."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from autograder.limits import Limits


@dataclass(frozen=True)
class Exercise:
    """One function that a student writes. `uses` names the exercises of the same chapter that a right answer may call."""

    name: str
    points: int
    uses: tuple[str, ...] = ()


@dataclass(frozen=True)
class Assignment:
    """One chapter: `source` is its file in `solutions/`, `suite` its folder in `tests/exercises/`."""

    name: str
    title: str
    source: Path
    suite: Path
    exercises: tuple[Exercise, ...]


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
