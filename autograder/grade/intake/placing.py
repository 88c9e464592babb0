"""From the paths that an instructor names to one file for each student and assignment. No file's content is interpreted here."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from autograder.errors import AutograderError
from autograder.notebook import Unreadable

from ..lms import Owners
from .reading import NOTEBOOK, SCRIPT, content_of
from .submission import HandIn, Refused, Submission, TimeSource

LITTER = ("thumbs.db", "desktop.ini")
# A folder that holds one of these is no work of the student's: an environment, a kit's checks.
FOREIGN = ("pyvenv.cfg", "expected.json")
KIT = "kit.toml"
COPY = re.compile(r"[\s_-]*(\(\d+\)|copy|副本|コピー)?$", re.IGNORECASE)


def find(paths: Iterable[Path], assignments: Iterable[str]) -> tuple[list[Submission], list[Refused]]:
    """Every submission below `paths`, and every file there that is none.

    The student and the assignment come from where a file stands: `<assignment>/<student>.py`, `<student>/<assignment>.py`, or
    `<student>_<assignment>.py`; a file's own name goes before its folder's. `.ipynb` files stand in the same places. Where Moodle
    or Canvas made a name, it tells the student.

    Raises:
        AutograderError: a path does not exist.
    """
    names = tuple(assignments)
    found: list[Submission] = []
    refused: list[Refused] = []
    for root in paths:
        if not os.path.lexists(root):
            raise AutograderError(f"no file or folder '{root}'")
        files = list(_files(root)) if root.is_dir() else [(root, "")]
        owners = Owners(path for path, _ in files)
        for path, trouble in files:
            submission = _placed(path, root, names, owners)
            if trouble or path.suffix not in (SCRIPT, NOTEBOOK):
                reason = trouble or _other(path)
                refused.append(submission.refused(reason))
            else:
                found.append(replace(submission, hand_in=_changed(path)))
    return found, refused


def _changed(path: Path) -> HandIn | None:
    """When a file was changed last: the least that is known of when it was handed in."""
    try:
        return HandIn.at(path.lstat().st_mtime, TimeSource.FILE)
    except OSError:
        return None


def _other(path: Path) -> str:
    packed = path.name.lower().endswith((".zip", ".tar", ".tar.gz", ".tgz", ".rar", ".7z"))
    return "is an archive: unpack it and grade its folder" if packed else "is neither a .py nor an .ipynb file"


def newest(submissions: Iterable[Submission], released: Collection[bytes] = ()) -> list[Submission]:
    """One submission for each student and assignment: the file that was changed last counts, and says that there were others.

    A file just as it was `released` counts only where there is no other: who hands in the whole kit worked in one form of it.
    """
    groups: dict[tuple[str, str], list[Submission]] = {}
    for submission in submissions:
        groups.setdefault((submission.student, submission.assignment), []).append(submission)
    return [_newest(group, released) for group in groups.values()]


def _newest(group: list[Submission], released: Collection[bytes]) -> Submission:
    if len(group) > 1:
        group = [submission for submission in group if not _is_released(submission.path, released)] or group
    if len(group) == 1:
        return group[0]
    best = max(group, key=lambda submission: (submission.path.lstat().st_mtime_ns, submission.file))
    others = ", ".join(sorted(submission.file for submission in group if submission is not best))
    return replace(best, note=f"more than one file was handed in; {best.file} is the newest and counts, not {others}")


def _is_released(path: Path, released: Collection[bytes]) -> bool:
    try:
        return content_of(path, max(map(len, released), default=0) + 1) in released
    except (OSError, Unreadable):
        return False


def _files(root: Path) -> Iterator[tuple[Path, str]]:
    """Every file below a folder, in order of name, and "".

    A folder named like a script stands for itself, so that it is refused by name; one that cannot be read does, with the reason.
    """
    waiting = [root]
    while waiting:  # a list rather than recursion: folders may be nested deeper than Python's calls
        path = waiting.pop()
        is_folder = path.is_dir() and not path.is_symlink() and path.suffix not in (SCRIPT, NOTEBOOK)
        if path != root and not is_folder:
            yield path, ""
            continue
        try:
            inside = [Path(entry.path) for entry in os.scandir(path)]
        except OSError as error:
            if path == root:
                raise AutograderError(f"the folder '{root}' cannot be read: {error.strerror}") from None
            yield path, f"cannot be read: {error.strerror}"
            continue
        waiting += sorted(_work(inside, path == root), key=lambda path: path.name, reverse=True)


def _work(inside: list[Path], is_root: bool) -> Iterator[Path]:
    """What may be a student's work of all that is in a folder."""
    names = {path.name for path in inside}
    if not is_root and not names.isdisjoint(FOREIGN):
        return
    for path in inside:
        # What starts like this, and litter, is left behind by file systems and editors.
        if path.name.startswith((".", "__")) or path.name.lower() in LITTER:
            continue
        if (
            KIT not in names or path.is_dir() or path.suffix in (SCRIPT, NOTEBOOK)
        ):  # the rest of a kit comes back as it went out
            yield path


