"""One submission for each student and assignment, of however many files."""

from __future__ import annotations

import stat
from collections.abc import Collection, Iterable
from dataclasses import replace
from pathlib import Path

from autograder.notebook import Unreadable

from .archives import Packed
from .reading import SCRIPT, content_of
from .submission import Beside, Submission


def newest(submissions: Iterable[Submission], released: Collection[bytes] = ()) -> list[Submission]:
    """One submission for each student and assignment: the newest file, with older ones that answer what it does not.

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
    best, *older = sorted(group, key=_age, reverse=True)
    joined, passed = _joined(best, older)
    note = ""
    if passed:
        others = ", ".join(sorted(submission.file for submission in passed))
        note = f"more than one file was handed in; {best.file} is the newest and counts, not {others}"
    beside = tuple(Beside(other.file.rpartition("/")[2], other.path) for other in joined)
    return replace(best, note="; ".join(filter(None, (best.note, note))), joined=beside)


def _joined(best: Submission, older: list[Submission]) -> tuple[list[Submission], list[Submission]]:
    """Of the older files, those that answer exercises which no newer one does, and the rest."""
    if isinstance(best.path, Path) and not _is_file(best.path):
        return [], older
    answered = set(best.answered)
    joined: list[Submission] = []
    passed: list[Submission] = []
    for submission in older:
        more = {answer for answer in submission.answered if answer[0] == best.assignment} - answered
        is_script = submission.path.suffix == best.path.suffix == SCRIPT
        (joined if more and is_script else passed).append(submission)
        answered |= more if is_script else set()
    return joined, passed


def _is_file(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False


def _age(submission: Submission) -> tuple[float, int, str]:
    seconds = submission.hand_in.time.timestamp() if submission.hand_in else 0.0
    return seconds, _nanoseconds(submission.path), submission.file


def _nanoseconds(path: Path | Packed) -> int:
    try:
        return path.lstat().st_mtime_ns if isinstance(path, Path) else 0
    except OSError:
        return 0


def _is_released(path: Path | Packed, released: Collection[bytes]) -> bool:
    most = max(map(len, released), default=0) + 1
    try:
        return (path.read(most) if isinstance(path, Packed) else content_of(path, most)) in released
    except (OSError, Unreadable):
        return False
