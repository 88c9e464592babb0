"""A class whose grades are exported, and its class list as each platform writes it."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.export.grades import ClassGrades
from autograder.final import FinalGrade, Lateness
from autograder.grade.intake import Roster
from autograder.grade.store import Store
from autograder.result import CheckResult, Environment, ExerciseResult, Outcome, Result

SAMPLES = Path(__file__).with_name("rosters")
LATE = FinalGrade(1.5, late=Lateness(0.5, "1 day late: 0.5 points off (10 % of 3)", 60))
WHERE = Environment("3.12.1", "2.0.0", "full", {})


def result(student, score, file, final=None):
    """A record with a visible and a hidden check."""
    checks = (
        CheckResult("test_one", "is right", True, Outcome.PASSED, 1.0, 1.0),
        CheckResult("test_two", "is right for others", False, Outcome.FAILED, 0.0, 2.0, "`double` returned a wrong value.", "Try −1.",
                    detail={"call": "SECRET"}),
    )  # fmt: skip
    submission = {"file": file, "sha256": "0", "time": "2026-10-01T20:00:00Z", "time_source": "platform"}
    exercise = ExerciseResult("double", score, 3.0, checks)
    return Result("ch09_tiny", student, score, 3.0, submission, "s", "0", WHERE, (), (exercise,), 0.1, final)


@pytest.fixture
def store(tmp_path):
    """Four results: in time, late, excused, and of somebody whose name a spreadsheet would run."""
    made = Store(tmp_path / "graded")
    for one in (
        result("ada", 3.0, "Ada Lovelace_101_assignsubmission_file_/ch09_tiny.py"),
        result("bob", 2.0, "Bob O'Brien_102_assignsubmission_file_/ch09_tiny.py", LATE),
        result("cyd", 1.0, "Cyd_103_assignsubmission_file_ch09_tiny.py", FinalGrade(None, excused="ill")),
        result("=1+1;=2", 0.0, "x/lovelaceada_LATE_7_4567_ch09_tiny.py"),
    ):
        made.write(one)
        page = made.page(one.assignment, one.student)
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(f"{one.student}'s page", encoding="utf-8")
    return made


@pytest.fixture
def grades(tiny_course, store):
    """The class's grades, joined with a platform's class list."""

    def read(platform=""):
        roster = Roster.read(SAMPLES / f"{platform}.csv") if platform else Roster()
        return ClassGrades.read(tiny_course.read(), store, roster)

    return read
