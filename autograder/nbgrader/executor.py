"""The second half of `nbgrader autograde`: in place of a kernel, workers run the student's code and the suites give the scores."""

from __future__ import annotations

import functools
import html
import os
from pathlib import Path
from typing import Any

from nbformat import v4
from nbgrader import utils
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.grade.engine import UNCONFINED
from autograder.grade.intake import Refused
from autograder.grade.tasks import Faulted, Graded
from autograder.notebook import Unreadable
from autograder.render import cells as feedback

from . import classic
from .cell_outputs import by_cell, outputs
from .classic import ClassicNotebook
from .execution import Execution, is_switched_off
from .rebuild import MARK
from .room import Folders
from .settings import Autograder

NO_GRADE = "No grade: the notebook {reason}. Please hand it in again."


class Fault(Exception):
    """Grading failed through a fault of ours: nbgrader logs it, leaves earlier scores as they are and goes on with the next student."""


class Executor(Autograder, NbGraderPreprocessor):  # type: ignore[misc]
    """Stands in `c.Autograde.autograde_preprocessors` where nbgrader's `Execute` stood.

    A check cell's only `execute_result` is its score, which is how nbgrader reads partial credit; all words are `display_data`, because
    nbgrader scores an `error`, and any text on stderr, with 0.
    """

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Fill in the outputs of every cell."""
        note = nb.metadata.setdefault(MARK, {})
        if note.get("refused"):
            _refuse(nb, note["refused"])
            return nb, resources
        names = resources["nbgrader"]
        assignment = self.session.assignments.get(names["notebook"])
        suite = frozenset(f"{exercise.name}-check" for exercise in assignment.exercises) if assignment else frozenset()
        if assignment:
            try:
                reply = self.session.grade(self.submitted(names), functools.partial(self.task, names))
            except Unreadable as error:  # as it was not a moment ago
                reply = Refused(names["student"], names["notebook"], str(error))
            if isinstance(reply, Faulted):
                raise Fault(reply.traceback)
            if isinstance(reply, Refused):
                note["refused"] = reply.reason
                _refuse(nb, reply.reason)
                return nb, resources
            assert isinstance(reply, Graded)  # nbgrader's folders name the assignment
            _fill(nb, reply)
        own_tests = classic.cells_of(nb, suite)
        if (own_tests or not assignment) and not is_switched_off(self.config):
            note["doubtful"] = self._run_classic(nb, names, own_tests, all_outputs=not assignment)
        confinement = self.session.confinement
        note.update(isolated=not own_tests, confinement=confinement)
        if confinement != "full":
            self.log.warning("%s was %s", names["notebook"], UNCONFINED[confinement])
            if not assignment:  # a record says so among what the grader noticed
                nb.cells.insert(0, _notes((UNCONFINED[confinement],), nb.nbformat_minor))
        return nb, resources

    def _run_classic(self, nb: Any, names: dict[str, str], own_tests: list[Any], *, all_outputs: bool) -> list[str]:
        """Run a notebook that holds its own tests; the grade ids of cells that a person must look at."""
        execution = Execution(self.parent)
        execution.require_python(nb)
        path = self.submitted(names)
        for name in self.session.enter(self.parent, self._folders(names)):
            self.log.warning("%s: '%s' is a link or no plain file; the notebook does not get it", path.parent, name)
        doubtful = ClassicNotebook(nb, own_tests, execution, all_outputs=all_outputs).run(self.session)
        for cell, what in doubtful.items():
            self.log.warning(classic.log_line(path, cell, what))
        for name in self.session.keep():
            self.log.warning("%s: '%s', which the notebook made, was not kept", path, name)
        return list(doubtful)

    def _folders(self, names: dict[str, str]) -> Folders:
        exporter: Any = self.parent
        course, converter = self.coursedir, exporter.parent
        source = course.format_path(course.source_directory, ".", names["assignment"])
        files = {os.path.relpath(file, source) for file in utils.find_all_files(source, [*course.ignore, "*.ipynb"])}
        # Of these the student's own copy counts.
        files -= set(converter.exclude_overwriting.get(names["assignment"], []))
        autograded = course.format_path(course.autograded_directory, names["student"], names["assignment"])
        return Folders(Path(autograded).resolve(), self.submitted(names).parent, frozenset(files))


def _fill(nb: Any, graded: Graded) -> None:
    """The student's cells show what they showed in the worker, the check cells what the suite says."""
    result = graded.result
    exercises = {f"{exercise.name}-check": exercise for exercise in result.exercises}
    shown = by_cell(graded.report)
    count = 0
    for cell in nb.cells:
        if cell.cell_type != "code":
            continue
        number = cell.metadata.pop(MARK, {}).get("code_cell")
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        count += 1
        if utils.is_grade(cell) and grade_id in exercises:
            cell.outputs = feedback.outputs(exercises[grade_id], float(cell.metadata.nbgrader["points"]))
            cell.outputs[0].execution_count = cell.execution_count = count
        elif f"code cell {number}" in shown:
            cell.outputs = outputs(shown[f"code cell {number}"], graded.report, count)
            cell.execution_count = count
    if result.warnings:
        nb.cells.insert(0, _notes(result.warnings, nb.nbformat_minor))


def _notes(warnings: tuple[str, ...], minor: int) -> Any:
    """A cell in front of everything that says what the grader noticed and assumed."""
    # A dollar sign would begin a formula, which MathJax sets even in HTML.
    items = "".join(f"<li>{html.escape(' '.join(warning.split())).replace('$', '&#36;')}</li>" for warning in warnings)
    cell = v4.new_markdown_cell(f"<p>The grader noticed:</p><ul>{items}</ul>", id="autograder-notes")
    if minor < 5:  # cells had no ids then, and nbformat refuses one
        del cell["id"]
    return cell


def _refuse(nb: Any, reason: str) -> None:
    """Say in every check cell why there is no grade."""
    words = NO_GRADE.format(reason=reason)
    for cell in nb.cells:
        if cell.cell_type == "code" and utils.is_grade(cell):
            cell.outputs = [
                # Without a result, nbgrader would give the cell all of its points.
                v4.new_output("execute_result", data={"text/plain": "0"}),
                v4.new_output("display_data", data={"text/plain": words}),
            ]
