"""What `nbgrader_config.py` says to our parts: `c.Autograder.course = "…"` and so on."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

from traitlets import Bool, Unicode
from traitlets.config import Configurable

from autograder.grade import intake
from autograder.grade.tasks import Task

from .session import GradingSession, session_for
from .student_folder import StudentFolder, released


class Autograder(Configurable):
    """What the exporter, the sanitizer and the executor share: which course, and how students' code runs."""

    course = Unicode("", help="The folder of the course, the one with course.toml.").tag(config=True)
    python = Unicode("", help="Run the students' code under this interpreter; nbgrader's own if empty.").tag(
        config=True
    )
    allow_unconfined = Bool(
        False, help="Go on where this machine cannot confine student code; every notebook then says so."
    ).tag(config=True)

    @functools.cached_property  # nbgrader makes these classes anew for every submission
    def session(self) -> GradingSession:
        """The course and all that is warm for it, shared by whatever nbgrader makes of these classes in one process.

        Raises:
            AutograderError: the course or the machine is not fit for grading; one clear sentence.
        """
        root = Path(self.course) if self.course else None
        return session_for(root, self.python or None, unconfined=self.allow_unconfined)

    @property
    def coursedir(self) -> Any:
        """nbgrader's folders, as the converter above a preprocessor's exporter knows them."""
        exporter: Any = self.parent
        return exporter.parent.coursedir

    def submitted(self, names: dict[str, str]) -> Path:
        """Where the notebook that `resources["nbgrader"]` speaks of was handed in."""
        course = self.coursedir
        folder = course.format_path(course.submitted_directory, names["student"], names["assignment"])
        return Path(folder, f"{names['notebook']}.ipynb")

    def task(self, names: dict[str, str], content: bytes | None = None) -> Task:
        """The notebook that `resources["nbgrader"]` speaks of, as it was handed in, with the scripts that belong to it.

        Args:
            content: its bytes, where they have been read.
        Raises:
            autograder.notebook.Unreadable: there is nothing to grade.
        """
        path, limits = self.submitted(names), self.session.course.limits
        read = intake.read(path, limits) if content is None else content
        assignment = self.session.assignments[names["notebook"]]
        folder = StudentFolder(path.parent, names["student"], assignment, limits, self._released(names))
        return Task.of(folder.notebook(path, read), read, limits)

    def _released(self, names: dict[str, str]) -> tuple[bytes, ...]:
        """What students got, in each of its forms."""
        course = self.coursedir
        release = Path(course.format_path(course.release_directory, ".", names["assignment"]))
        return released(self.session.course, names["notebook"], release)
