"""Inside Gradescope's container: one submission is graded, and `results/results.json` says what came of it.

The layout and the fields are those of gradescope-autograders.readthedocs.io: `submission/`, `source/`, `submission_metadata.json`.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from autograder import atomic
from autograder.course.folder import find_course
from autograder.errors import AutograderError
from autograder.grade import ClassReport, Options, grade
from autograder.grade.store import Store
from autograder.result import CheckResult, ExerciseResult, Outcome, Result

VISIBLE, LATER = "visible", "after_published"
SORRY = "This submission could not be graded through a fault that is not yours; your instructor sees the log."
STUDENT = "student"


def run(base: Path, *, unconfined: bool) -> None:
    """Grade `base/submission` with the course in `base/source/course`, and write `base/results/results.json`.

    What goes wrong on our side gives no score rather than 0: Gradescope then asks for a person.
    """
    try:
        results = _results(base, unconfined)
    except AutograderError as error:
        print(f"autograder: {error}")  # standard output is the instructor's
        results = {"output": SORRY, "visibility": VISIBLE, "stdout_visibility": "hidden"}
    (base / "results").mkdir(exist_ok=True)  # Gradescope has made it; whoever tries the zip by hand has not
    atomic.write(base / "results" / "results.json", (json.dumps(results, ensure_ascii=False, indent=1) + "\n").encode())


def _results(base: Path, unconfined: bool) -> dict[str, Any]:
    course = find_course(base / "source" / "course")
    with tempfile.TemporaryDirectory() as folder:
        inside = Path(folder) / "class" / STUDENT
        for file in sorted((base / "submission").rglob("*")):
            # A link could lead to the course, which lies beside it.
            if file.is_file() and not file.is_symlink() and file.suffix in (".py", ".ipynb"):
                copy = inside / file.relative_to(base / "submission")
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(file, copy)  # with its time: of two answers the newer counts
        output = Path(folder) / "graded"
        # The layout says that all is one student's, whatever their folders are called.
        report = grade(course, [inside.parent], Options(output, 1, unconfined=unconfined, layout=f"{STUDENT}/…"))
        result = next((found for found in Store(output).earlier_results(()) if isinstance(found, Result)), None)
    return as_results(result) if result else _refused(report)


def as_results(result: Result) -> dict[str, Any]:
    """What Gradescope shows of a result: a test for each check, hidden ones once grades are published, and no detail."""
    return {
        "score": result.score,
        "execution_time": result.seconds,
        "output": "\n".join(result.warnings),
        "visibility": VISIBLE,
        "stdout_visibility": "hidden",
        "tests": [_test(exercise, check, number) for exercise, check, number in _numbered(result)],
    }


def _numbered(result: Result) -> Iterator[tuple[ExerciseResult, CheckResult, str]]:
    for place, exercise in enumerate(result.exercises, 1):
        for number, check in enumerate(exercise.checks, 1):
            yield exercise, check, f"{place}.{number}"


def _test(exercise: ExerciseResult, check: CheckResult, number: str) -> dict[str, Any]:
    passed = check.outcome is Outcome.PASSED
    hint = f"Hint: {check.hint}" if check.hint and not passed else ""
    return {
        "number": number,
        "name": f"{exercise.name}: {check.title}",
        "score": check.score,
        "max_score": check.max_score,
        "status": "passed" if passed else "failed",
        "output": "\n".join(filter(None, (check.message, hint))),
        "visibility": VISIBLE if check.visible else LATER,
    }


def _refused(report: ClassReport) -> dict[str, Any]:
    if report.faults or not report.refused:
        return {"output": SORRY, "visibility": VISIBLE, "stdout_visibility": "hidden"}
    said = "\n".join(f"{refused.file} {refused.reason}" for refused in report.refused)
    return {"score": 0, "output": f"Not graded: {said}", "visibility": VISIBLE, "stdout_visibility": "hidden"}
