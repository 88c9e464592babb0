"""One run at a time in an output folder."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from autograder.errors import AutograderError

FILE = ".lock"


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder's lock for the block. The kernel lets go of it when the process ends, however it ends; the file stays.

    Raises:
        AutograderError: another run holds it, or the file system has no locks.
    """
    try:
        # Not truncated here: until the lock is ours, what stands there names who holds it.
        descriptor = os.open(folder / FILE, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    except OSError as error:
        raise AutograderError(f"cannot write to '{folder}': {error.strerror}; name another folder with -o") from None
    try:
        _take(descriptor, folder)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"process {os.getpid()} on {os.uname().nodename}".encode(), 0)
        yield
    finally:
        # The file is not removed: another run may have opened it already, and two would hold locks on two files of
        # one name.
        os.close(descriptor)


def _take(descriptor: int, folder: Path) -> None:
    try:
        # `flock`, not `lockf`: that one is let go as soon as anything in this process opens and closes the file.
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        holder = os.pread(descriptor, 200, 0).decode("utf-8", "replace") or "another process"
        raise AutograderError(
            f"'{folder}' is in use: {holder} is grading into it; wait until it has finished, or name another folder with -o"
        ) from None
    except OSError as error:
        raise AutograderError(
            f"'{folder}' lies on a file system without locks ({error.strerror}); name a folder on another one with -o"
        ) from None
