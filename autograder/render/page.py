"""One student's feedback on one assignment as a page: what each check said, and why.

The student's page reads only what is fit for the student, and no `detail` of a check; the instructor's has them. What comes from a
submission is escaped; the page needs no network and runs no script.
"""

from __future__ import annotations

import functools
from enum import Enum
from pathlib import Path

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from autograder.course import Assignment
from autograder.result import CheckResult, ExerciseResult, Outcome, Result, points_text

from .cells import escaped
from .code import shown_code
from .figures import as_svg
from .first_look import first_look
from .outcomes import OUTCOME_WORDS

TEMPLATE = Path(__file__).with_name("page.html")
MARKS = {Outcome.PASSED: "✓"}
Details = dict[str, dict[str, dict[str, str]]]


class Audience(str, Enum):
    """Who reads a page."""

    STUDENT = "student"
    INSTRUCTOR = "instructor"


def as_page(result: Result, assignment: Assignment, audience: Audience = Audience.STUDENT) -> str:
    """The page as HTML."""
    return _template().render(
        result=result,
        title=assignment.title,
        first=first_look(result),
        checks={exercise.name: _checks(exercise) for exercise in result.exercises},
        code={exercise.name: shown_code(exercise, result.submission.get("file", "")) for exercise in result.exercises},
        comments=dict(result.final.comments) if result.final else {},
        decisions=result.final.standing if result.final else {},
        drawings={exercise.name: as_svg(exercise) for exercise in result.exercises},
        details=_details(result) if audience is Audience.INSTRUCTOR else {},
        for_instructor=audience is Audience.INSTRUCTOR,
        handed_in=result.submission.get("time", "").replace("T", " ").replace("Z", " UTC"),
        attempt=_attempt(result.submission),
        marks=MARKS,
        words=OUTCOME_WORDS,
        points=points_text,
    )


def _attempt(submission: dict[str, str]) -> str:
    """Which attempt it is, where that shows: only where the download told is it known to be the newest of so many."""
    number = submission.get("attempt", "")
    if not number:
        return ""
    return (
        f", the newest of {number} attempts"
        if submission.get("attempt_source") == "download"
        else f", attempt {number}"
    )


def _checks(exercise: ExerciseResult) -> list[tuple[CheckResult, str]]:
    """Each check with its message, which is said once where the next ones have the same."""
    before, shown = "", []
    for check in exercise.checks:
        shown.append((check, "" if check.message == before else check.message))
        before = check.message
    return shown


def _details(result: Result) -> Details:
    """What only the instructor sees: by exercise and check."""
    return {
        exercise.name: {check.name: check.detail for check in exercise.checks if check.detail}
        for exercise in result.exercises
    }


@functools.cache  # compiled once for a class
def _template() -> Template:
    # Strict: a misspelt name in the template would else leave a gap that nobody notices.
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined)
    environment.filters["code"] = lambda text: Markup(escaped(text))  # escaped already: its `<code>` shall stay a tag
    return environment.from_string(TEMPLATE.read_text(encoding="utf-8"))
