"""Blackboard: "Homework 1_ada_attempt_2026-10-05-14-33-21_hw.py", and a receipt "Homework 1_ada_attempt_2026-10-05-14-33-21.txt".

The first "_attempt_" with a time counts: what follows it is the student's own. Where a user name has underscores, the receipt tells it from the
assignment's title.
"""

from __future__ import annotations

import re

from ..tree import File, Folder
from .claim import Claim, Reading, Student, hand_in, parsed

NAME = re.compile(r"(?P<handle>(?P<title>.+?)_attempt_(?P<time>\d{4}(?:-\d\d){5}))(?:_(?P<file>.+)|\.txt)", re.DOTALL)
RECEIPT = re.compile(r"^[^:\n]+: (?P<name>[^\n]*) \((?P<user>[^()\n]+)\)\r?$", re.MULTILINE)
RECEIPT_BYTES = 2_000


def read(folder: Folder) -> Reading | None:
    """Whose the entries of a download are."""
    found = {name: match for name in (*folder.folders, *folder.files) if (match := NAME.fullmatch(name))}
    receipts = {
        match["title"]: _receipt(folder.files[name])
        for name, match in found.items()
        if _is_receipt(name, match, folder)
    }
    claims = tuple(
        _claim(name, match, receipts) for name, match in found.items() if not _is_receipt(name, match, folder)
    )
    extra = frozenset(name for name, match in found.items() if _is_receipt(name, match, folder))
    return Reading("Blackboard", claims, extra) if found else None


def _is_receipt(name: str, match: re.Match[str], folder: Folder) -> bool:
    return not match["file"] and name in folder.files


def _receipt(file: File) -> tuple[str, str]:
    """(user name, full name) of a receipt's first line, "Name: Ada Lovelace (ada)"."""
    match = RECEIPT.match(file.read(RECEIPT_BYTES).decode("utf-8-sig", "replace"))
    return (match["user"].strip(), match["name"].strip()) if match else ("", "")


def _claim(name: str, match: re.Match[str], receipts: dict[str, tuple[str, str]]) -> Claim:
    user, full = receipts.get(match["title"], ("", ""))
    if not match["title"].endswith(f"_{user}") or not user:
        user = match["title"].rpartition("_")[2]
    time = hand_in(parsed(match["time"], "%Y-%m-%d-%H-%M-%S"))
    keys = tuple(filter(None, (user, full)))
    return Claim(name, (Student(user, keys),), match["file"] or "", match["handle"], time, attempt=match["time"])
