"""What `nbgrader_config.py` says to our parts: `c.Autograder.course = "…"` and so on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from traitlets import Bool, Unicode
from traitlets.config import Configurable

from autograder.grade.intake import Submission

from .session import GradingSession, session_for


class Autograder(Configurable):
    """What the exporter, the sanitizer and the executor share: which course, and how students' code runs."""

    course = Unicode("", help="The folder of the course, the one with course.toml.").tag(config=True)
    python = Unicode("", help="Run the students' code under this interpreter; nbgrader's own if empty.").tag(
        config=True
    )
    allow_unconfined = Bool(
        False, help="Go on where this machine cannot confine student code; every notebook then says so."
    ).tag(config=True)

    @property
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

    def submission(self, names: dict[str, str]) -> Submission:
        """The notebook that `resources["nbgrader"]` speaks of, as it was handed in."""
        path = self.submitted(names)
        return Submission(names["student"], names["notebook"], path, path.name)
