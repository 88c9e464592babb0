"""One submission for each student and assignment, of however many files."""

from __future__ import annotations

import stat
from collections.abc import Collection, Iterable
from dataclasses import replace
from pathlib import Path

from autograder.companions import MODULES, imported
from autograder.notebook import Unreadable

from .archives import Packed
from .reading import SCRIPT, content_of
from .submission import Beside, Submission

READ_BYTES = 1_000_000  # of a file, for what it imports


def newest(submissions: Iterable[Submission], released: Collection[bytes] = ()) -> list[Submission]:
    """One submission for each student and assignment: the newest file, with older ones that answer what it does not.

    A file just as it was `released` counts only where there is no other: who hands in the whole kit worked in one form of it. A script
    that another file imports is a part of that one, however new it is, unless it answers anew what that one does.
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
    modules = _modules(group)
    whole = [submission for submission in group if submission.path not in modules] or group
    best = _without_newer(max(whole, key=_age), group)
    older = [submission for submission in whole if submission is not best]
    others = [submission for submission in group if submission is not best]
    joined, passed = _joined(best, sorted(others, key=_age, reverse=True))
    passed = [submission for submission in passed if submission in older]
    note = ""
    if passed:
        names = ", ".join(sorted(submission.file for submission in passed))
        note = f"more than one file was handed in; {best.file} is the newest and counts, not {names}"
    beside = tuple(Beside(other.file.rpartition("/")[2], other.path) for other in joined)
    return replace(best, note="; ".join(filter(None, (best.note, note))), joined=beside)


def _modules(group: list[Submission]) -> list[Path | Packed]:
    """The files of a group that others of it import."""
    found: list[Path | Packed] = []
    for submission in group[:MODULES]:
        names = imported(_start(submission.path, READ_BYTES), [beside.name for beside in submission.beside])
        found += (
            beside.path for beside in submission.beside if beside.name in names and beside.path != submission.path
        )
    return found


def _without_newer(best: Submission, group: list[Submission]) -> Submission:
    """The file itself, or a newer one of the group whose answers would not count in it."""
    while newer := [
        submission for submission in group if _when(submission) > _when(best) and _replaces(submission, best)
    ]:
        best = max(newer, key=_age)
    return best


def _replaces(newer: Submission, file: Submission) -> bool:
    """Whether a newer file holds other answers to the same exercises, and nothing is lost where it counts."""
    own, new = (
        {answer for answer in submission.answered if answer[0] == file.assignment} for submission in (file, newer)
    )
    # Of two scripts, the older gives what the newer does not answer; of a notebook nothing is taken over.
    is_script = file.path.suffix == newer.path.suffix == SCRIPT
    return bool(new) and (own <= new or (is_script and not own.isdisjoint(new)))


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
    return *_when(submission), submission.file


def _when(submission: Submission) -> tuple[float, int]:
    seconds = submission.hand_in.time.timestamp() if submission.hand_in else 0.0
    return seconds, _nanoseconds(submission.path)


def _nanoseconds(path: Path | Packed) -> int:
    try:
        return path.lstat().st_mtime_ns if isinstance(path, Path) else 0
    except OSError:
        return 0


def _is_released(path: Path | Packed, released: Collection[bytes]) -> bool:
    return _start(path, max(map(len, released), default=0) + 1) in released


def _start(path: Path | Packed, most: int) -> bytes:
    """At most so many bytes of a file; none of what cannot be read."""
    try:
        return path.read(most) if isinstance(path, Packed) else content_of(path, most)
    except (OSError, Unreadable):
        return b""
