"""What prose of a chapter may hold besides Markdown: formulas, figures, and experiments to run.

A formula stands there twice, once for notebooks and once for Python files: a block of LaTeX marked `math`, and below it the same as
a block marked `text`. A figure is `![what it shows](figures/NAME.svg)` on a line of its own, with the file in `solutions/figures/`; a
block marked `text` on the very next line stands for it in Python files.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from pathlib import Path

from autograder.course.model import Exercise
from autograder.errors import AutograderError

FIGURES = "figures"
FORMULA = re.compile(r"^```math\n(?P<latex>.+?)\n```\n+(?P<text>```text\n.+?\n```)$", re.MULTILINE | re.DOTALL)
FIGURE = re.compile(
    rf"^!\[(?P<alt>[^\]\n]+)\]\({FIGURES}/(?P<name>[\w.-]+\.svg)\)$(?:\n(?P<text>```text\n.+?\n```)$)?",
    re.MULTILINE | re.DOTALL,
)
_MATH = re.compile(r"^```math$", re.MULTILINE)
_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)")


def figure_files(chapter: Path) -> list[Path]:
    """The figures beside a chapter: wherever the chapter is to be read, they have to be as well."""
    return sorted((chapter.parent / FIGURES).glob("*.svg"))


def figures(texts: Iterable[str], chapter: Path) -> dict[str, str]:
    """The figures that a chapter's prose shows, by file name, in the order in which they come.

    Raises:
        AutograderError: one is not there or is written in another way, or a formula lacks its half for Python files.
    """
    found: dict[str, str] = {}
    for text in texts:
        if len(_MATH.findall(text)) != len(FORMULA.findall(text)):
            raise AutograderError(f"{chapter}: a ```math block needs a ```text block below it, for Python files")
        right = [match[0].partition("\n")[0] for match in FIGURE.finditer(text)]
        for image in _IMAGE.findall(text):
            if image not in right:
                way = f"write ![what it shows]({FIGURES}/NAME.svg) on a line of its own"
                raise AutograderError(f"{chapter}: a figure is written as {image[:60]}; {way}")
        for match in FIGURE.finditer(text):
            found[match["name"]] = _read(chapter.parent / FIGURES / match["name"], chapter)
    return found


def _read(path: Path, chapter: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise AutograderError(f"{chapter}: its figure cannot be read: {error}") from None


def check_experiment(code: str, exercises: Iterable[Exercise], parameters: Iterable[str], chapter: Path) -> None:
    """Raise AutograderError where a cell to try out would lend an answer what it forgot.

    A student's function that reads `x`, which it does not have, must not find one there: as a Python file, which holds
    experiments as comments, the same answer would fail.
    """
    taken = {exercise.name for exercise in exercises} | set(parameters)
    try:
        tree = ast.parse(code)
    except SyntaxError as error:
        raise AutograderError(f"{chapter}: an experiment is not valid Python: {error.msg}") from None
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node.id in taken:
            raise AutograderError(
                f"{chapter}: an experiment sets `{node.id}`, which is an exercise or an argument of one; use another name"
            )
