"""One chapter source: its title, its cells, its exercises and their hints.

Chapters are jupytext percent files. `# %% exercise="softmax" points=4` starts an exercise's cell, and `lang="en"` on a
markdown cell names the language of its prose, so that another language can stand beside it. An exercise whose answer may
call others says which: `uses="sigmoid identity_function"`. A mistake in one of those then costs its points only there. With
`show="curve"` students can look at what their function does (`autograder show`). `# %% experiment=true` starts code to run and to
change before an exercise. A markdown cell with `hints="softmax"` holds a numbered list, each item saying more than the one before; students get them one by one, outside
the chapter.
"""

from __future__ import annotations

from autograder import quick_jsonschema  # noqa: F401 - before what imports jsonschema

# isort: split
import ast
import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any

import jupytext

from autograder.course import prose
from autograder.course.model import Exercise, FigureKind
from autograder.course.regions import SOLUTION, regions
from autograder.errors import AutograderError

LANGUAGE = "en"

# Both become cell ids, paths and nbgrader's grade ids, which allow 64 ASCII characters with "-check" among them.
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,49}")
_ITEM = re.compile(r"^\d+\.\s+", re.MULTILINE)
_LAYOUT = {"lines_to_next_cell"}  # jupytext's own note about blank lines


class Kind(Enum):
    """What a cell holds."""

    MARKDOWN = "markdown"
    CODE = "code"


@dataclass(frozen=True)
class Cell:
    """One cell; `exercise` is set on the cell that holds an exercise's function.

    `experiment` marks code to run and to change before an exercise; in a Python file it is a comment.
    """

    kind: Kind
    source: str
    exercise: Exercise | None = None
    experiment: bool = False


@dataclass(frozen=True)
class AssignmentSource:
    """A chapter in one language; `figures` are the SVG files that its prose shows, by name."""

    name: str
    title: str
    cells: tuple[Cell, ...]
    hints: dict[str, tuple[str, ...]]
    figures: dict[str, str]

    @property
    def exercises(self) -> tuple[Exercise, ...]:
        """The exercises in the order in which students meet them."""
        return tuple(cell.exercise for cell in self.cells if cell.exercise)


def read(path: Path, lang: str = LANGUAGE) -> AssignmentSource:
    """The chapter at `path`, with the prose written in `lang` and the prose of no particular language."""
    if not _NAME.fullmatch(path.stem):
        raise AutograderError(f"{path}: rename it to a letter followed by at most 49 letters, digits and underscores")
    text = source(path)
    _check_regions(text, path)
    notebook = jupytext.reads(text, fmt="py:percent")
    raw_cells = [raw for raw in notebook.cells if _is_in(raw, lang)]
    cells = tuple(_cell(raw, path) for raw in raw_cells if "hints" not in raw.metadata)
    exercises = [cell.exercise for cell in cells if cell.exercise]
    names = [exercise.name for exercise in exercises]
    _check_names(names, path)
    _check_uses(exercises, path)
    hints = _hints([raw for raw in raw_cells if "hints" in raw.metadata], names, path)
    figures = prose.figures((cell.source for cell in cells if cell.kind is Kind.MARKDOWN), path)
    _check_experiments(cells, exercises, path)
    return AssignmentSource(path.stem, _title(cells, lang, path), cells, hints, figures)


