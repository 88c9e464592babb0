"""`kit.zip`: every file that `build` makes and the engine's wheel, nothing else, the same bytes each time."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path, PurePosixPath

from autograder import atomic
from autograder.archive import zipped
from autograder.author import build
from autograder.author.audit import secrecy
from autograder.course import Course
from autograder.errors import AutograderError

from . import wheel

FOLDER_LETTERS = 60  # Windows allows a whole path 260


def release(course: Course, path: Path) -> list[str]:
    """Write the zip at `path`; returns the names of its members.

    Raises:
        AutograderError: the kit is out of date, something secret is in it, or the file cannot be written; nothing is left behind.
    """
    made = build.build(course)
    stale = build.stale(course, made)
    if stale:
        raise AutograderError(
            f"exercises/ is out of date ({stale[0].as_posix()} first); run 'autograder build', look at it, then release"
        )
    engine = wheel.members()
    files = {file.as_posix(): content for file, content in made.items()}
    # The engine as well: an example in a docstring could have been copied from a solution.
    leaks = secrecy.leaks_in(course, [*files.items(), *engine.items()])
    if leaks:
        first = leaks[0]
        raise AutograderError(
            f"{first.file}:{first.line} gives away {first.what}; 'autograder audit' lists all such places"
        )
    files[wheel.name()] = zipped(engine)
    named = {str(PurePosixPath(folder_name(course.title), file)): content for file, content in files.items()}
    _write(path, zipped(named))
    return list(named)


def folder_name(title: str) -> str:
    """What the zip unpacks to: the course's title in small letters, digits and dashes, which every system takes as a name."""
    words = re.findall(r"\w+", unicodedata.normalize("NFC", title).lower())
    # A title may have no letter at all.
    return "-".join(words)[:FOLDER_LETTERS].strip("-_") or "exercises"


def _write(path: Path, content: bytes) -> None:
    try:
        atomic.write(path, content)
    except OSError as error:
        raise AutograderError(f"cannot write '{path}': {error.strerror}; name another file with -o") from None
