"""A script that stands alone where nbgrader looks for notebooks: it is put into one, and graded like any."""

from __future__ import annotations

import glob
import os
from pathlib import Path
from typing import Any

import nbformat
from nbformat import v4
from nbgrader.converters import Autograde, BaseConverter

from autograder.errors import AutograderError


def accept_scripts() -> None:
    """Have `Autograde` look for scripts before it looks for notebooks; `nbgrader_config.py` calls this.

    nbgrader has no setting for it: without a notebook it stops before it asks any part of ours, and formgrader shows a traceback.
    """
    Autograde.init_notebooks = _init_notebooks


def _init_notebooks(self: Any) -> None:
    put_scripts_into_notebooks(self)
    BaseConverter.init_notebooks(self)


def put_scripts_into_notebooks(converter: Any) -> None:
    """Write a notebook beside each script of the course's that has none; what is no such script is left as it is."""
    from .settings import Autograder  # only now: nbgrader's other commands need not wait for it

    directory = converter.coursedir
    try:
        session = Autograder(config=converter.config).session
    except AutograderError:
        return  # which the exporter says in a moment
    name = directory.assignment_id
    if name in session.assignments:
        for folder in glob.glob(directory.format_path(directory.submitted_directory, directory.student_id, name)):
            script = _lone_script(Path(folder), name)
            if script is not None and _put(script, script.with_name(f"{name}.ipynb"), session):
                converter.log.warning("%s stands alone, and is graded as the notebook %s.ipynb", script, name)


def _lone_script(folder: Path, name: str) -> Path | None:
    """The script of a folder without a notebook: the one of the assignment's name, or the only one."""
    if any(folder.glob("*.ipynb")):
        return None
    scripts = sorted(folder.glob("*.py"))
    named = [script for script in scripts if script.stem == name]
    return named[0] if named else scripts[0] if len(scripts) == 1 else None


def _put(script: Path, path: Path, session: Any) -> bool:
    """Write the notebook; whether there was anything to read."""
    from autograder.grade import intake
    from autograder.notebook import Unreadable

    from . import page

    try:
        text = page.text_of(intake.read(script, session.course.limits))
        time = script.stat().st_mtime
    except (Unreadable, OSError):
        return False
    path.write_text(nbformat.writes(v4.new_notebook(cells=[v4.new_code_cell(text)])), encoding="utf-8")
    os.utime(path, (time, time))  # neither counts as handed in after the other
    return True
