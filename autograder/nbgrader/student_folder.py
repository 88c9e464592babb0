"""What a student handed in where nbgrader keeps it: the notebook that is graded, the scripts beside it, and when."""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path

import nbformat
from nbformat import v4

from autograder.companions import answered
from autograder.course import Assignment, Course
from autograder.grade import intake
from autograder.grade.intake import Beside, HandIn, Submission, TimeSource, newest
from autograder.grade.intake.platforms.nbgrader import TIMESTAMP, TIMESTAMP_BYTES, stamp_time
from autograder.grade.intake.reading import content_of
from autograder.limits import Limits
from autograder.notebook import Unreadable

from . import page

SCRIPTS = 200  # of a folder, that are looked at
CHECKPOINTS = ".ipynb_checkpoints"  # where Jupyter keeps what a file was like when it was saved last
AS_RELEASED = "the notebook is as it was released; {file} counts"


class StudentFolder:
    """`submitted/<student>/<assignment>/`. Files are the student's to name: links are not followed.

    Args:
        released: what students got: who hands that in and a script besides worked in the script.
    """

    def __init__(
        self, path: Path, student: str, assignment: Assignment, limits: Limits, released: Collection[bytes] = ()
    ) -> None:
        self._path, self._student, self._assignment, self._limits = path, student, assignment, limits
        self._released = released

    def hand_in(self) -> HandIn | None:
        """When nbgrader says that it came; None where it does not say."""
        try:
            return stamp_time(content_of(self._path / TIMESTAMP, TIMESTAMP_BYTES).decode("utf-8", "replace"))
        except (OSError, Unreadable):
            return None

    def scripts(self) -> Submission | None:
        """The scripts that answer the assignment, taken together as one submission; None where there are none."""
        found = [self._script(path) for path in self._scripts()]
        answers = [file for file in found if file.answered or file.path.stem == self._assignment.name]
        alone = [file for file in found if file.file == file.path.name]
        # A script that stands alone was meant, whatever its name and whatever is in it.
        chosen = newest(answers or alone[: len(alone) == 1], self._released)
        return chosen[0] if chosen else None

    def notebook(self, path: Path, content: bytes) -> Submission:
        """A notebook of the folder with what it may import, and what is taken together with it.

        Args:
            content: its bytes.
        """
        beside = tuple(Beside(_name(self._path, script), script) for script in self._scripts())
        joined, note = self._joined(content) if beside else ((), "")
        return Submission(
            self._student, self._assignment.name, path, path.name, note, self.hand_in(), beside=beside, joined=joined
        )

    def _joined(self, content: bytes) -> tuple[tuple[Beside, ...], str]:
        scripts = self.scripts()
        if scripts is None:
            return (), ""
        if content == notebook_of(scripts, self._limits):
            return scripts.joined, scripts.note
        if content in self._released:
            return (Beside(scripts.file, scripts.path), *scripts.joined), AS_RELEASED.format(file=scripts.file)
        return (), ""

    def _script(self, path: Path) -> Submission:
        try:
            content = intake.read(path, self._limits)
        except Unreadable:
            content = b""
        answers = answered(content, {exercise.name for exercise in self._assignment.exercises})
        name = self._assignment.name
        pairs = frozenset((name, exercise) for exercise in answers)
        time = HandIn.at(path.lstat().st_mtime, TimeSource.FILE)
        return Submission(self._student, name, path, _name(self._path, path), hand_in=time, answered=pairs)

    def _scripts(self) -> list[Path]:
        found = [
            Path(folder, name)
            for folder, _, names in os.walk(self._path)  # which follows no links to folders
            for name in names
            if name.endswith(intake.SCRIPT)
            and not Path(folder, name).is_symlink()
            and CHECKPOINTS not in Path(folder).relative_to(self._path).parts
        ]
        return sorted(found)[:SCRIPTS]


def released(course: Course, assignment: str, release: Path) -> tuple[bytes, ...]:
    """The bytes of an assignment's files as students get them: the kit's, and nbgrader's in its folder `release`."""
    paths = [course.kit / f"{assignment}.py", course.kit / f"{assignment}.ipynb", release / f"{assignment}.ipynb"]
    return tuple(path.read_bytes() for path in paths if path.is_file())


def notebook_of(script: Submission, limits: Limits) -> bytes:
    """A notebook that holds a script, the same bytes every time; empty where there is nothing to read."""
    try:
        text = page.text_of(intake.read(script.path, limits))
    except Unreadable:
        return b""
    # An id of nbformat's is random.
    book: str = nbformat.writes(v4.new_notebook(cells=[v4.new_code_cell(text, id="script")]))
    return book.encode("utf-8")


def _name(folder: Path, path: Path) -> str:
    return path.relative_to(folder).as_posix()
