"""Grade cells that hold their own tests, as in any nbgrader notebook: they run in a worker, together with the student's code.

So a student's code can reach such tests, and their scores, as it can under nbgrader itself; their cells say that they were not isolated. What
is better here: the worker is confined, text on stderr costs nothing, and a cell that ends or hangs its worker costs only itself.
"""

from __future__ import annotations

from typing import Any

from nbformat import v4
from nbgrader import utils

from autograder.sandbox import Cell, CellOutput, LoadError, LoadReport

from .cell_outputs import by_cell, outputs
from .session import GradingSession

ROUNDS = 10
LOST = ("crash", "timeout")
NOTE = "This cell’s tests ran in one process with the notebook’s own code, so their result is not isolated from it."


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


def run(nb: Any, session: GradingSession, graded: list[Any], *, all_outputs: bool) -> None:
    """Run every code cell of `nb` in order and fill in what the `graded` cells showed, or with `all_outputs` every cell."""
    code = [cell for cell in nb.cells if cell.cell_type == "code"]
    cells = {f"code cell {n}": cell for n, cell in enumerate(code, 1)}
    shown, reports = _shown(
        tuple(Cell(name, cell.source) for name, cell in cells.items() if cell.source.strip()), session
    )
    for count, (name, cell) in enumerate(cells.items(), 1):
        is_graded = any(cell is other for other in graded)
        if not (all_outputs or is_graded) or not cell.source.strip():
            continue
        cell.execution_count = count
        cell.outputs = outputs(shown[name], reports[name], count)
        if is_graded:
            cell.outputs.append(v4.new_output("display_data", data={"text/plain": NOTE}))


def _shown(cells: tuple[Cell, ...], session: GradingSession) -> tuple[dict[str, CellOutput], dict[str, LoadReport]]:
    """What each cell showed, and the report that tells it. A cell that the worker does not survive shows that, and the rest runs without it."""
    shown: dict[str, CellOutput] = {}
    reports: dict[str, LoadReport] = {}
    for _ in range(ROUNDS):
        report = session.run(tuple(cell for cell in cells if cell.name not in shown))
        shown_now = by_cell(report) or {name: CellOutput(errors=errors) for name, errors in _lost(report).items()}
        shown.update(shown_now)
        reports.update(dict.fromkeys(shown_now, report))
        if report.outputs or not shown_now:
            break
    for cell in cells:  # whatever came of them, they must not look as if they had passed
        reports.setdefault(cell.name, report)
        shown.setdefault(cell.name, CellOutput(errors=report.errors[-1:] or (LoadError(0, "crash", "it did not run"),)))
    return shown, reports


def _lost(report: LoadReport) -> dict[str, tuple[LoadError, ...]]:
    """The cells in which a worker came to its end, with how."""
    lost: dict[str, tuple[LoadError, ...]] = {}
    for error in report.errors:
        if error.type_name in LOST and error.line:
            _, name = max((cell for cell in report.cells if cell[0] <= error.line), default=(0, ""))
            lost[name] = (*lost.get(name, ()), error)
    return lost
