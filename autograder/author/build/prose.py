"""One chapter's prose as a notebook and as a Python file can show it: formulas and figures."""

from __future__ import annotations

import base64
import re
import textwrap
from collections.abc import Mapping

from autograder.course.prose import FIGURE, FORMULA

WIDTH = 116  # of a comment's text: with its `# ` a line stays within the 120 of the chapters


def for_notebook(text: str, figures: Mapping[str, str]) -> str:
    """Markdown with formulas in LaTeX and figures inside it: a notebook travels alone, by mail and to Colab."""

    def figure(match: re.Match[str]) -> str:
        data = base64.b64encode(figures[match["name"]].encode("utf-8")).decode("ascii")
        return f"![{match['alt']}](data:image/svg+xml;base64,{data})"

    # Functions, not templates: in one, LaTeX's backslashes would be escapes.
    return FIGURE.sub(figure, FORMULA.sub(lambda match: f"$$\n{match['latex']}\n$$", text))


def for_script(text: str) -> str:
    """The same for an editor without either: formulas as text, and what a figure shows, in words."""

    def figure(match: re.Match[str]) -> str:
        return match["text"] or textwrap.fill(f"[figures/{match['name']}: {match['alt']}]", WIDTH)

    return FIGURE.sub(figure, FORMULA.sub(lambda match: match["text"], text))
