"""Under which names Moodle and Canvas take files back: those that they gave a student's file, with the number that tells whose it is."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

# Moodle's importer of feedback files splits a folder's or file's name at underscores: name, participant, kind of plugin, plugin.
MOODLE = re.compile(r"(?P<name>[^_]+_(?P<number>\d+)_assignsubmission_[a-z]+)(?:_.*)?", re.DOTALL)
# Canvas's takes the first two numbers between underscores for the user and the file that was handed in.
CANVAS = re.compile(r"(?P<prefix>[^_]+(?:_LATE)?_\d+_\d+)_.+", re.DOTALL | re.IGNORECASE)


def moodle_participant(file: str) -> str:
    """The participant's number in the path of a file from Moodle; "" in any other."""
    found = _moodle(file)
    return found["number"] if found else ""


def moodle_name(file: str, assignment: str) -> str:
    """The path in the zip of the student's feedback; "" for a file that is not from Moodle."""
    found = _moodle(file)
    return f"{found['name']}_/{assignment}-feedback.html" if found else ""


def canvas_name(file: str, assignment: str) -> str:
    """The name in the zip of the student's feedback; "" for a file that is not from Canvas."""
    found = CANVAS.fullmatch(PurePosixPath(file).name)
    return f"{found['prefix']}_{assignment}-feedback.html" if found else ""


def _moodle(file: str) -> re.Match[str] | None:
    return next((found for part in PurePosixPath(file).parts if (found := MOODLE.fullmatch(part))), None)
