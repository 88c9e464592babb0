"""Writing a class's report once it is graded; what fails there costs no grade."""

from __future__ import annotations

import hashlib
import re
import traceback
from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.errors import AutograderError

if TYPE_CHECKING:
    from autograder.course import Course
    from autograder.grade import ClassReport, Options

    ClassRun = tuple[Path, ClassReport]

PYTHONS = "pythons"  # where the class under further interpreters stands, in the output folder


def add_report(course: Course, report: ClassReport, output: Path, others: Sequence[ClassRun] = ()) -> None:
    """Write `report.html` and `report.json`, and say so in the run's report; nothing where the [instructor] extra is missing."""
    if find_spec("jinja2") is None or find_spec("rapidfuzz") is None:
        return
    from autograder.grade.store import Store
    from autograder.report import HTML, Run, collect, write_report

    store = Store(output)
    try:
        compared = [Run(other.environment, other.tally, Store(folder)) for folder, other in others]
        write_report(collect(course, report.tally, store, report.environment, compared), store)
    except AutograderError:  # the operator's to mend, a full disk say, and no fault of ours
        raise
    except Exception:  # noqa: BLE001 - a fault of ours, logged whatever it is
        store.log(f"{HTML}\n{traceback.format_exc()}\n")
        report.log = store.faults
        report.notes.append(f"{HTML} was not written, through a fault of ours; the grades are not touched by it")
        report.is_broken = True
    else:
        report.page = output / HTML


def under_others(
    executables: Sequence[str], how: Options, run: Callable[[Options], ClassReport]
) -> list[tuple[Path, ClassReport]]:
    """The class under further interpreters: for comparison only, so that no page, gradebook or CSV of the class knows of it."""
    runs = []
    for executable in executables:
        folder = how.output / PYTHONS / folder_name(executable)
        # A gradebook has room for one score, and a student for one page.
        options = replace(how, output=folder, executable=executable, page=None, gradebook=None)
        runs.append((folder, run(options)))
    return runs


def folder_name(executable: str) -> str:
    """A folder for what an interpreter makes of the class: its name, and what tells two of one name apart."""
    stem = re.sub(r"[^\w.-]", "_", Path(executable).name)
    # Surrogates: Linux's paths are bytes, and need be no UTF-8.
    return f"{stem}-{hashlib.sha256(executable.encode('utf-8', 'surrogateescape')).hexdigest()[:8]}"
