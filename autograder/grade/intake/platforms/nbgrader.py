"""nbgrader: `submitted/<student>/<assignment>/` with its `timestamp.txt`, and the exchange's "ada+ch01+2026-10-05 14:33:21.123456 UTC"."""

from __future__ import annotations

import re

from ..submission import HandIn
from ..tree import Folder
from .claim import Claim, Reading, Student, hand_in, parsed

SUBMITTED, TIMESTAMP = "submitted", "timestamp.txt"
TIMESTAMP_BYTES = 100
TIME = r"\d{4}-\d\d-\d\d[ T_]\d\d[:_.-]\d\d[:_.-]\d\d(?:\.\d+)?(?:[ _][A-Za-z]+)?"
# From the left the user may hold a "+"; nbgrader itself splits twice from the right, before the random end of newer exchanges.
INBOUND = re.compile(rf"(?P<user>.+?)\+(?P<assignment>[^+]+)\+(?P<time>{TIME})(?:\+[0-9A-Za-z_-]+)?", re.DOTALL)


def read(folder: Folder) -> Reading | None:
    """Whose the folders of an exchange or of `submitted` are."""
    inbound = [(name, match) for name in folder.folders if (match := INBOUND.fullmatch(name))]
    if inbound:
        return Reading("nbgrader's exchange", tuple(_handed_in(name, match) for name, match in inbound))
    stamped = {(name, below) for name, child in folder.folders.items() for below in _stamped(child)}
    if (not stamped and folder.name != SUBMITTED) or not folder.folders:
        return None
    claims = [Claim(name, (Student(name, (name,)),), handle=name) for name in folder.folders]
    for name, below in sorted(stamped):
        text = folder.folders[name].folders[below].files[TIMESTAMP].read(TIMESTAMP_BYTES).decode("utf-8", "replace")
        claims.append(Claim(f"{name}/{below}", (Student(name, (name,)),), handle=name, hand_in=stamp_time(text)))
    extra = frozenset(f"{name}/{below}/{TIMESTAMP}" for name, below in stamped)
    return Reading("nbgrader's submitted folder", tuple(claims), extra)


def _handed_in(name: str, match: re.Match[str]) -> Claim:
    text = match["time"]
    user = match["user"]
    time = stamp_time(text)
    return Claim(
        name, (Student(user, (user,)),), handle=name, hand_in=time, attempt=text, assignment=match["assignment"]
    )


def _stamped(student: Folder) -> list[str]:
    """The folders of assignments that have the time that nbgrader puts beside a hand-in."""
    return [name for name, assignment in student.folders.items() if TIMESTAMP in assignment.files]


def stamp_time(text: str) -> HandIn | None:
    """The time that nbgrader writes, in UTC."""
    digits = re.findall(r"\d+", text)[:6]
    return hand_in(parsed("-".join(digits) + "+0000", "%Y-%m-%d-%H-%M-%S%z"))
