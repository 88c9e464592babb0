"""`autograder nbgrader init`: a course laid out as nbgrader's folders and configuration."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from autograder import atomic
from autograder.author.build import build, kit, notebook
from autograder.course import Course, assignment_source
from autograder.errors import AutograderError

CONFIG = "nbgrader_config.py"
BESIDE = (kit.FILE, kit.HINTS)  # of the kit, beside each assignment's visible checks
MADE = ".autograder-init.json"  # what earlier runs wrote, as fingerprints: a file that still has its own is ours to replace

SETTINGS = """\
import os
import sys

from autograder.nbgrader.scripts import accept_scripts

accept_scripts()  # a script without a notebook is graded as one

# nbgrader calls `alembic` by name; without it on the PATH it fails and leaves a half-made gradebook behind.
os.environ["PATH"] = os.pathsep.join([os.path.dirname(sys.executable), os.environ.get("PATH", "")])

c.Autograder.course = {course}
c.Autograde.exporter_class = "autograder.nbgrader.exporter.Exporter"
c.Autograde.sanitize_preprocessors = ["autograder.nbgrader.sanitizer.Sanitizer"]
c.Autograde.autograde_preprocessors = [
    "autograder.nbgrader.executor.Executor",
    "nbgrader.preprocessors.IgnorePattern",
    "nbgrader.preprocessors.LimitOutput",
    "autograder.nbgrader.grades.SaveGrades",
    "autograder.nbgrader.late.LatePenalties",
    "nbconvert.preprocessors.ClearMetadataPreprocessor",
    "autograder.nbgrader.metadata.CheckCellMetadata",
]
c.GenerateFeedback.exporter_class = "autograder.nbgrader.feedback.FeedbackExporter"
"""

HEAD = """\
# Made by `autograder nbgrader init`. Add what you like: once you have, `init` leaves this file alone.
c = get_config()  # noqa: F821

"""


@dataclass(frozen=True)
class Changes:
    """What `lay_out` did: paths below the folder that were written, and whether the configuration there is the user's own."""

    written: tuple[Path, ...]
    config_kept: bool


def lay_out(course: Course, folder: Path) -> Changes:
    """Write `source/` and the configuration of `course` below `folder`, all of it or nothing.

    Raises:
        AutograderError: a file there is the user's own and not what would be written.
    """
    wanted = _wanted(course)
    made = _made(folder)
    present = {path: _text(folder / path) for path in wanted}
    config = present[Path(CONFIG)]
    kept = config is not None and _has_settings(config, course) and _sha256(config) != made.get(CONFIG)
    if kept:
        del wanted[Path(CONFIG)]
    # All are looked at before any is written.
    for path in wanted:
        if present[path] not in (None, wanted[path]) and _sha256(str(present[path])) != made.get(path.as_posix()):
            raise AutograderError(_refusal(folder, path, course))
    changed = [path for path, text in wanted.items() if present[path] != text]
    for path in changed:
        atomic.write_text(folder / path, wanted[path])
    made.update({path.as_posix(): _sha256(text) for path, text in wanted.items()})
    # Last: what a run that is cut off has written is known by being as it is wanted.
    atomic.write_text(folder / MADE, json.dumps(made, indent=1, sort_keys=True) + "\n")
    return Changes(tuple(changed), kept)


def _wanted(course: Course) -> dict[Path, str]:
    """The text of each file, by its path below the folder.

    nbgrader copies what stands beside a notebook to students and to where it runs one: with the visible checks there, `check` works in both.
    """
    texts = {Path(CONFIG): HEAD + _settings(course)}
    files = build(course)
    for assignment in course.assignments:
        folder = Path("source", assignment.name)
        read = assignment_source.read(assignment.source)
        texts[folder / f"{assignment.name}.ipynb"] = notebook.as_ipynb(notebook.source(read), read.figures)
        for path, content in files.items():
            if path.name in BESIDE or path.is_relative_to(Path("tests", assignment.name)):
                texts[folder / path] = content.decode("utf-8")
    return texts


def _settings(course: Course) -> str:
    # JSON's way to write a text is Python's as well, whatever quotes and backslashes a path has.
    return SETTINGS.format(course=json.dumps(str(course.root.resolve()), ensure_ascii=False))


def _has_settings(config: str, course: Course) -> bool:
    """Whether a configuration holds every one of our lines, wherever."""
    lines = {line.strip() for line in config.split("\n")}
    return all(line.strip() in lines for line in _settings(course).split("\n"))


def _refusal(folder: Path, path: Path, course: Course) -> str:
    if path == Path(CONFIG):
        return f"'{folder / path}' is yours and was left alone, like everything else; add these lines to it, then run this again:\n\n{_settings(course)}"
    return f"'{folder / path}' was not made by 'autograder nbgrader init', or was changed since; move it away, then run this again"


def _made(folder: Path) -> dict[str, str]:
    """Fingerprints of what earlier runs wrote, by path."""
    try:
        made = json.loads((folder / MADE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return made if isinstance(made, dict) else {}


def _text(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise AutograderError(f"'{path}' cannot be read: {error}") from None


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
