"""When the work in a clone was last committed."""

from __future__ import annotations

from pathlib import Path

from .submission import HandIn, TimeSource


def commit_time(folder: Path) -> HandIn | None:
    """The time of the commit that is checked out; None where that cannot be told.

    Read by a library, never by `git`: the settings of a student's repository can name programs to run.
    """
    if not (folder / ".git").is_dir() or (folder / ".git").is_symlink():
        return None
    try:
        from dulwich.objects import Commit
        from dulwich.repo import Repo
    except ImportError:
        return None
    try:
        with Repo(str(folder)) as repository:
            commit = repository[repository.head()]
            return HandIn.at(commit.commit_time, TimeSource.COMMIT) if isinstance(commit, Commit) else None
    except Exception:  # noqa: BLE001 - whatever a damaged repository makes of the library: the file's time is left
        return None
