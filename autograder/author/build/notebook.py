"""A chapter as students get it: a notebook with nbgrader's metadata, and the same cells as a Python file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

import jupytext
import nbformat
from nbformat import v4
from nbgrader.preprocessors import ClearSolutions

from autograder.author.build import prose
from autograder.course.assignment_source import AssignmentSource, Kind
from autograder.course.model import Exercise

EXPERIMENT = "experiment"  # tag of a cell to run and to change
TRY = "Try it in a Python shell: start `python`, type `import numpy as np`, then this; change a number, and look."
# The end of the `.py`: who starts it as a program learns what to start instead.
RUN = """\
if __name__ == "__main__":
    print("This file holds your functions. To check them: autograder check {name}.py")"""


def source(assignment: AssignmentSource) -> Any:
    """The chapter as an instructor's notebook: each answer stands between its markers and is followed by its check cell."""
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    book = v4.new_notebook(cells=list(_cells(assignment)), metadata={"kernelspec": kernel})
    book.nbformat_minor = 5  # the first with cell ids; a later nbformat would write its own newest
    return book


def notebook(assignment: AssignmentSource) -> Any:
    """The same with nbgrader's stub in place of each answer."""
    # By now nbgrader's metadata is in place: ClearSolutions refuses an answer in a cell that is not marked as one.
    cleared, _ = ClearSolutions().preprocess(source(assignment), {})
    return cleared


def as_ipynb(book: Any, figures: Mapping[str, str]) -> str:
    """The text of the `.ipynb`, in which `check`, `hint` and `show` are imported at the end of the first code cell."""
    shown = deepcopy(book)  # the script is made of the same book after this
    for cell in shown.cells:
        if cell.cell_type == "markdown":
            cell.source = prose.for_notebook(cell.source, figures)
    first = next(cell for cell in shown.cells if cell.cell_type == "code")
    # At the end: where autograder is not installed, the other imports have run before this line complains.
    first.source += "\n\nfrom autograder import check, hint, show"
    text: str = nbformat.writes(shown, version=4)
    return text.rstrip("\n") + "\n"


def as_script(book: Any, assignment: AssignmentSource) -> str:
    """The text of the `.py` beside the notebook `book`: prose as comments, no check cells, points in `# %%` lines."""
    labels = {exercise.name: f"{exercise.name} ({_points(exercise)})" for exercise in assignment.exercises}
    cells = [cell for cell in book.cells if not cell.metadata.get("nbgrader", {}).get("grade")]
    # No YAML above a beginner's first line.
    script = v4.new_notebook(metadata={"jupytext": {"notebook_metadata_filter": "-all"}})
    for cell in cells:
        script.cells.append(_in_script(cell, labels))
    script.cells.append(v4.new_code_cell(RUN.format(name=assignment.name)))
    text: str = jupytext.writes(script, fmt="py:percent")
    return text


def _in_script(cell: Any, labels: Mapping[str, str]) -> Any:
    if cell.cell_type == "markdown":
        return v4.new_markdown_cell(prose.for_script(cell.source))
    if EXPERIMENT in cell.metadata.get(
        "tags", ()
    ):  # a file is loaded as a whole, again and again: nothing to try there
        return v4.new_markdown_cell(f"{TRY}\n\n```python\n{cell.source}\n```")
    copy = deepcopy(cell)
    # jupytext writes a cell's title behind its `# %%`.
    copy.metadata = {"title": labels[cell.id]} if cell.id in labels else {}
    return copy


def _cells(assignment: AssignmentSource) -> Iterator[Any]:
    others = 0
    for cell in assignment.cells:
        if cell.exercise:
            name = cell.exercise.name
            answer, check = {"nbgrader": _answer(cell.exercise)}, {"nbgrader": _check(cell.exercise)}
            yield v4.new_code_cell(cell.source, id=name, metadata=answer)
            yield v4.new_code_cell(f'check("{name}")', id=f"{name}-check", metadata=check)
        else:
            others += 1
            new: Any = v4.new_markdown_cell if cell.kind is Kind.MARKDOWN else v4.new_code_cell
            tags = {"tags": [EXPERIMENT]} if cell.experiment else {}
            # Ids of our own: made up by nbformat, they would be others in each build.
            yield new(cell.source, id=f"{assignment.name}-{others}", metadata=tags)


def _answer(exercise: Exercise) -> dict[str, Any]:
    return {
        "schema_version": 3,
        "grade": False,
        "grade_id": exercise.name,
        "locked": False,
        "solution": True,
        "task": False,
    }


def _check(exercise: Exercise) -> dict[str, Any]:
    return {
        "schema_version": 3,
        "cell_type": "code",
        "grade": True,
        "grade_id": f"{exercise.name}-check",
        "locked": True,
        "points": exercise.points,
        "solution": False,
        "task": False,
    }


def _points(exercise: Exercise) -> str:
    return "1 point" if exercise.points == 1 else f"{exercise.points} points"
