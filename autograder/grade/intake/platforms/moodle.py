"""Moodle: "Ada Lovelace_12345_assignsubmission_file_", a folder or the beginning of a file's name.

The number is the participant's for one assignment: another for each. In blind marking the name is "Participant". Moodle puts spaces for the
underscores of a name, so the first underscore ends it, whatever a student calls their file.
"""

from __future__ import annotations

import re

from ..tree import Folder
from .claim import Claim, Reading, Student

NAME = re.compile(
    r"(?P<handle>(?P<name>[^_]+)_(?P<number>\d+)_assignsubmission_[a-z]+(?P<end>_|$))(?P<file>.*)", re.DOTALL
)
BLIND = "participant"


def read(folder: Folder) -> Reading | None:
    """Whose the entries of a download are."""
    found = [(name, match) for name in (*folder.folders, *folder.files) if (match := NAME.fullmatch(name))]
    return Reading("Moodle", tuple(_claim(name, match) for name, match in found)) if found else None


def _claim(name: str, match: re.Match[str]) -> Claim:
    person, number = match["name"], match["number"]
    participant = f"Participant {number}"
    if person.casefold() == BLIND:
        student = Student(participant, (participant,))
    else:
        student = Student(person, (participant, person), namesake=number)
    return Claim(name, (student,), match["file"], match["handle"])
