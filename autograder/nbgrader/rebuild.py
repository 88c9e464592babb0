"""A submitted notebook put back into the shape of the released one.

Every function that is asked for goes into its solution cell and everything else that the student wrote stands in front, so that ids, order and
check cells are right whatever became of them. Functions are found by how their first line is written, and cells are cut where a line is
not indented: nothing is parsed, because a parser can be crashed, and nothing depends on it, because what is graded is the submission
as it was handed in. This is how people see it.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from nbformat import v4

from autograder.sandbox.inside.source import blocks

MARK = "autograder"  # key of our notes in a notebook's and a cell's metadata


@dataclass(frozen=True)
class Part:
    """A submitted cell, or what is left of one. `number` counts the submission's code cells from 1 and is 0 for other kinds."""

    kind: str
    source: str
    grade_id: str
    number: int
    attachments: dict[str, Any] = field(default_factory=dict, hash=False)

    @functools.cached_property
    def text(self) -> str:
        """The source as two people would call it the same."""
        return "\n".join(line.rstrip() for line in self.source.strip().split("\n"))


def parts_of(book: Any) -> list[Part]:
    """The cells of a submitted notebook, of which nothing is taken for granted."""
    parts, number = [], 0
    for cell in book.cells:
        number += cell.cell_type == "code"
        nbgrader = cell.metadata.get("nbgrader")
        grade_id = nbgrader.get("grade_id") if isinstance(nbgrader, dict) else None
        counted = number if cell.cell_type == "code" else 0
        named = grade_id if isinstance(grade_id, str) else ""
        parts.append(Part(cell.cell_type, cell.source, named, counted, cell.get("attachments", {})))
    return parts


def rebuild(released: Any, parts: list[Part], exercises: frozenset[str]) -> Any:
    """A copy of the released notebook that holds the submission's answers.

    Args:
        released: what students got, with nbgrader's metadata.
        exercises: the functions that the assignment asks for; their names are the grade ids of their solution cells.
    """
    book = deepcopy(released)
    answers, rest = _sorted(book, parts, exercises)
    for cell in book.cells:
        answer = answers.get(_grade_id(cell)) if _is_solution(cell) else _taken(rest, cell)
        if answer is not None:
            if _is_solution(cell):
                cell.source = answer.source
                _attach(cell, answer)
            _show_outputs(cell, answer.number)
    locked = {_grade_id(cell) for cell in book.cells if _grade_id(cell) and not _is_solution(cell)}
    # Of a locked cell the released text stands, whatever became of the student's copy.
    front = [part for part in rest if part.text and part.grade_id not in locked]
    book.cells[:0] = [_new_cell(part, n, book.nbformat_minor) for n, part in enumerate(front, 1)]
    return book


def _sorted(book: Any, parts: list[Part], exercises: frozenset[str]) -> tuple[dict[str, Part], list[Part]]:
    """(answers by grade id, everything else in order)."""
    wanted = {_grade_id(cell) for cell in book.cells if _is_solution(cell)}
    last: dict[str, int] = {}
    for index, part in enumerate(parts):
        # An exercise's id proves nothing: its function may have moved to another cell.
        named = {part.grade_id} - exercises
        for name in (named | defined(part, exercises)) & wanted:
            last[name] = index  # the last definition is the one that counts when a notebook has run
    texts = {parts[at].text for at in last.values()}
    answers: dict[str, Part] = {}
    rest: list[Part] = []
    for index, part in enumerate(parts):
        mine = [name for name, at in last.items() if at == index]
        if len(mine) == 1:
            answers[mine[0]] = part
        elif mine:
            answers.update(_cut(part, frozenset(mine)))
            rest.append(_without(part, answers, mine))
        elif part.text not in texts:  # else a cell that was pasted twice
            rest.append(part)
    return answers, rest


def defined(part: Part, exercises: frozenset[str]) -> set[str]:
    """Which of the functions a code cell defines."""
    return {name for name in exercises if part.kind == "code" and _definition(name).search(part.source)}


def _definition(name: str) -> re.Pattern[str]:
    # A comparison in a line of its own gives the name no value.
    return re.compile(rf"^(?:(?:async\s+)?def\s+{name}\s*\(|{name}\s*=(?!=))", re.MULTILINE)


def _cut(part: Part, names: frozenset[str]) -> Iterator[tuple[str, Part]]:
    """(name, its block) of each function in a cell that defines several."""
    for _, text in blocks(part.source):
        for name in defined(Part("code", text, "", 0), names):
            yield name, Part("code", text.strip("\n"), "", 0)


def _without(part: Part, answers: dict[str, Part], names: list[str]) -> Part:
    """What such a cell holds besides; its outputs stay with it."""
    gone = {answers[name].source for name in names}
    kept = "".join(text for _, text in blocks(part.source) if text.strip("\n") not in gone)
    return Part("code", kept.strip("\n") or "# (the functions of this cell stand below)", "", part.number)


def _taken(rest: list[Part], cell: Any) -> Part | None:
    """The submission's copy of a released cell that is no answer, taken out of the rest."""
    wanted = Part(cell.cell_type, cell.source, "", 0).text
    for index, part in enumerate(rest):
        if part.kind == cell.cell_type and part.text == wanted:
            return rest.pop(index)
    return None


def _new_cell(part: Part, number: int, minor: int) -> Any:
    make: Any = {"code": v4.new_code_cell, "markdown": v4.new_markdown_cell}.get(part.kind, v4.new_raw_cell)
    cell = make(part.source, id=f"submitted-{number}")
    if minor < 5:  # cells had no ids then
        del cell["id"]
    _attach(cell, part)
    _show_outputs(cell, part.number)
    return cell


def _attach(cell: Any, part: Part) -> None:
    """The pictures that a student put into a Markdown cell go where its text goes."""
    if cell.cell_type == "markdown" and part.attachments:
        cell.attachments = part.attachments


def _show_outputs(cell: Any, number: int) -> None:
    """Note whose outputs a cell is to show."""
    if cell.cell_type == "code" and number:
        cell.metadata[MARK] = {"code_cell": number}


def _grade_id(cell: Any) -> str:
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))


def _is_solution(cell: Any) -> bool:
    return bool(cell.metadata.get("nbgrader", {}).get("solution"))
