"""The report as one page that needs no network: its script and style stand in it, and its policy lets nothing else run or load."""

from __future__ import annotations

import base64
import functools
import hashlib
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from autograder.render.cells import escaped
from autograder.result import points_text

from .figures import bar, histogram
from .model import CheckItem, ClassData

NEGATIVE = -0.1  # a correlation below this is worth a look: those who do well otherwise miss the check


def as_html(data: ClassData) -> str:
    """The page."""
    script = _file("report.js")
    return _template().render(
        data=data,
        style=Markup(_file("report.css")),
        script=Markup(script),
        # The page's policy lets run what has this digest and nothing else, whatever a student's text holds.
        script_sha256=base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode(),
    )


@functools.cache
def _template() -> Template:
    # StrictUndefined: a field that is misspelt in the template is an error here, not a gap on the page.
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined)
    environment.filters |= {
        "bar": lambda share: Markup(bar(share)),
        "code": lambda text: Markup(escaped(text)),  # escaped already: its `<code>` shall stay a tag
        "histogram": lambda scores: Markup(histogram(scores)),
        "percent": _percent,
        "points": lambda score: "" if score is None else points_text(score),
        "remark": _remark,
        # A minus as wide as the digits: a hyphen is hardly seen in front of them.
        "signed": lambda value: "–" if value is None else f"{value:.2f}".replace("-", "−"),
    }
    return environment.from_string(_file("report.html"))


def _file(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _percent(share: float | None) -> str:
    """A share in whole per cent, which are 0 and 100 only where they are exact."""
    if share is None:
        return "–"
    return f"{round(share * 100) if share in (0, 1) else min(max(round(share * 100), 1), 99)} %"


def _remark(check: CheckItem) -> str:
    """What a person should know of a check beside its figures."""
    if check.passed == 0:
        return "nobody passes it"
    if check.passed == 1:
        return "everybody passes it"
    if check.discrimination is not None and check.discrimination < NEGATIVE:
        return "those who do well otherwise miss it more often"
    return ""
