"""One student's feedback on one assignment as a page: what each check said, and why. It reads only what is fit for the student.

No `detail` of a check is looked at here, and what comes from a submission is escaped; the page needs no network and runs no script.
"""

from __future__ import annotations

import functools
from pathlib import Path

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from autograder.course import Assignment
from autograder.result import CheckResult, ExerciseResult, Outcome, Result, points_text

from .cells import escaped
from .figures import as_svg
from .outcomes import OUTCOME_WORDS

TEMPLATE = Path(__file__).with_name("page.html")
MARKS = {Outcome.PASSED: "✓"}


def as_page(result: Result, assignment: Assignment) -> str:
    """The page as HTML."""
    return _template().render(
        result=result,
        title=assignment.title,
        checks={exercise.name: _checks(exercise) for exercise in result.exercises},
        drawings={exercise.name: as_svg(exercise) for exercise in result.exercises},
        marks=MARKS,
        words=OUTCOME_WORDS,
        points=points_text,
    )


def _checks(exercise: ExerciseResult) -> list[tuple[CheckResult, str]]:
    """Each check with its message, which is said once where the next ones have the same."""
    before, shown = "", []
    for check in exercise.checks:
        shown.append((check, "" if check.message == before else check.message))
        before = check.message
    return shown


@functools.cache
def _template() -> Template:
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined)
    environment.filters["code"] = lambda text: Markup(escaped(text))
    return environment.from_string(TEMPLATE.read_text(encoding="utf-8"))
