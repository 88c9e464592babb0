"""What a platform's download says of a folder or file: whose it is, and when it was handed in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timezone

from ..submission import HandIn, TimeSource


@dataclass(frozen=True)
class Student:
    """A student as a platform names them.

    Attributes:
        id: the id to use where no roster says more.
        keys: ids, e-mail and name by which a roster may know them.
        namesake: what tells them from others of one `id` in the same download.
    """

    id: str
    keys: tuple[str, ...] = ()
    namesake: str = ""


@dataclass(frozen=True)
class Claim:
    """A file or folder that a platform named.

    Attributes:
        name: of the file or folder, as its path below the platform's folder.
        students: whose it is: several for a group's.
        own_name: what of the name is the student's own: "" of a folder.
        handle: what the platform calls this hand-in; feedback goes back under it.
        attempt: orders the hand-ins of one student, the newest last; "" where the platform keeps one only.
        copies: whether the platform puts "-1" behind the name of a file that is handed in again under the same one, then "-2".
    """

    name: str
    students: tuple[Student, ...]
    own_name: str = ""
    handle: str = ""
    hand_in: HandIn | None = None
    attempt: str = ""
    copies: bool = False
    assignment: str = ""


@dataclass(frozen=True)
class Reading:
    """All that one platform says of a folder. `extra`: files of the platform's own in it, which are no student's."""

    platform: str
    claims: tuple[Claim, ...]
    extra: frozenset[str] = field(default_factory=frozenset)


def hand_in(time: datetime | None) -> HandIn | None:
    """A platform's time: in UTC if it says so, else by the clock of this machine, which is taken for the school's."""
    if time is None:
        return None
    try:
        return HandIn(time.astimezone(timezone.utc).replace(microsecond=0), TimeSource.PLATFORM)
    except (OverflowError, ValueError, OSError):
        return None


def parsed(text: str, *formats: str) -> datetime | None:
    """A time written in one of `formats`."""
    for form in formats:
        try:
            return datetime.strptime(text, form)
        except ValueError:
            continue
    return None
