"""Scripts that stand where nbgrader looks for notebooks: they are put into one, and graded like any."""

from __future__ import annotations

import glob
import os
from pathlib import Path
from typing import Any

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
    """Write a notebook where a student of the course's has scripts and no notebook; what is no such script is left as it is."""
    from .settings import Autograder  # only now: nbgrader's other commands need not wait for it

    directory = converter.coursedir
    try:
        session = Autograder(config=converter.config).session
    except AutograderError:
        return  # which the exporter says in a moment
    name = directory.assignment_id
    if name in session.assignments:
        release = Path(directory.format_path(directory.release_directory, ".", name))
        # nbgrader's student may be a pattern: `*` is the class.
        for folder in glob.glob(directory.format_path(directory.submitted_directory, directory.student_id, name)):
            if not any(Path(folder).glob("*.ipynb")) and (note := _put(Path(folder), session, name, release)):
                converter.log.warning("%s: no notebook, but a script; %s", folder, note)


def _put(folder: Path, session: Any, name: str, release: Path) -> str:
    """Write the notebook; what came of it, "" where there is no script to read."""
    from .student_folder import StudentFolder, notebook_of, released

    limits = session.course.limits
    files = StudentFolder(folder, "", session.assignments[name], limits, released(session.course, name, release))
    script = files.scripts()
    content = notebook_of(script, limits) if script else b""
    if script is None or not content:
        return ""
    path = folder / f"{name}.ipynb"
    path.write_bytes(content)
    time = os.lstat(str(script.path)).st_mtime_ns
    os.utime(path, ns=(time - 1, time - 1))  # the script is the newer one, by so little that no clock shows it
    others = "".join(f" and {other.name}" for other in script.joined)
    return f"{script.file}{others} is graded as {path.name}"
