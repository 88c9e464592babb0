"""The downloads of learning platforms: one module for each says whose the entries of a folder are."""

from __future__ import annotations

from ..tree import Folder
from . import blackboard, brightspace, canvas, github_classroom, gradescope, moodle, nbgrader
from .claim import Claim, Reading, Student

# Of several that name as much of a folder, the first counts: names that cannot be chance come before others.
PLATFORMS = (gradescope, moodle, blackboard, brightspace, nbgrader, canvas, github_classroom)


def read(folder: Folder) -> Reading | None:
    """What a platform says of a folder: the one that named most of its entries; None where none made it.

    A student may call a file as another platform would, but what the folder's own platform put before it is there, too.
    """
    readings = [found for platform in PLATFORMS if (found := platform.read(folder)) is not None]
    return max(readings, key=lambda reading: len({claim.name.split("/")[0] for claim in reading.claims}), default=None)


__all__ = ["Claim", "Reading", "Student", "read"]
