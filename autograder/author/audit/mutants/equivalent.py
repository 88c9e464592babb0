"""Mutants that are no mistakes: an author marks them in `equivalent.toml` beside the suites, each with the reason.

    [step_function]
    "2: return (0 < x).astype(int)" = "the same comparison from the other side"
    "2: return np.round(*" = "whole numbers stay what they are"

A star stands for any text.
"""

from __future__ import annotations

import difflib
import re
import sys

from autograder.course import Assignment
from autograder.errors import AutograderError

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

FILE = "equivalent.toml"


def marked(assignment: Assignment) -> dict[str, dict[str, str]]:
    """The reasons by exercise and change; nothing where there is no file.

    Raises:
        AutograderError: the file is not TOML, or holds something other than a reason for each change.
    """
    file = assignment.suite / FILE
    if not file.is_file():
        return {}
    try:
        marks: dict[str, dict[str, str]] = tomllib.loads(file.read_text(encoding="utf-8"))
        is_sound = all(isinstance(reason, str) and reason for reasons in marks.values() for reason in reasons.values())
    except (ValueError, AttributeError) as error:
        raise AutograderError(f"{file}: {error}") from None
    if not is_sound:
        raise AutograderError(f"{file}: each change needs a reason, as text")
    return marks


def fits(mark: str, changed: str) -> bool:
    """Whether a mark is of this change."""
    return re.fullmatch(".*".join(map(re.escape, mark.split("*"))), changed) is not None


def change(original: str, mutant: str) -> str:
    """What was changed in a function: the new lines with their numbers, or those that are gone with a minus sign."""
    before, after = original.splitlines(), mutant.splitlines()
    new: list[str] = []
    gone: list[str] = []
    # With `autojunk`, lines that are frequent in a long function would count for nothing.
    for kind, i, j, k, m in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            new += [f"{number + 1}: {after[number].strip()}" for number in range(k, m)]
            gone += [f"-{number + 1}: {before[number].strip()}" for number in range(i, j)]
    return "; ".join(new or gone)
