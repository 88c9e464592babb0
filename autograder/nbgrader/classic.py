"""Grade cells that hold their own tests, as in any nbgrader notebook: they run in a worker, together with the student's code.

So a student's code can reach such tests, and their scores, as it can under nbgrader itself; their cells say that they were not isolated. What
is better here: the worker is confined, text on stderr costs nothing, and a cell that ends or hangs its worker costs only itself.
"""

from __future__ import annotations

import functools
import sys
from pathlib import Path
from typing import Any

from nbclient.exceptions import CellTimeoutError
from nbformat import v4
from nbgrader import utils

from autograder.sandbox.notebook import CellRun, Refusal

from .execution import Execution
from .session import GradingSession

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

NOTE = "This cell’s tests ran in one process with the notebook’s own code, so their result is not isolated from it."
STDOUT = {"name": "stdout"}
NAMED = 3  # of what was refused, in one sentence
ENVIRONMENT = {"NBGRADER_EXECUTION": "autograde"}


def cells_of(nb: Any, suite: frozenset[str]) -> list[Any]:
    """The grade cells with tests of their own: not those whose grade id is in `suite`, nor answers that people grade."""
    return [
        cell
        for cell in nb.cells
        if cell.cell_type == "code"
        and utils.is_grade(cell)
        and not utils.is_solution(cell)
        and cell.metadata.nbgrader["grade_id"] not in suite
    ]


class ClassicNotebook:
    """One notebook, to be run.

    Args:
        graded: its grade cells that hold tests.
        all_outputs: whether every cell is to show what it showed, or those alone.
        execution: what the instructor set.
    """

    def __init__(self, nb: Any, graded: list[Any], execution: Execution, *, all_outputs: bool) -> None:
        self._nb, self._graded, self._execution, self._all_outputs = nb, graded, execution, all_outputs
        # As nbclient does, a cell without code is passed over.
        self._cells = [cell for cell in nb.cells if cell.cell_type == "code" and cell.source.strip()]
        self._names = {
            # By identity: a cell is a dictionary, which has no hash.
            id(cell): f"code cell {n}"
            for n, cell in enumerate((cell for cell in nb.cells if cell.cell_type == "code"), 1)
        }

    def run(self, session: GradingSession) -> dict[str, str]:
        """Fill in the cells; what the log is to say of those that lost points where something was refused, by grade id.

        Raises:
            CellTimeoutError: a cell's time ran out, and the instructor wants nbgrader to stop there.
        """
        runs = session.run([cell.source for cell in self._cells], self._seconds, ENVIRONMENT)
        met: list[tuple[str, Refusal]] = []
        doubtful: dict[str, str] = {}
        for cell, run in zip(self._cells, runs, strict=True):
            met += [(self._names[id(cell)], refusal) for refusal in run.refused]
            is_graded = any(cell is other for other in self._graded)  # `in` would take an equal cell for it
            if is_graded or self._all_outputs:
                self._fill(cell, run)
            if is_graded:
                if met and _has_lost(cell):
                    doubtful[cell.metadata.nbgrader["grade_id"]] = what = _what(met)
                    cell.outputs.append(_text(_words()["cell"].format(what=what)))
                cell.outputs.append(_text(NOTE))
        return doubtful

    def _seconds(self, index: int) -> float | None:
        return self._execution.seconds(self._cells[index])

    def _fill(self, cell: Any, run: CellRun) -> None:
        cell.execution_count = run.count
        # Text on stderr is no error, though nbgrader takes it for one.
        cell.outputs = [v4.new_output(**{**output, **STDOUT} if "name" in output else output) for output in run.outputs]
        if run.timed_out and not run.lost:  # it was interrupted, and its worker lives
            if not self._execution.interrupts:
                seconds = self._execution.seconds(cell)
                raise CellTimeoutError.error_from_timeout_and_cell("Cell execution timed out", int(seconds or 0), cell)
            if self._execution.timeout_error:
                cell.outputs.append(v4.new_output("error", **self._execution.timeout_error))
        if run.lost:
            name = "CellTimeoutError" if run.timed_out else "DeadKernelError"
            said = f"the cell {run.lost}"
            cell.outputs.append(v4.new_output("error", ename=name, evalue=said, traceback=[f"{name}: {said}"]))


def log_line(path: Path, cell: str, what: str) -> str:
    """What the log says of a cell that lost points where something was refused."""
    return str(_words()["log"].format(path=path, cell=cell, what=what))


def _has_lost(cell: Any) -> bool:
    try:
        score, points = utils.determine_grade(cell)
    except ValueError:  # more than its points, which nbgrader will say by itself
        return False
    return score is not None and score < points


def _what(met: list[tuple[str, Refusal]]) -> str:
    """What was refused up to a cell, the last of it first."""
    words = _words()
    said = [
        words["at"].format(kind=words["kinds"][refusal.kind].format(subject=refusal.subject), place=place)
        for place, refusal in reversed(met)
    ]
    return "; ".join(list(dict.fromkeys(said))[:NAMED])


@functools.cache
def _words() -> dict[str, Any]:
    words: dict[str, Any] = tomllib.loads(Path(__file__).with_name("refused.toml").read_text(encoding="utf-8"))
    return words


def _text(text: str) -> Any:
    return v4.new_output("display_data", data={"text/plain": text})
