"""From the paths that an instructor names to each student's files: whose they are, for which assignment, handed in when."""

from .archives import Packed
from .newest import newest
from .placing import ClassFiles, find, read_class
from .reading import NOTEBOOK, SCRIPT, read
from .roster import Person, Roster
from .submission import Beside, HandIn, Refused, Submission, TimeSource

__all__ = [
    "NOTEBOOK",
    "SCRIPT",
    "Beside",
    "ClassFiles",
    "HandIn",
    "Packed",
    "Person",
    "Refused",
    "Roster",
    "Submission",
    "TimeSource",
    "find",
    "newest",
    "read",
    "read_class",
]