def _placed(path: Path, root: Path, assignments: tuple[str, ...], owners: Owners) -> Submission:
    """Who and what, from the file's name and its folders below (and including) `root`."""
    owner, stem = owners.split(_text(path.stem))
    folders = [_text(part) for part in (root.resolve() / path.relative_to(root)).parent.parts]
    owner = owner or next((name for part in reversed(folders[-3:]) if (name := owners.split(part)[0])), "")
    below = path.relative_to(root).as_posix() if path != root else path.name
    named = _assignment(stem, assignments)
    if named and not owner:
        rest = _rest(stem, named)
        return Submission(rest or _folder(folders, assignments), named, path, _text(below))
    folder = next((name for part in reversed(folders[-3:]) if (name := _assignment(part, assignments))), "")
    if owner:
        return Submission(owner, named or folder, path, _text(below))
    own = root not in (path, path.parent) and not folder and _is_students(path.parent, assignments)
    return Submission(folders[-1] if own else stem, folder, path, _text(below))


def _assignment(name: str, assignments: tuple[str, ...]) -> str:
    """The assignment that a name contains: in full, or as the part before its first underscore ("ch03") standing alone."""
    folded = name.casefold()
    for assignment in assignments:
        if assignment.casefold() in folded or re.fullmatch(re.escape(assignment.split("_")[0]) + COPY.pattern, folded):
            return assignment
    return ""


def _rest(stem: str, assignment: str) -> str:
    """What a file's name says beside the assignment: "ada" of "ada_ch03_neural_network (1)"; "" for nothing but a copy's number."""
    start = stem.casefold().find(assignment.casefold())
    if start < 0:
        return ""
    before, after = stem[:start].strip(" _-"), stem[start + len(assignment) :]
    return before or COPY.sub("", after).strip(" _-")


def _folder(folders: list[str], assignments: tuple[str, ...]) -> str:
    """The nearest folder that names a student rather than an assignment."""
    return next((part for part in reversed(folders) if not _assignment(part, assignments)), "unknown")


def _is_students(folder: Path, assignments: tuple[str, ...]) -> bool:
    """Whether a folder is one student's: it holds one submission at most, or one that is named after nothing but an assignment.

    A script and a notebook of one name are two forms of one submission.
    """
    stems = {Path(name).stem for name in os.listdir(folder) if name.endswith((SCRIPT, NOTEBOOK)) and name[0] != "."}
    return len(stems) <= 1 or any(
        _assignment(name, assignments) and not _rest(name, _assignment(name, assignments)) for name in stems
    )


def _text(name: str) -> str:
    """A file name as proper text: composed accents. A byte that is not UTF-8 is spelt out, so that two names stay two."""
    return unicodedata.normalize("NFC", os.fsencode(name).decode("utf-8", "backslashreplace"))
