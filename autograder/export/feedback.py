"""Feedback pages in zips that Moodle ("Upload multiple feedback files in a zip") and Canvas ("Upload submissions") hand out by themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from autograder import atomic
from autograder.archive import zipped
from autograder.errors import AutograderError
from autograder.grade.store import Store

from .grades import ClassGrades
from .handles import canvas_name, moodle_name

NAMES: dict[str, Callable[[str, str], str]] = {"canvas": canvas_name, "moodle": moodle_name}


def write_zips(platform: str, grades: ClassGrades, store: Store, folder: Path) -> list[Path]:
    """One zip for each assignment of which files came from the platform; the zips that were written."""
    written = []
    for assignment in grades.maxima:
        pages = dict(_pages(platform, assignment, grades, store))
        if pages:
            path = folder / f"{platform}-feedback-{assignment}.zip"
            try:
                atomic.write(path, zipped(pages))
            except OSError as error:
                raise AutograderError(f"cannot write '{path}': {error.strerror}") from None
            written.append(path)
    return written


def _pages(platform: str, assignment: str, grades: ClassGrades, store: Store) -> Iterator[tuple[str, bytes]]:
    for student in grades.students:
        grade = student.grades.get(assignment)
        name = NAMES[platform](grade.file, assignment) if grade else ""
        page = store.page(assignment, student.id)
        if name and page.is_file():
            yield name, page.read_bytes()
