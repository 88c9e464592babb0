"""The first half of `nbgrader autograde`: from what was handed in to a notebook with the right cells."""

from __future__ import annotations

import os
from typing import Any

import nbformat
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

from .exporter import REFUSED
from .rebuild import MARK, parts_of, rebuild
from .settings import Autograder

# A rebuilt notebook's metadata is nbgrader's own and needs no `CheckCellMetadata`, which takes longer than all the rest.
BY_NBGRADER = (ClearOutput, DeduplicateIds, OverwriteKernelspec, OverwriteCells)


class Sanitizer(Autograder, NbGraderPreprocessor):  # type: ignore[misc]
    """The only entry of `c.Autograde.sanitize_preprocessors`.

    A notebook of the course is rebuilt from the released one; then, and for any other notebook at once, nbgrader's own sanitizers do what
    they always do.
    """

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """The notebook to be run, with our note of how it was read."""
        name = resources["nbgrader"]["notebook"]
        reason = resources.get(REFUSED, "")
        is_rebuilt = name in self.bench.assignments or bool(reason)
        if is_rebuilt:
            exercises = self.bench.assignments[name].exercises if name in self.bench.assignments else ()
            nb = rebuild(self._released(resources), parts_of(nb), frozenset(one.name for one in exercises))
        nb.metadata[MARK] = {"refused": reason} if reason else {}
        try:
            for own in BY_NBGRADER if is_rebuilt else (*BY_NBGRADER, _DropNameless, CheckCellMetadata):
                nb, resources = own(parent=self.parent)(nb, resources)
            return nb, resources
        except (SchemaTooOldError, SchemaTooNewError) as error:
            # nbgrader would stop the whole run for it, and advise to update every file of the class.
            raise ValueError(f"the submission's nbgrader metadata is of another version: {error}") from None

    def _released(self, resources: Any) -> Any:
        """What students got: the released notebook, or what `nbgrader generate_assignment` makes of the source."""
        exporter: Any = self.parent
        course, names = exporter.parent.coursedir, resources["nbgrader"]
        for folder in (course.release_directory, course.source_directory):
            path = os.path.join(course.format_path(folder, ".", names["assignment"]), f"{names['notebook']}.ipynb")
            if os.path.exists(path):
                released = nbformat.read(path, as_version=4)
                if folder == course.source_directory:
                    for own in (ClearSolutions, ClearOutput, ClearHiddenTests):
                        released, _ = own(parent=self.parent)(released, {})
                return released
        raise FileNotFoundError(
            f"{path}: neither source/ nor release/ has this notebook; run 'nbgrader generate_assignment'"
        )


class _DropNameless(NbGraderPreprocessor):  # type: ignore[misc]
    """What nbgrader leaves of a cell that was pasted twice, or that it does not know, would fail its own validation."""

    def preprocess_cell(self, cell: Any, resources: Any, cell_index: int) -> tuple[Any, Any]:
        """A cell without a grade id is an ordinary one."""
        if "nbgrader" in cell.metadata and not cell.metadata.nbgrader.get("grade_id"):
            del cell.metadata["nbgrader"]
        return cell, resources
