"""Canvas: "lovelaceada_LATE_12345_678_homework-1.py": name, perhaps LATE, the student's number, the file's number, the file's name.

A hand-in typed into Canvas ends in "_text.html" or "_link.html". Where students are anonymous, "anon_" and five letters stand for name and
number. The first two numbers count: what follows them is the student's own, and
a "-1" at its end where a file of that name was handed in before.
"""

from __future__ import annotations

import re

from ..tree import Folder
from .claim import Claim, Reading, Student

FILE = r"(?:\d+_(?P<file>.+)|(?:text|link)\.html)"
NAMED = re.compile(rf"(?P<name>\w+?)(?:_LATE)?_(?P<number>\d+)_{FILE}", re.DOTALL)
ANONYMOUS = re.compile(rf"(?:LATE_)?anon_(?P<number>\w{{5}})_{FILE}", re.DOTALL)
LONG = 3  # digits of both numbers that nobody writes by chance


def read(folder: Folder) -> Reading | None:
    """Whose the entries of a download are. Short numbers are believed where every name has them."""
    names = (*folder.folders, *folder.files)
    found = {name: match for name in names if (match := ANONYMOUS.fullmatch(name) or NAMED.fullmatch(name))}
    if not found or not (len(found) == len(names) > 1 or any(map(_is_certain, found.values()))):
        return None
    return Reading("Canvas", tuple(_claim(name, match) for name, match in found.items()))


def _is_certain(match: re.Match[str]) -> bool:
    rest = match[0][match.end("number") + 1 :].partition("_")[0]
    is_long = len(match["number"]) >= LONG and (len(rest) >= LONG or not match["file"])
    return is_long or match.re is ANONYMOUS


def _claim(name: str, match: re.Match[str]) -> Claim:
    handle = name[: match.start("file")] if match["file"] else name
    number = match["number"]
    if match.re is ANONYMOUS:
        return Claim(name, (Student(f"anon_{number}", (number,)),), match["file"] or "", handle, copies=True)
    student = Student(f"{match['name']}_{number}", (number, match["name"]))
    return Claim(name, (student,), match["file"] or "", handle, copies=True)
