"""The folder of an instructor's own notebook while it runs: what nbgrader put beside it, to read, and a place of its own to write to."""

from __future__ import annotations

import filecmp
import os
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.sandbox.server import Room

READ_ONLY = 0o444
KEPT_NAMES = ("timestamp.txt",)  # nbgrader's own, by which it knows whether to grade again


@dataclass(frozen=True)
class Folders:
    """nbgrader's folders of one submission.

    Attributes:
        autograded: where nbgrader has put the submitted files and, over them, the released ones.
        submitted: as it was handed in.
        released: files below this folder, by relative path, are the instructor's; the others are the student's.
    """

    autograded: Path
    submitted: Path
    released: frozenset[str]


class SubmissionRoom:
    """Made for one submission, for all of its notebooks one after the other. Close it.

    Files are the student's to name: a link could lead anywhere, so none is followed, and what nbgrader has copied through one is removed.

    Attributes:
        refused: files of the submission that are none, by relative path.
    """

    def __init__(self, folders: Folders) -> None:
        self.folders = folders
        self._base = Path(tempfile.mkdtemp(prefix="autograder-")).resolve()  # where temporary files go may be a link
        self._given, self._work, self._temporary = (self._base / name for name in ("given", "work", "tmp"))
        for folder in (self._given, self._work, self._temporary):
            folder.mkdir()
        self.refused: list[str] = []
        self._given_names = set(self._give())

    def room(self, scratch_bytes: int, environment: Mapping[str, str]) -> Room:
        """What a worker may read and write of it."""
        own = {"HOME": str(self._temporary), "TMPDIR": str(self._temporary)}
        return Room((self._given,), (self._work, self._temporary), scratch_bytes, {**own, **environment})

    def keep(self, scratch_bytes: int) -> list[str]:
        """Put what the notebook made where nbgrader keeps it, while no worker runs; what cannot be kept, by relative path."""
        left, not_kept = scratch_bytes, []
        for name, path, status in _files(self._work):
            if name in self._given_names:
                continue
            target = self.folders.autograded / name
            left -= status.st_size
            is_nbgraders = "/" not in name and (name.endswith(".ipynb") or name in KEPT_NAMES)
            if is_nbgraders or left < 0 or not _is_plain(status) or not _can_hold(target, self.folders.autograded):
                not_kept.append(name)
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            target.unlink(missing_ok=True)  # else a second name of what stood there would change with it
            shutil.copyfile(path, target, follow_symlinks=False)
        return not_kept

    def close(self) -> None:
        """Remove it."""
        try:
            shutil.rmtree(self._base)
        except (OSError, RecursionError):  # a notebook can nest folders deeper than Python removes them
            subprocess.run(["rm", "-rf", "--", str(self._base)], check=False)

    def _give(self) -> Iterator[str]:
        """Copy what nbgrader put there, and link to it from where the notebook works."""
        for name, path, status in list(_files(self.folders.autograded)):  # at once: files are removed meanwhile
            if name.endswith(".ipynb"):
                continue  # beside the tests in them, other cells' answers
            given, link = self._given / name, self._work / name
            given.parent.mkdir(parents=True, exist_ok=True)
            link.parent.mkdir(parents=True, exist_ok=True)
            if name in self.folders.released:
                shutil.copyfile(path, given)
            elif not _is_plain(status) or not _copy_plain(self.folders.submitted, name, given):
                self.refused.append(name)
                path.unlink()
                continue
            elif not filecmp.cmp(given, path, shallow=False):  # same size and time prove nothing
                path.unlink()
                shutil.copyfile(given, path)
            given.chmod(READ_ONLY)
            link.symlink_to(given)  # the notebook may put something else in its place, and never write through it
            yield name


def _files(folder: Path) -> Iterator[tuple[str, Path, os.stat_result]]:
    """(path below `folder`, path, status) of all that is no folder, whatever it is."""
    for base, _, names in os.walk(folder):
        for name in sorted(names):
            path = Path(base, name)
            try:
                yield path.relative_to(folder).as_posix(), path, path.lstat()
            except OSError:
                continue


def _is_plain(status: os.stat_result) -> bool:
    return stat.S_ISREG(status.st_mode) and status.st_nlink == 1  # the second name may be of a file elsewhere


def _can_hold(target: Path, folder: Path) -> bool:
    """Whether a file can be put there: no link and no file stands in the way, no folder has its name."""
    parents = [parent for parent in target.parents if parent.is_relative_to(folder)]
    return all(parent.is_dir() and not parent.is_symlink() for parent in parents if os.path.lexists(parent)) and (
        not target.is_dir()
    )


def _copy_plain(folder: Path, name: str, target: Path) -> bool:
    """Copy a file of a submission; whether it is a plain one, seen on the very file that is copied and on every folder on the way."""
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC  # O_NONBLOCK: opening a pipe would wait for ever
    *parents, last = name.split("/")
    try:
        opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            for parent in parents:
                inner = os.open(parent, flags | os.O_DIRECTORY, dir_fd=opened)
                os.close(opened)
                opened = inner
            descriptor = os.open(last, flags, dir_fd=opened)
        finally:
            os.close(opened)
        with os.fdopen(descriptor, "rb") as source:
            if not stat.S_ISREG(os.fstat(source.fileno()).st_mode):
                return False
            with open(target, "wb") as copy:
                shutil.copyfileobj(source, copy)
    except OSError:
        return False
    return True
