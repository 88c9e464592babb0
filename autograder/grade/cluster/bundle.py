"""A course as bytes: what a node needs to grade, and a name for exactly that."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from autograder.course import Course, settings
from autograder.course.prose import figure_files

NO_TIME = (1980, 1, 1, 0, 0, 0)  # a copy of a course is the same course


@dataclass(frozen=True)
class Bundle:
    """A zip of settings, solutions with their figures, and suites, the same for the same course; the kit and submissions are not in it."""

    content: bytes = field(repr=False)

    @classmethod
    def of(cls, course: Course) -> Bundle:
        """Pack a course."""
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in _files(course):
                name = file.relative_to(course.root).as_posix()
                archive.writestr(zipfile.ZipInfo(name, NO_TIME), file.read_bytes(), zipfile.ZIP_DEFLATED)
        return cls(packed.getvalue())

    @property
    def sha256(self) -> str:
        """What is in it, as a name."""
        return hashlib.sha256(self.content).hexdigest()

    def unpack(self, folder: Path) -> None:
        """Write the course into an empty folder that only its user can read: the hidden suites are in it."""
        with zipfile.ZipFile(io.BytesIO(self.content)) as archive:
            archive.extractall(folder)  # written by `of`: no name in it leaves the folder


def _files(course: Course) -> Iterator[Path]:
    yield course.root / settings.FILE
    for assignment in course.assignments:
        yield assignment.source
        yield from sorted(
            path for path in assignment.suite.rglob("*") if path.is_file() and "__pycache__" not in path.parts
        )
    yield from sorted({path for assignment in course.assignments for path in figure_files(assignment.source)})
