"""One student's feedback on one assignment as a page: what each check said, and why. It reads only what is fit for the student.

No `detail` of a check is looked at here, and what comes from a submission is escaped; the page needs no network and runs no script.
"""

from __future__ import annotations

import functools
from typing import Any

from autograder.course import Assignment
from autograder.course.extra import instructor
from autograder.result import CheckResult, ExerciseResult, Outcome, Result, points_text

from .cells import escaped
from .drawings import as_svg

PURPOSE = "writing feedback pages"
MARKS = {Outcome.PASSED: "✓", Outcome.SKIPPED: "–"}
WORDS = {
    Outcome.PASSED: "passed",
    Outcome.FAILED: "failed",
    Outcome.CRASHED: "the program ended",
    Outcome.TIMED_OUT: "out of time",
    Outcome.MISSING: "not defined",
    Outcome.SKIPPED: "not tried",
}


def as_page(result: Result, assignment: Assignment) -> str:
    """The page as HTML."""
    text: str = _template().render(
        result=result,
        title=assignment.title,
        checks={exercise.name: _checks(exercise) for exercise in result.exercises},
        drawings={exercise.name: as_svg(exercise) for exercise in result.exercises},
        marks=MARKS,
        words=WORDS,
        points=points_text,
    )
    return text


def _checks(exercise: ExerciseResult) -> list[tuple[CheckResult, str]]:
    """Each check with its message, which is said once where the next ones have the same."""
    before, shown = "", []
    for check in exercise.checks:
        shown.append((check, "" if check.message == before else check.message))
        before = check.message
    return shown


@functools.cache
def _template() -> Any:
    jinja2 = instructor("jinja2", PURPOSE)
    environment = jinja2.Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    markup = instructor("markupsafe", PURPOSE).Markup
    environment.filters["code"] = lambda text: markup(escaped(text))
    return environment.from_string(TEMPLATE)


TEMPLATE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ result.student }} – {{ title }}</title>
<style>
:root { color-scheme: light dark; --line: #8884; --soft: #8881; --good: #1a7f37; --bad: #c0392b; }
@media (prefers-color-scheme: dark) { :root { --good: #56d364; --bad: #ff7b72; } }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; margin: 0; } h2 { font-size: 1.1rem; margin: 0; display: flex; gap: .6rem; align-items: baseline; }
h2 .score { margin-left: auto; font-weight: normal; font-variant-numeric: tabular-nums; white-space: nowrap; }
.total { font-size: 1.2rem; margin: .3rem 0 1rem; }
section { border-top: 1px solid var(--line); padding: .9rem 0; }
ul { list-style: none; padding: 0; margin: .5rem 0 0; } li { padding: .15rem 0 .15rem 1.6rem; position: relative; }
li .mark { position: absolute; left: .2rem; font-weight: bold; } .passed .mark, .full { color: var(--good); } .lost .mark { color: var(--bad); }
li p { margin: .2rem 0; white-space: pre-wrap; } .hint { border-left: 3px solid var(--line); padding-left: .6rem; }
.note { background: var(--soft); border-radius: .4rem; padding: .6rem .8rem; margin: 0 0 1rem; } .note ul { list-style: disc; padding-left: 1.2rem; } .note li { padding-left: 0; }
code { background: var(--soft); padding: .05em .3em; border-radius: .2rem; font-size: .92em; }
figure { margin: .5rem 0 0; } svg { max-width: 100%; height: auto; }
footer { border-top: 1px solid var(--line); padding-top: .6rem; font-size: .85rem; opacity: .7; }
</style>
</head>
<body>
<h1>{{ title }}</h1>
<p class="total">{{ result.student }}: <b>{{ points(result.score) }}</b> of {{ points(result.max_score) }} points</p>
{% if result.warnings %}
<div class="note">About your file:
<ul>
{% for warning in result.warnings %}
<li>{{ warning | code }}</li>
{% endfor %}
</ul>
</div>
{% endif %}
{% for exercise in result.exercises %}
<section>
<h2>{{ exercise.name }}<span class="score{{ ' full' if exercise.score == exercise.max_score }}">{{ points(exercise.score) }} of {{ points(exercise.max_score) }}</span></h2>
<ul>
{% for check, message in checks[exercise.name] %}
<li class="{{ 'passed' if check.outcome.value == 'passed' else 'lost' }}"><span class="mark" title="{{ words[check.outcome] }}">{{ marks.get(check.outcome, '✗') }}</span>
{{ check.title | code }}
{% if message %}
<p{{ ' class="hint"' | safe if check.outcome.value == 'passed' }}>{{ message | code }}</p>
{% endif %}
{% if check.outcome.value not in ('passed', 'missing') and check.hint %}
<p class="hint">Hint: {{ check.hint | code }}</p>
{% endif %}
</li>
{% endfor %}
</ul>
{% if drawings[exercise.name] %}
<figure>{{ drawings[exercise.name] | safe }}</figure>
{% endif %}
</section>
{% endfor %}
<footer>{{ result.submission.file }}, graded under Python {{ result.environment.python }} with NumPy {{ result.environment.numpy }}\
{{ '; student code was not fully confined' if result.environment.confinement != 'full' }}</footer>
</body>
</html>
"""
