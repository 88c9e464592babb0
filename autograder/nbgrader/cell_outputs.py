"""What a cell showed in a worker, as a notebook's outputs."""

from __future__ import annotations

import base64
import functools
from collections.abc import Iterator
from typing import Any

from nbformat import from_dict

from autograder.sandbox import CellOutput, LoadError, LoadReport
from autograder.sandbox.inside.wire import WireError, pack, unpack
from autograder.testing import Figure, Mistake

FIGURES = 8  # of one cell
CACHED_FIGURES = 512  # because a class draws the same few


def by_cell(report: LoadReport) -> dict[str, CellOutput]:
    """What each cell showed, by its name; empty where the worker did not live to tell."""
    return {name: shown for (_, name), shown in zip(report.cells, report.outputs, strict=False)}


def outputs(shown: CellOutput, report: LoadReport, count: int) -> list[Any]:
    """A cell's outputs. `count` is the number in its `Out[…]`.

    An error stands before the value: nbgrader takes the first of the two for the score of a grade cell.
    """
    return [
        *_streams(shown),
        *_figures(shown),
        *(_error(error, report) for error in shown.errors),
        *_value(shown, count),
    ]


def _streams(shown: CellOutput) -> Iterator[Any]:
    """What was printed, on either stream: text on stderr is no error, though nbgrader takes it for one."""
    if shown.printed:
        yield _output("stream", name="stdout", text=shown.printed)


def _figures(shown: CellOutput) -> Iterator[Any]:
    for description in shown.figures[:FIGURES]:
        try:
            # Only what is drawn: whatever else the worker says of it is dropped here.
            png = _png(pack({}, Figure.of(description).described()))
        except (Mistake, WireError, ValueError, TypeError):
            continue  # what the worker sent is no figure
        yield _output("display_data", data={"image/png": png, "text/plain": "<Figure>"}, metadata={})


@functools.lru_cache(CACHED_FIGURES)
def _png(frame: bytes) -> str:
    from autograder.render.plot import as_png, plots  # only now: Matplotlib takes as long to load as ten notebooks

    _, (description,) = unpack(frame[4:])
    return base64.b64encode(as_png(plots(drawn=Figure.of(description)))).decode("ascii")


def _error(error: LoadError, report: LoadReport) -> Any:
    name = error.type_name.rpartition(".")[2]  # it comes with its module, which a notebook does not show
    trace = [f"{report.place(error.line)}", f"{name}: {error.text}"]
    return _output("error", ename=name, evalue=error.text, traceback=trace)


def _value(shown: CellOutput, count: int) -> Iterator[Any]:
    if shown.value:
        yield _output("execute_result", data={"text/plain": shown.value}, metadata={}, execution_count=count)


def _output(kind: str, **content: Any) -> Any:
    # Not `v4.new_output`, which validates each output by itself; the whole notebook is looked at when it is done.
    return from_dict({"output_type": kind, **content})
