"""From the paths that an instructor names to each student's files: whose they are, for which assignment, handed in when."""

from .placing import find, newest
from .reading import NOTEBOOK, SCRIPT, read
from .roster import Person, Roster
from .submission import HandIn, Refused, Submission, TimeSource

__all__ = [
    "NOTEBOOK",
    "SCRIPT",
    "HandIn",
    "Person",
    "Refused",
    "Roster",
    "Submission",
    "TimeSource",
    "find",
    "newest",
    "read",
]
