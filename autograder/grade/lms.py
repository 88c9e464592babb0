"""The names under which learning platforms hand out a class's files: whose they are, the same for every assignment."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

# "Ada Lovelace_12345_assignsubmission_file_": a folder, or the beginning of a file's name. The number is another for each assignment.
MOODLE = re.compile(r"(?P<name>.+?)_(?P<number>\d+)_assignsubmission_[a-z]+_?(?P<file>.*)")
# "lovelaceada_LATE_123_4567_homework": the first number is the student's, the second the submission's.
CANVAS = re.compile(r"(?P<name>[^\d_]+)(?:_late)?_(?P<number>\d{3,})_\d{3,}_(?P<file>.+)", re.IGNORECASE)


class Owners:
    """Tells whose a file or folder is. `paths` are all that were found: two people of one name keep Moodle's numbers."""

    def __init__(self, paths: Iterable[Path]) -> None:
        numbers: dict[str, set[str]] = defaultdict(set)
        for path in paths:
            for part in path.parts[-3:]:
                if found := MOODLE.fullmatch(part):
                    numbers[f"{path.parts[: path.parts.index(part)]}{found['name']}"].add(found["number"])
        self._shared = {number for several in numbers.values() if len(several) > 1 for number in several}

    def split(self, name: str) -> tuple[str, str]:
        """(student, the file's own name) of a name that a platform made; ("", the name) of any other."""
        if found := MOODLE.fullmatch(name):
            number = f"_{found['number']}" if found["number"] in self._shared else ""
            return found["name"] + number, found["file"]
        if found := CANVAS.fullmatch(name):
            return f"{found['name']}_{found['number']}", found["file"]
        return "", name
