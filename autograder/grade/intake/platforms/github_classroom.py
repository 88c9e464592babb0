"""GitHub Classroom: clones "homework-1-ada", side by side, as `gh classroom clone student-repos` makes them."""

from __future__ import annotations

import os

from ..tree import Folder
from .claim import Claim, Reading, Student

CONTAINER = "-submissions"


def read(folder: Folder) -> Reading | None:
    """Whose the clones in a folder are: all of them are called after the assignment, then the student."""
    clones = [name for name, child in folder.folders.items() if child.is_repository]
    prefix = _prefix(folder, clones)
    if not prefix:
        return None
    return Reading("GitHub Classroom", tuple(_claim(name, name[len(prefix) :]) for name in clones))


def _prefix(folder: Folder, clones: list[str]) -> str:
    named = folder.name[: -len(CONTAINER)] + "-" if folder.name.endswith(CONTAINER) else ""
    if clones and named and all(name.startswith(named) and name != named for name in clones):
        return named
    shared = os.path.commonprefix(clones) if len(clones) > 1 else ""  # noqa: RUF071 - of letters, not of folders
    prefix = shared[: shared.rfind("-") + 1]
    return "" if any(name == prefix for name in clones) else prefix


def _claim(name: str, user: str) -> Claim:
    return Claim(name, (Student(user, (user,)),), handle=name)
