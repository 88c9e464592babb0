"""Brightspace: "123-456 - Ada Lovelace - Oct 5, 2026 233 PM", a folder or the beginning of a file's name; 123 is the student's number."""

from __future__ import annotations

import re

from ..tree import Folder
from .claim import Claim, Reading, Student, hand_in, parsed

TIME = r"\w{3,9}\.? \d{1,2}, \d{4} \d{1,2}:?\d\d(?: [AP]M)?"
NAME = re.compile(
    rf"(?P<handle>(?P<user>\d+)-(?P<item>\d+) ?- (?P<name>.+?) ?- (?P<time>{TIME}))(?: ?- (?P<file>.+))?", re.DOTALL
)
INDEX = "index.html"


def read(folder: Folder) -> Reading | None:
    """Whose the entries of a download are; the newest of a student's counts."""
    found = [(name, match) for name in (*folder.folders, *folder.files) if (match := NAME.fullmatch(name))]
    claims = tuple(_claim(name, match) for name, match in found)
    return Reading("Brightspace", claims, frozenset([INDEX])) if found else None


def _claim(name: str, match: re.Match[str]) -> Claim:
    text = match["time"].replace(":", "").replace(".", "")
    clock = re.sub(r"(?<=\d{4} )(\d{3})(?=\D|$)", r"0\1", text)  # 233 PM is 02:33
    time = parsed(clock, "%b %d, %Y %I%M %p", "%B %d, %Y %I%M %p", "%b %d, %Y %H%M", "%B %d, %Y %H%M")
    student = Student(match["name"], (match["user"], match["name"]), namesake=match["user"])
    attempt = time.isoformat() if time else ""
    return Claim(name, (student,), match["file"] or "", match["handle"], hand_in(time), attempt)
