"""Writing a class's report once it is graded; what fails there costs no grade."""

from __future__ import annotations

import traceback
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.errors import AutograderError

if TYPE_CHECKING:
    from autograder.course import Course
    from autograder.grade import ClassReport


def add_report(course: Course, report: ClassReport, output: Path) -> None:
    """Write `report.html` and `report.json`, and say so in the run's report; nothing where the [instructor] extra is missing."""
    if find_spec("jinja2") is None or find_spec("rapidfuzz") is None:
        return
    from autograder.grade.store import Store
    from autograder.report import HTML, collect, write_report

    store = Store(output)
    try:
        write_report(collect(course, report.tally, store, report.environment), store)
    except AutograderError:
        raise
    except Exception:  # noqa: BLE001 - a fault of ours, logged whatever it is
        store.log(f"{HTML}\n{traceback.format_exc()}\n")
        report.log = store.faults
        report.notes.append(f"{HTML} was not written, through a fault of ours; the grades are not touched by it")
        report.is_broken = True
    else:
        report.page = output / HTML
