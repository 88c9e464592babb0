"""Processor time of all that a command starts, sandbox servers and workers included, which end after the process that started them."""

from __future__ import annotations

import ctypes
import os
import resource
from pathlib import Path

PR_SET_CHILD_SUBREAPER = 36


class Meter:
    """Counts the processor time of processes that are started from now on.

    This process becomes the parent of what they leave behind: only a parent is told what a process has used.
    """

    def __init__(self) -> None:
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
        self._others, self._before = _children(), _used_seconds()

    def seconds(self) -> float:
        """What they have used, when the last of them has ended."""
        while started := _children() - self._others:
            os.waitpid(min(started), 0)
        return _used_seconds() - self._before


def _children() -> set[int]:
    return {int(pid) for path in Path("/proc/self/task").glob("*/children") for pid in path.read_text().split()}


def _used_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
