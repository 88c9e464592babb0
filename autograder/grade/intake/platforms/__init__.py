"""The downloads of learning platforms: one module for each says whose the entries of a folder are."""

from __future__ import annotations

from ..tree import Folder
from . import blackboard, brightspace, canvas, github_classroom, gradescope, moodle, nbgrader
from .claim import Claim, Reading, Student

# Names that cannot be chance come first.
PLATFORMS = (gradescope, moodle, blackboard, brightspace, nbgrader, canvas, github_classroom)


def read(folder: Folder) -> Reading | None:
    """What a platform says of a folder; None where none made it."""
    return next((found for platform in PLATFORMS if (found := platform.read(folder)) is not None), None)


__all__ = ["Claim", "Reading", "Student", "read"]
