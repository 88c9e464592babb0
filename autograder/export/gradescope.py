"""`autograder.zip` for Gradescope: what its container needs to grade one assignment with this engine, confined as ever."""

from __future__ import annotations

import json
from dataclasses import asdict
from importlib.resources import files

from autograder.archive import zipped
from autograder.author.release import wheel
from autograder.course import Assignment, Course
from autograder.course.prose import figure_files

SCRIPTS = ("setup.sh", "run_autograder")
UNCONFINED = "--allow-unconfined"


def autograder_zip(course: Course, assignment: Assignment, *, unconfined: bool) -> bytes:
    """The zip's bytes; `unconfined` lets student code run where the container cannot confine it, beside the hidden checks.

    It holds the hidden checks and the solution of this assignment, which Gradescope shows to no student, and nothing of the others.
    """
    scripts = {name: files(__package__).joinpath(f"{name}.txt").read_text(encoding="utf-8") for name in SCRIPTS}
    options = UNCONFINED if unconfined else ""
    # Not `format`: a shell has braces of its own.
    members = {name: text.replace("{options}", options).encode("utf-8") for name, text in scripts.items()}
    members[f"wheels/{wheel.name()}"] = zipped(wheel.members())
    for path in (assignment.source, *figure_files(assignment.source), *sorted(assignment.suite.glob("*.py"))):
        members[f"course/{path.relative_to(course.root).as_posix()}"] = path.read_bytes()
    members["course/course.toml"] = _settings(course).encode("utf-8")
    return zipped(members, executable=SCRIPTS)  # Gradescope starts them as programs


def _settings(course: Course) -> str:
    """The course's title and limits: late work is Gradescope's own business there."""
    limits = "".join(f"{name} = {value}\n" for name, value in asdict(course.limits).items())
    return f"title = {json.dumps(course.title, ensure_ascii=False)}\n\n[limits]\n{limits}"