def source(path: Path) -> str:
    """The text of the trusted file `path`."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise AutograderError(f"{path} cannot be read: {error}") from None


def _check_regions(text: str, path: Path) -> None:
    for region in regions(text, SOLUTION, path):
        for number, line in enumerate(region.lines, region.start + 1):
            if line.startswith("# %%"):
                raise AutograderError(f"{path}:{number}: a cell starts in a solution; add `### END {SOLUTION}` above")


def _is_in(raw: Any, lang: str) -> bool:
    return raw.cell_type != "markdown" or bool(raw.metadata.get("lang", lang) == lang)


def _cell(raw: Any, path: Path) -> Cell:
    try:
        kind = Kind(raw.cell_type)
    except ValueError:
        raise AutograderError(f"{path}: a {raw.cell_type} cell; a chapter holds markdown and code cells only") from None
    known = {"hints", "lang"} if kind is Kind.MARKDOWN else {"exercise", "experiment", "points", "show", "uses"}
    for key in sorted(set(raw.metadata) - known - _LAYOUT):
        options = ", ".join(sorted(known))
        raise AutograderError(f"{path}: unknown option `{key}` on a {kind.value} cell, which takes {options}")
    if "exercise" in raw.metadata:
        return Cell(kind, raw.source, _exercise(raw, path))
    for key in sorted({"points", "show", "uses"} & set(raw.metadata)):
        raise AutograderError(f'{path}: a cell has {key}={raw.metadata[key]} but no exercise="…"; add it')
    if regions(raw.source, SOLUTION, path):
        raise AutograderError(f'{path}: a solution in a cell without exercise="…" points=…; add them to `# %%`')
    return Cell(kind, raw.source, experiment=bool(raw.metadata.get("experiment")))


def _exercise(raw: Any, path: Path) -> Exercise:
    name, points = raw.metadata["exercise"], raw.metadata.get("points")
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise AutograderError(f'{path}: exercise={name!r} is no function\'s name; write it as in exercise="softmax"')
    if type(points) is not int or points < 1:
        got = "has no points" if points is None else f"has points={points!r}"
        raise AutograderError(f"{path}: exercise `{name}` {got}; give it a whole number of points, as in points=4")
    _check_function(name, raw.source, path)
    return Exercise(
        name, points, _uses(name, raw.metadata.get("uses", ""), path), _show(name, raw.metadata.get("show"), path)
    )


def _uses(name: str, uses: object, path: Path) -> tuple[str, ...]:
    if not isinstance(uses, str):
        raise AutograderError(f'{path}: exercise `{name}` has uses={uses!r}; write names, as in uses="AND NAND OR"')
    return tuple(dict.fromkeys(uses.split()))


def _show(name: str, show: object, path: Path) -> FigureKind | None:
    try:
        return None if show is None else FigureKind(show)
    except ValueError:
        known = ", ".join(f'show="{kind.value}"' for kind in FigureKind)
        raise AutograderError(f"{path}: exercise `{name}` has show={show!r}; the kinds of figure are {known}") from None


def _check_function(name: str, code: str, path: Path) -> None:
    try:
        statements = ast.parse(code).body
    except SyntaxError as error:
        raise AutograderError(f"{path}: the cell of exercise `{name}` is not valid Python: {error.msg}") from None
    functions = [node for node in statements if isinstance(node, ast.FunctionDef) and node.name == name]
    if len(functions) != 1:
        raise AutograderError(f"{path}: the cell of exercise `{name}` must define the function `{name}` exactly once")
    body = range(functions[0].lineno + 1, (functions[0].end_lineno or 0) + 1)
    if not any(region.start in body for region in regions(code, SOLUTION, path)):
        raise AutograderError(
            f"{path}: no `### BEGIN {SOLUTION}` inside `def {name}`, so students would get its answer; "
            "add it below the docstring"
        )


def _hints(raw_cells: list[Any], names: list[str], path: Path) -> dict[str, tuple[str, ...]]:
    """The hints of each exercise that has one, in the order of the exercises."""
    found: dict[str, tuple[str, ...]] = {}
    for raw in raw_cells:
        name = raw.metadata["hints"]
        items = tuple(" ".join(item.split()) for item in _ITEM.split(raw.source)[1:])
        if raw.cell_type != "markdown" or not items or _ITEM.split(raw.source)[0].strip():
            raise AutograderError(f"{path}: hints={name!r} must be a [markdown] cell that holds a numbered list only")
        if name not in names:
            raise AutograderError(f"{path}: hints={name!r} names no exercise of the chapter")
        if name in found:
            raise AutograderError(f"{path}: two cells hold hints of `{name}`; make them one list")
        found[name] = items
    return {name: found[name] for name in names if name in found}


def _check_experiments(cells: tuple[Cell, ...], exercises: Sequence[Exercise], path: Path) -> None:
    functions = [node for cell in cells if cell.exercise for node in ast.walk(ast.parse(cell.source))]
    parameters = {node.arg for node in functions if isinstance(node, ast.arg)}
    for cell in cells:
        if cell.experiment:
            prose.check_experiment(cell.source, exercises, parameters, path)


def _check_names(names: list[str], path: Path) -> None:
    if not names:
        raise AutograderError(f'{path}: no exercise; start the cell of each with `# %% exercise="softmax" points=4`')
    for name in names:
        if names.count(name) > 1:
            raise AutograderError(f"{path}: two cells are called exercise `{name}`; rename one of them")


def _check_uses(exercises: Sequence[Exercise], path: Path) -> None:
    names = [exercise.name for exercise in exercises]
    for exercise in exercises:
        for used in exercise.uses:
            if used == exercise.name:
                raise AutograderError(f"{path}: exercise `{used}` uses itself; take the name out of its uses")
            if used not in names:
                near = difflib.get_close_matches(used, names, n=1)
                hint = f"did you mean `{near[0]}`?" if near else f"the exercises are {', '.join(names)}"
                raise AutograderError(f"{path}: exercise `{exercise.name}` uses `{used}`, which is no exercise; {hint}")
    try:
        TopologicalSorter({exercise.name: exercise.uses for exercise in exercises}).prepare()
    except CycleError as error:
        circle = " uses ".join(f"`{name}`" for name in reversed(error.args[1]))
        raise AutograderError(f"{path}: exercises use each other in a circle: {circle}; take one name out") from None


def _title(cells: tuple[Cell, ...], lang: str, path: Path) -> str:
    for cell in cells:
        heading = re.search(r"^#+\s+(.+?)\s*$", cell.source, re.MULTILINE) if cell.kind is Kind.MARKDOWN else None
        if heading:
            return heading[1]
    raise AutograderError(f'{path}: no heading in a markdown cell with lang="{lang}"; start it with `# # Chapter 1: …`')
