"""How much a worker has written into its room, looked at again and again while it runs."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

LOOK_SECONDS = 0.05
FILES = 10_000  # in a room: files of no size fill a disk, too
REWRITTEN = 8  # written bytes in all, as a multiple of what may be there at one time: files that have no name any more count here
BLOCK = 512


class Overfull(Exception):
    """A worker has written more than its room holds."""


class Usage:
    """What one process has written.

    Args:
        folders: where it may write.
        scratch_bytes: what there may be at one time.
    """

    def __init__(self, pid: int, folders: Sequence[Path], scratch_bytes: int) -> None:
        self._pid, self._folders, self._scratch_bytes = pid, folders, scratch_bytes

    def watched(self, remaining: Callable[[], float]) -> Callable[[], float]:
        """The seconds left, or until the next look if that is sooner; raises Overfull."""

        def look() -> float:
            left = remaining()
            if self.is_over():
                raise Overfull
            return min(left, LOOK_SECONDS)

        return look

    def is_over(self) -> bool:
        """Whether it is too much by now."""
        size = count = 0
        try:
            for status in self._files():
                size, count = size + status.st_blocks * BLOCK, count + 1
                if size > self._scratch_bytes or count > FILES:
                    return True
        except OSError:  # too deep to be looked at, or closed to us: no honest cell needs either
            return True
        return size + self._nameless() > self._scratch_bytes or self._written() > REWRITTEN * self._scratch_bytes

    def _files(self) -> Iterator[os.stat_result]:
        folders = list(map(str, self._folders))
        while folders:
            try:
                with os.scandir(folders.pop()) as entries:
                    for entry in entries:
                        if entry.is_dir(follow_symlinks=False):
                            folders.append(entry.path)
                        yield entry.stat(follow_symlinks=False)
            except FileNotFoundError:
                continue  # it is gone meanwhile

    def _nameless(self) -> int:
        """Bytes of open files that were removed."""
        size = 0
        try:
            for descriptor in os.listdir(f"/proc/{self._pid}/fd"):
                status = os.stat(f"/proc/{self._pid}/fd/{descriptor}")
                size += status.st_blocks * BLOCK if stat.S_ISREG(status.st_mode) and not status.st_nlink else 0
        except OSError:
            pass
        return size

    def _written(self) -> int:
        """Bytes written so far, as the kernel counts them: by system calls, or to a disk by way of memory."""
        try:
            with open(f"/proc/{self._pid}/io", encoding="ascii") as file:
                counts = dict(line.split(": ") for line in file.read().splitlines())
        except OSError:
            return 0
        return max(int(counts["wchar"]), int(counts["write_bytes"]))
