"""How a submitted notebook is read: within bounds, and as an empty one with a reason where there is nothing to read."""

from __future__ import annotations

import json
import warnings
from contextlib import suppress
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbconvert.exporters.exporter import ResourcesDict
from nbformat import v4
from nbgrader.converters.base import NbGraderException
from sqlalchemy.exc import SAWarning
from traitlets import Bool

from autograder import notebook
from autograder.errors import AutograderError
from autograder.grade import intake
from autograder.grade.exceptions import Exceptions
from autograder.grade.overrides import Overrides
from autograder.notebook import Unreadable
from autograder.sandbox import Cell
from autograder.sandbox.inside.wire import WireError
from autograder.sandbox.kernel_outputs import plain

from .execution import is_switched_off, not_honoured
from .settings import Autograder

# In nbconvert's resources: the bytes of a submission, so that they are read once, or why they cannot be.
CONTENT, REFUSED = "autograder_content", "autograder_refused"

ENTRIES = 100  # of a table in a notebook's metadata


class Exporter(Autograder, NotebookExporter):
    """Set as `c.Autograde.exporter_class`. The operator hears before the first submission what would stop every one."""

    # One look at the whole notebook when all preprocessors have run, not one after each.
    optimistic_validation = Bool(True).tag(config=True)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)  # type: ignore[no-untyped-call]
        # nbgrader's queries make SQLAlchemy warn three times for every student, which buries what is said of submissions.
        warnings.filterwarnings("ignore", category=SAWarning, module="nbgrader")
        try:
            self._require_settings()
            self.session.warm_up(self._converter.coursedir.assignment_id)
            self.session.require_private_paths(Path(self._converter.coursedir.root))
        except AutograderError as error:
            self.log.error("autograder: %s", error)
            raise NbGraderException(str(error)) from None

    def _require_settings(self) -> None:
        """Refuse what cannot be done or understood, and say once what means nothing here."""
        assignment = self._converter.coursedir.assignment_id
        if is_switched_off(self.config) and assignment in self.session.assignments:
            raise AutograderError(
                f"--no-execute cannot grade {assignment}: its scores come from the suite, never from outputs that were handed in"
            )
        course = self.session.course
        # Read for their errors alone: a misspelt line stops the run before the first student, not at one.
        Overrides(course)
        Exceptions.read(course.root, self.session.assignments)
        names = not_honoured(self.config)
        if names:
            self.log.warning(
                "%s: not honoured, because notebooks run in confinement and not in a kernel of their own",
                ", ".join(names),
            )

    @property
    def _converter(self) -> Any:
        return self.parent

    def from_filename(self, filename: str, resources: Any = None, **options: Any) -> Any:
        """Read what was handed in; what the sanitizer wrote itself is read as ever."""
        if not self._converter._sanitizing:  # the converter's own word for which half of its work it is at
            return super().from_filename(filename, resources, **options)
        path = Path(filename)
        found = ResourcesDict()
        found.update(resources or {})
        found["metadata"] = ResourcesDict(name=path.stem, path=str(path.parent))
        try:
            content = intake.read(path, self.session.course.limits)
            book, found[CONTENT] = self._book(path, content), content
        except Unreadable as error:
            self.log.error("%s %s", filename, error)
            book, found[REFUSED] = v4.new_notebook(), str(error)
        return self.from_notebook_node(book, resources=found, **options)  # type: ignore[no-untyped-call]

    def _book(self, path: Path, content: bytes) -> Any:
        """The notebook for people; raises Unreadable where it is none."""
        read = notebook.read(content, self.session.course.limits.file_bytes)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # ids that are missing or doubled, which nbformat repairs by itself
                book = nbformat.reads(_essence(content, keeps_outputs=is_switched_off(self.config)), as_version=4)
                nbformat.validate(book)
        except Exception as error:  # nbformat has no one exception for what it cannot read
            if path.stem not in self.session.assignments:
                raise
            self.log.warning("%s is read for its code alone: %s", path, first_line(error))
            return _code_only(read.cells)
        return book


def first_line(error: Exception) -> str:
    """What an error says first: some begin with an empty line, and some say nothing."""
    return next((line.strip() for line in str(error).split("\n") if line.strip()), type(error).__name__)


def _essence(content: bytes, *, keeps_outputs: bool) -> str:
    """The JSON of a notebook of format 4 with what is looked at here, and no more: on hostile metadata nbformat spends hours.

    Raises:
        ValueError, TypeError, AttributeError, KeyError: it is no such notebook.
    """
    book = json.loads(content.decode("utf-8-sig"))  # some editors on Windows begin a file with a mark
    if book["nbformat"] != 4:
        raise ValueError("it is of an older format")
    spec = book["metadata"].get("kernelspec", {})
    kept = {"metadata": {"kernelspec": _short(spec)} if spec else {}, "nbformat": 4}
    text = json.dumps(
        {
            **kept,
            "nbformat_minor": book["nbformat_minor"],
            "cells": [_cell(cell, keeps_outputs=keeps_outputs) for cell in book["cells"]],
        },
        ensure_ascii=False,  # as an escape, half a character would pass what follows unseen
    )
    # Halves of characters, which no file can hold, become U+FFFD: writing the notebook would fail its student.
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _cell(cell: dict[str, Any], *, keeps_outputs: bool) -> dict[str, Any]:
    kept = {"cell_type": cell["cell_type"], "source": "".join(cell["source"]), "metadata": {}}
    if "nbgrader" in cell["metadata"]:
        kept["metadata"]["nbgrader"] = _short(cell["metadata"]["nbgrader"])
    if isinstance(cell.get("id"), str):
        kept["id"] = cell["id"]
    if cell["cell_type"] == "code":
        kept |= {"outputs": _outputs(cell) if keeps_outputs else [], "execution_count": None}
    elif "attachments" in cell:
        kept["attachments"] = {name: _short(bundle) for name, bundle in list(cell["attachments"].items())[:ENTRIES]}
    return kept


def _outputs(cell: dict[str, Any]) -> list[dict[str, Any]]:
    """What stands below a cell that is not to be run, without what could be markup."""
    found = []
    for output in cell.get("outputs", [])[:ENTRIES]:
        with suppress(WireError, AttributeError):
            found.append(plain(output))
    return found


def _short(table: dict[str, Any]) -> dict[str, Any]:
    """The first plain values of a table."""
    return {name: value for name, value in list(table.items())[:ENTRIES] if isinstance(value, (str, int, float))}


def _code_only(cells: tuple[Cell, ...]) -> Any:
    """A notebook of the cells that `notebook.read` found, each in its place among all code cells."""
    sources = {int(cell.name.rsplit(" ", 1)[1]): str(cell.source) for cell in cells}
    numbers = range(1, max(sources, default=0) + 1)  # empty cells count, too: "code cell 3" stays the third
    return v4.new_notebook(cells=[v4.new_code_cell(sources.get(number, "")) for number in numbers])
