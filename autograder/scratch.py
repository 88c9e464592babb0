"""Folders for a run's own files among everybody's temporary ones; what a killed run left of them, the next one removes."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PREFIX = "autograder-"
YOUNG_SECONDS = 60.0  # one that is younger may be about to be locked


class Scratch:
    """A folder that only its user can read. Its name ends with `close`, or with the run that follows a killed one."""

    def __init__(self) -> None:
        remove_abandoned()
        self.path = Path(tempfile.mkdtemp(prefix=PREFIX))
        self._lock = _locked(self.path)

    def close(self) -> None:
        """Remove the folder, as far as nobody holds a file in it open."""
        shutil.rmtree(self.path, ignore_errors=True)
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder of that kind for the block."""
    folder = Scratch()
    try:
        yield folder.path
    finally:
        folder.close()


def remove_abandoned() -> None:
    """Remove this user's folders of that kind whose run is gone."""
    with suppress(OSError):
        for path in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
            with suppress(OSError):
                _remove_if_abandoned(path)


def _remove_if_abandoned(path: Path) -> None:
    status = path.lstat()
    is_own = not hasattr(os, "getuid") or status.st_uid == os.getuid()
    if path.is_symlink() or not path.is_dir() or not is_own or time.time() - status.st_mtime < YOUNG_SECONDS:
        return
    lock = _locked(path)
    if lock is None and os.name == "posix":
        return  # its run goes on
    shutil.rmtree(path, ignore_errors=True)  # on Windows, where what a run holds open cannot be removed
    if lock is not None:
        os.close(lock)


def _locked(folder: Path) -> int | None:
    """A descriptor that holds the folder's lock until its process ends; None where another has it, or there are no such locks."""
    try:
        import fcntl
    except ImportError:
        return None
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        return None
    return descriptor
