"""Noticing that a file was saved, however an editor does it: in place, by replacing the file, or bit by bit."""

from __future__ import annotations

import ast
import json
import time
import warnings
from collections.abc import Callable, Iterable
from pathlib import Path

# A save that leaves a whole file behind counts once nothing more has changed for a moment; one that does not may be half done.
QUIET_SECONDS, HALF_SAVED_SECONDS = 0.05, 0.4

State = tuple[int, int, int] | None


class Saves:
    """Tells which of some files was saved.

    Args:
        paths: the files; any of them may be missing now and then.
        clock: seconds that only go forward.
    """

    def __init__(self, paths: Iterable[Path], clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._known = {path: _state(path) for path in paths}
        self._saved: Path | None = None
        self._since = 0.0

    def look(self) -> Path | None:
        """The file that was saved since the last look, once its content has come to rest."""
        for path, before in self._known.items():
            state = _state(path)
            if state != before:
                self._known[path], self._saved, self._since = state, path, self._clock()
        quiet_seconds = self._clock() - self._since
        if self._saved is None or self._known[self._saved] is None or quiet_seconds < QUIET_SECONDS:
            return None
        if quiet_seconds < HALF_SAVED_SECONDS and not _is_whole(self._saved):
            return None
        saved, self._saved = self._saved, None
        return saved


def _state(path: Path) -> State:
    """What changes with every save; None where there is no file at the moment."""
    try:
        found = path.stat()
    except OSError:
        return None
    # The inode as well: editors that replace a file may keep its time, and coarse clocks give two saves the same one.
    return found.st_mtime_ns, found.st_size, found.st_ino


def _is_whole(path: Path) -> bool:
    """Whether the file reads as Python, or as a notebook."""
    try:
        content = path.read_bytes()
        with warnings.catch_warnings():
            # Of an odd escape, say: Python's warning would be printed over the screen.
            warnings.simplefilter("ignore")
            return bool(ast.parse(content).body if path.suffix == ".py" else json.loads(content))
    except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
        return False
