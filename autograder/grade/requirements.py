"""What must hold before any student code runs."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from autograder.course import Course
from autograder.errors import AutograderError
from autograder.sandbox.server import Server


def require_private_paths(folders: Iterable[Path], paths: Iterable[Path]) -> None:
    """Raise AutograderError if one of `paths` lies in one of `folders`, where student code may read: the interpreter's libraries."""
    folders = list(folders)
    for path in paths:
        # Resolved: a link into such a folder is as readable.
        readable = next((folder for folder in folders if path.resolve().is_relative_to(folder)), None)
        if readable is not None:
            raise AutograderError(f"'{path}' lies in {readable}, which student code may read; move it elsewhere")


def require_matplotlib(server: Server, course: Course) -> None:
    """Raise AutograderError if the course plots and the interpreter cannot: say so before every plot fails."""
    # Of our own sources, which are trusted: what a submission says it needs is asked of nobody.
    texts = (assignment.source.read_text(encoding="utf-8") for assignment in course.assignments)
    if server.interpreter.matplotlib is None and any("import matplotlib" in text for text in texts):
        name = server.interpreter.executable
        raise AutograderError(f"{name} has no Matplotlib, which the course needs: {name} -m pip install matplotlib")
