"""Several files of a student for one assignment, taken together: what each of them gave."""

from __future__ import annotations

from autograder.course import Assignment
from autograder.sandbox import LoadReport

from .intake import Submission


def joined_note(submission: Submission, report: LoadReport, assignment: Assignment) -> str:
    """Which file gave which exercise, as the worker found it; "" where there is only one file."""
    if not submission.joined:
        return ""
    main = submission.file.rpartition("/")[2]
    others = {other.name for other in submission.joined}
    gave: dict[str, list[str]] = {}
    for exercise in assignment.exercises:
        if exercise.name in report.functions:
            line, _ = report.functions[exercise.name]
            # Lines are counted on from file to file, so the last that begins at or above a line holds it.
            _, name = max((place for place in report.cells if place[0] <= line), default=(1, ""))
            gave.setdefault(name if name in others else main, []).append(exercise.name)
    gave |= {file: ["nothing"] for file in (main, *others) if file not in gave}
    parts = "; ".join(f"{', '.join(names)} from {file}" for file, names in gave.items())
    return f"several files were taken together, the newest definition of each exercise: {parts}"
