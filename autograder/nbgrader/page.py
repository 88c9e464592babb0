"""A graded submission as a notebook for people: what was handed in as text, each check cell with its score and messages."""

from __future__ import annotations

import codecs
import re
from contextlib import suppress
from typing import Any

from autograder import notebook
from autograder.notebook import Unreadable
from autograder.render import cells as feedback
from autograder.result import Result

from .rebuild import MARK, Part, rebuild

RENDERED = {"rendered": True}
# The percent format: Jupytext writes `# %%`, other editors `#%%`.
MARKDOWN = re.compile(r"#\s?%%.*\[(markdown|md)\]")


def book(stub: Any, result: Result, content: bytes) -> Any:
    """The submission in the shape of the released notebook.

    What a student wrote stands in code cells only: formgrader puts Markdown and HTML into its pages as it is, beside the buttons
    that give grades.

    Args:
        stub: what students got, with nbgrader's metadata.
        content: a script, or a notebook; nothing is parsed as Python.
    """
    made = rebuild(
        stub,
        _parts(stub, result.submission["file"], content),
        frozenset(exercise.name for exercise in result.exercises),
    )
    made.metadata[MARK] = RENDERED
    return made


def fill(book: Any, result: Result) -> None:
    """Put the score, the points and the messages into each check cell."""
    exercises = {f"{exercise.name}-check": exercise for exercise in result.exercises}
    for cell in book.cells:
        nbgrader = cell.metadata.get("nbgrader", {})
        exercise = exercises.get(nbgrader.get("grade_id", ""))
        if exercise is not None and nbgrader.get("grade") and cell.cell_type == "code":
            nbgrader["points"] = exercise.max_score
            cell.outputs = feedback.outputs(exercise)


def is_ours(book: Any) -> bool:
    """Whether a notebook was made here, not by `nbgrader autograde`."""
    return bool(book.metadata.get(MARK) == RENDERED)


def _parts(stub: Any, file: str, content: bytes) -> list[Part]:
    """The cells of what was handed in; what is no notebook after all is shown as a script."""
    if file.endswith(".ipynb"):
        with suppress(Unreadable):
            return [Part("code", str(cell.source), "", 0) for cell in notebook.read(content, len(content)).cells]
    return _script(text_of(content), stub)


def _script(text: str, stub: Any) -> list[Part]:
    """The cells of a script: prose that students got stays prose, everything else is code."""
    released = {Part("markdown", cell.source, "", 0).text for cell in stub.cells if cell.cell_type == "markdown"}
    parts = []
    for cell in re.split(r"^(?=#\s?%%)", text, flags=re.MULTILINE):
        head, _, body = cell.partition("\n") if re.match(r"#\s?%%", cell) else ("", "", cell)
        prose = Part("markdown", re.sub(r"^# ?", "", body, flags=re.MULTILINE), "", 0)
        parts.append(
            prose if MARKDOWN.match(head) and prose.text in released else Part("code", body.strip("\n"), "", 0)
        )
    return [part for part in parts if part.source.strip()]


def text_of(content: bytes) -> str:
    """Text without asking the file for its encoding: some take minutes to decode."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("latin-1")  # never fails: each byte is a letter
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\N{REPLACEMENT CHARACTER}")
