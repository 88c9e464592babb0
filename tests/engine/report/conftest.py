"""A made-up class of records for the tiny course, its report, and a browser to look at it."""

from __future__ import annotations

import importlib.util
import shutil

import pytest

from autograder.grade.store import Store
from autograder.grade.tally import Tally
from autograder.report import collect
from autograder.result import CheckResult, Code, Environment, ExerciseResult, Outcome, Result

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
WHERE = Environment("3.12.1", "2.0.0", "full", {})
TITLES = {"double": ("doubles three numbers", "keeps the sign"), "floor": ("raises what is too low",)}
LETTERS = {"p": Outcome.PASSED, "f": Outcome.FAILED, "c": Outcome.CRASHED, "t": Outcome.TIMED_OUT, "m": Outcome.MISSING}


class ReportedClass:
    """Records that are put into a store and a tally as a run would, and the report of them."""

    def __init__(self, course, folder) -> None:
        self.course, self.store = course, Store(folder)
        self.tally = Tally({"ch09_tiny": 3.0})

    def add(self, student, double="pp", floor="p", *, code="", answers="", message="wrong", warnings=(), **more):
        """One student's record: a letter for each check."""
        exercises = tuple(
            self._exercise(name, letters, points, code, answers or letters, message, more)
            for name, letters, points in (("double", double, 2.0), ("floor", floor, 1.0))
        )
        score = sum(exercise.score for exercise in exercises)
        result = Result(
            "ch09_tiny", student, score, 3.0, {"file": f"{student}.py", "sha256": "0"}, "s", "0.1.0", WHERE, tuple(warnings), exercises, 0.02
        )  # fmt: skip
        self.store.write(result)
        self.tally.add(result)

    def report(self):
        """What the report says."""
        return collect(self.course, self.tally, self.store, WHERE)

    def exercise(self, name):
        """One exercise's part of it."""
        return next(item for item in self.report().assignments[0].exercises if item.name == name)

    def _exercise(self, name, letters, points, code, answers, message, more):
        share = points / len(letters)
        checks = tuple(
            CheckResult(
                f"test_{number}", title, number == 0, LETTERS[letter], share * (letter == "p"), share,
                "" if letter == "p" else message, **({} if letter == "p" else more),
            )
            for number, (title, letter) in enumerate(zip(TITLES[name], letters, strict=True))
        )  # fmt: skip
        lines = Code(1, "line 1", tuple(code.split("\n"))) if code and name == "double" else None
        return ExerciseResult(
            name, share * letters.count("p"), points, checks, answers_sha256=f"{name} {answers}", code=lines
        )


@pytest.fixture
def reported(tiny_course, tmp_path) -> ReportedClass:
    """An empty class."""
    return ReportedClass(tiny_course.read(), tmp_path / "graded")


@pytest.fixture
def browser():
    """A headless browser that is installed on this machine."""
    if importlib.util.find_spec("playwright") is None:
        pytest.skip("Playwright is not installed: pip install playwright")
    executable = next(filter(None, map(shutil.which, BROWSERS)), None)
    if executable is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=executable, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()
