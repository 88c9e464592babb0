"""A course folder of nbgrader's: its gradebook, and every submission as a notebook that formgrader shows."""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import parse_utc
from traitlets.config import Config
from traitlets.config.loader import ConfigFileNotFound, PyFileConfigLoader

from autograder import atomic
from autograder.course import Course
from autograder.errors import AutograderError
from autograder.grade import intake
from autograder.grade.intake import Packed, Submission
from autograder.grade.store import Store
from autograder.grade.tasks import Faulted
from autograder.gradebook.scores import invalid_id_reason
from autograder.notebook import Unreadable
from autograder.result import Result

from . import page
from .layout import CONFIG

TIME = "timestamp.txt"
MOST_BYTES = 50_000_000  # of a notebook that nbgrader wrote, pictures and all


class Folder:
    """The folder with `nbgrader_config.py`.

    Raises:
        AutograderError: there is none, or it cannot be read.
    """

    def __init__(self, root: Path) -> None:
        config = _config(root)
        if "root" not in config.CourseDirectory:  # nbgrader would take the folder that we run in
            config.CourseDirectory.root = str(root.resolve())
        self._course = CourseDirectory(config=config)
        self._released: dict[str, Any] = {}

    @property
    def gradebook(self) -> str:
        """The URL of its gradebook."""
        return str(self._course.db_url)

    def handed_in(self, assignment: str, student: str) -> datetime | None:
        """When nbgrader says a student handed in; None where it does not say."""
        try:
            text = (self._path(self._course.submitted_directory, student, assignment) / TIME).read_text(
                encoding="utf-8"
            )
            time: datetime | None = parse_utc(text.strip()) if text.strip() else None
        except (OSError, ValueError, OverflowError):
            return None
        return time

    def show_class(self, course: Course, files: Mapping[tuple[str, str], Path | Packed], store: Store) -> list[Faulted]:
        """Write the notebooks of a class.

        Args:
            files: where each graded (assignment, student) is.
        Returns:
            The submissions whose notebook could not be made through a fault of ours; all others have theirs.
        Raises:
            AutograderError: the folder cannot be written.
        """
        faults = []
        for (assignment, student), path in sorted(files.items()):
            result = store.read(assignment, student)
            if result is not None and not invalid_id_reason(student):
                try:
                    self.show(course, result, intake.read(path, course.limits))
                except Unreadable:
                    pass  # it was readable when it was graded, and is gone since
                except AutograderError:  # the folder cannot be written, for this student or any other
                    raise
                except Exception:  # noqa: BLE001 - a fault of ours, logged whatever it is
                    submission = Submission(student, assignment, path, result.submission["file"])
                    faults.append(Faulted(submission, traceback.format_exc()))
        return faults

    def show(self, course: Course, result: Result, content: bytes) -> None:
        """Write the notebook of a graded submission where formgrader looks for it.

        Args:
            content: the submission's bytes, read only for people to see.
        Raises:
            AutograderError: the folder cannot be written.
        """
        place = self._path(self._course.autograded_directory, result.student, result.assignment)
        path = place / f"{result.assignment}.ipynb"
        book = self._by_nbgrader(path, result) or page.book(self._stub(course, result.assignment), result, content)
        page.fill(book, result)
        time = self._path(self._course.submitted_directory, result.student, result.assignment) / TIME
        try:
            _write(path, (nbformat.writes(book).rstrip("\n") + "\n").encode("utf-8"))
            if time.is_file():
                _write(place / TIME, time.read_bytes())
        except OSError as error:
            raise AutograderError(f"cannot write '{error.filename}': {error.strerror}; the results are kept") from None

    def _path(self, step: str, student: str, assignment: str) -> Path:
        return Path(self._course.format_path(step, student, assignment))

    def _stub(self, course: Course, assignment: str) -> Any:
        """What students got: the released notebook, or the kit's."""
        if assignment not in self._released:
            release = self._path(self._course.release_directory, ".", assignment) / f"{assignment}.ipynb"
            kit = course.kit / release.name
            path = next((path for path in (release, kit) if path.is_file()), None)
            if path is None:
                raise AutograderError(f"'{kit}' is missing; run 'autograder build'")
            self._released[assignment] = nbformat.read(path, as_version=4)
        return self._released[assignment]

    def _by_nbgrader(self, path: Path, result: Result) -> Any:
        """The notebook that `nbgrader autograde` left of this very submission, with its cells' own outputs; None if there is none."""
        submitted = self._path(self._course.submitted_directory, result.student, result.assignment) / path.name
        try:
            # Handed in again since: what it shows is of the older submission.
            if submitted.stat().st_mtime > path.stat().st_mtime or path.stat().st_size > MOST_BYTES:
                return None
            book = nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)
        except (OSError, ValueError, RecursionError, AttributeError, KeyError, TypeError):
            return None
        return None if page.is_ours(book) else book


def _config(root: Path) -> Any:
    try:
        return Config(PyFileConfigLoader(CONFIG, path=str(root)).load_config())
    except ConfigFileNotFound:
        raise AutograderError(
            f"'{root}' holds no {CONFIG}: 'autograder nbgrader init {root}' makes it a course folder of nbgrader's"
        ) from None
    except Exception as error:  # noqa: BLE001 - whatever the operator's own file raises
        raise AutograderError(f"{root / CONFIG} cannot be read: {type(error).__name__}: {error}") from None


def _write(path: Path, content: bytes) -> None:
    if not path.is_file() or path.read_bytes() != content:
        atomic.write(path, content)
