"""Records of the tiny course, and what nbgrader itself reads in a gradebook."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from autograder.author import build
from autograder.course import Course
from autograder.result import CheckResult, Environment, ExerciseResult, Outcome, Result, total

WHERE = Environment("3.12.1", "2.5.5", "full", {"python": "3.12.1", "numpy": "2.5.5"})
NAME = "ch09_tiny"


def exercise(name: str, score: float, most: float) -> ExerciseResult:
    """An exercise of one check, lost unless all points are there."""
    passed = score == most
    outcome, message = (Outcome.PASSED, "") if passed else (Outcome.FAILED, f"`{name}` returned a wrong value.")
    detail = None if passed else {"call": "SECRET", "expected": "SECRET", "got": "SECRET"}
    check = CheckResult("test_it", "is right", False, outcome, float(passed), 1.0, message, "", "", detail)
    return ExerciseResult(name, score, most, (check,))


def result(student: str, double: float = 2.0, floor: float = 1.0, points: tuple[float, float] = (2.0, 1.0)) -> Result:
    """What a student got in the tiny course."""
    exercises = (exercise("double", double, points[0]), exercise("floor", floor, points[1]))
    file = {"file": f"{student}.py", "sha256": "0" * 64}
    return Result(
        NAME, student, total([double, floor]), total(list(points)), file, "1" * 64, "0", WHERE, (), exercises, 0.1
    )


@pytest.fixture
def course(tiny_course) -> Course:
    """The tiny course with its kit."""
    build.write(tiny_course.read())
    return tiny_course.read()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a gradebook is to stand."""
    return tmp_path / "gradebook.db"


@pytest.fixture
def opened() -> Callable[..., object]:
    """Opens a gradebook the way nbgrader does, by its URL or its path."""
    from nbgrader.api import Gradebook

    @contextmanager
    def open_it(where: str | Path, course_id: str = "default_course") -> Iterator[Gradebook]:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Gradebook(f"sqlite:///{where}" if isinstance(where, Path) else where, course_id) as book:
                yield book

    return open_it
