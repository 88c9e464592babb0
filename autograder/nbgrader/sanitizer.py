"""The first half of `nbgrader autograde`: from what was handed in to a notebook with the right cells."""

from __future__ import annotations

import json
import os
from typing import Any

import nbformat
from nbgrader import utils
from nbgrader.nbgraderformat import SchemaTooNewError, SchemaTooOldError
from nbgrader.preprocessors import (
    CheckCellMetadata,
    ClearHiddenTests,
    ClearOutput,
    ClearSolutions,
    DeduplicateIds,
    NbGraderPreprocessor,
    OverwriteCells,
    OverwriteKernelspec,
)

from autograder.grade.tasks import Task

from . import markdown_cells
from .exporter import CONTENT, REFUSED
from .gradebook import Gradebook
from .joined import with_joined
from .rebuild import MARK, parts_of, rebuild
from .settings import Autograder


class Sanitizer(Autograder, NbGraderPreprocessor):  # type: ignore[misc]
    """The only entry of `c.Autograde.sanitize_preprocessors`.

    A notebook of the course is rebuilt from the released one; with any other, nbgrader's own sanitizers do what they always do.
    """

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """The notebook to be run, with our note of how it was read."""
        names, reason = resources["nbgrader"], resources.get(REFUSED, "")
        assignment = self.session.assignments.get(names["notebook"])
        task: Task | None = None
        if assignment and not reason:
            task = self.task(names, resources[CONTENT])
            self.session.prefetch(task)  # in its own process, while this one goes on
        if assignment or reason:
            exercises = frozenset(exercise.name for exercise in assignment.exercises) if assignment else frozenset()
            released = self._released_notebook(names)
            parts = with_joined(parts_of(nb), task, exercises) if task else parts_of(nb)
            nb = rebuild(released, parts, exercises)
            # After it was rebuilt: only then has every cell its id.
            self._overwrite(nb, names)
        else:
            nb, resources = self._by_nbgrader(nb, resources)
            released = self._released_notebook(names)
        markdown_cells.disarm(_students(nb, released))
        nb.metadata[MARK] = {"refused": reason} if reason else {}
        return nb, resources

    def _by_nbgrader(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        try:
            for own in BY_NBGRADER:
                nb, resources = own(parent=self.parent)(nb, resources)
        except (SchemaTooOldError, SchemaTooNewError) as error:
            # nbgrader would stop the whole run for it, and advise to update every file of the class.
            raise ValueError(f"the submission's nbgrader metadata is of another version: {error}") from None
        return nb, resources

    def _overwrite(self, nb: Any, names: dict[str, str]) -> None:
        """What the gradebook says of a rebuilt notebook's cells, as `OverwriteCells` would put it there with two queries for each."""
        with Gradebook(names["db_url"]) as gradebook:
            known = gradebook.find_notebook(names["notebook"], names["assignment"])
            nb.metadata["kernelspec"] = json.loads(known.kernelspec or "{}") or nb.metadata.get("kernelspec", {})
            sources = {cell.name: cell for cell in known.source_cells}
            points = {cell.name: cell.max_score for cell in (*known.grade_cells, *known.task_cells)}
            for cell in nb.cells:
                mark = cell.metadata.get("nbgrader", {})
                source = sources.get(mark.get("grade_id"))
                if source is None:
                    cell.metadata.pop("nbgrader", None)  # ordinary, or released since without `generate_assignment`
                    continue
                mark.update(locked=source.locked, checksum=source.checksum)
                if source.name in points:
                    mark["points"] = points[source.name]
                if source.locked:
                    cell.source = source.source

    def _released_notebook(self, names: dict[str, str]) -> Any:
        """What students got: the released notebook, or what `nbgrader generate_assignment` makes of the source."""
        course = self.coursedir
        for folder in (course.release_directory, course.source_directory):
            path = os.path.join(course.format_path(folder, ".", names["assignment"]), f"{names['notebook']}.ipynb")
            if os.path.exists(path):
                released = nbformat.read(path, as_version=4)
                if folder == course.source_directory:  # it holds the answers, the hidden tests, and what they showed
                    for own in (ClearSolutions, ClearOutput, ClearHiddenTests):
                        released, _ = own(parent=self.parent)(released, {})
                return released
        raise FileNotFoundError(
            f"{path}: neither source/ nor release/ has this notebook; run 'nbgrader generate_assignment'"
        )


def _students(nb: Any, released: Any) -> list[Any]:
    """The Markdown cells that are neither as students got them nor, being locked, as the gradebook has them."""
    theirs = {cell.source for cell in released.cells if cell.cell_type == "markdown"}
    markdown = (cell for cell in nb.cells if cell.cell_type == "markdown" and not utils.is_locked(cell))
    return [cell for cell in markdown if cell.source not in theirs]


class _DropNameless(NbGraderPreprocessor):  # type: ignore[misc]
    """What nbgrader leaves of a cell that was pasted twice would fail its own validation."""

    def preprocess_cell(self, cell: Any, resources: Any, cell_index: int) -> tuple[Any, Any]:
        """A cell without a grade id is an ordinary one."""
        if "nbgrader" in cell.metadata and not cell.metadata.nbgrader.get("grade_id"):
            del cell.metadata["nbgrader"]
        return cell, resources


# nbgrader's own list in its order, and one of ours.
BY_NBGRADER = (
    ClearOutput,
    DeduplicateIds,
    _DropNameless,
    OverwriteKernelspec,
    OverwriteCells,
    CheckCellMetadata,  # of a grade cell that no released notebook has, nbgrader makes one submission's failure
)
