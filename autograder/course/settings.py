"""`course.toml`: the title of a course, its limits, which its kit repeats, and what it says of late work."""

from __future__ import annotations

import math
import sys
from collections.abc import Collection
from dataclasses import fields
from pathlib import Path
from typing import Any, TypeVar

from autograder.errors import AutograderError
from autograder.limits import Limits, NotebookLimits

from .late import LatePolicy, late_policy

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

FILE = "course.toml"

Table = TypeVar("Table", Limits, NotebookLimits)


def read(path: Path) -> tuple[str, Limits, NotebookLimits, LatePolicy]:
    """(title, limits, limits of an instructor's other notebooks, late policy) of the `course.toml` at `path`."""
    try:
        settings = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise AutograderError(f"{path} cannot be read: {error}") from None
    _refuse_unknown(settings, ("title", "limits", "notebooks", "late"), path)
    title = settings.get("title")
    if not isinstance(title, str) or not title.strip():
        raise AutograderError(f'{path}: `title` must be the name of the course, such as title = "Deep learning"')
    notebooks = _table(NotebookLimits, "notebooks", settings, path)
    return title, limits(settings.get("limits", {}), path), notebooks, late_policy(settings.get("late", {}), path)


def limits(table: object, path: Path) -> Limits:
    """The limits in the `[limits]` table of the file at `path`; what it leaves out has its usual value.

    Raises:
        AutograderError: a key is unknown or a value is no sensible limit.
    """
    return _table(Limits, "limits", {"limits": table}, path)


def _table(kind: type[Table], key: str, settings: dict[str, Any], path: Path) -> Table:
    table = settings.get(key, {})
    if not isinstance(table, dict):
        raise AutograderError(f"{path}: `{key}` must be a table that starts with [{key}]")
    _refuse_unknown(table, [field.name for field in fields(kind)], path, f"{key}.")
    values: dict[str, Any] = {name: _limit(f"{key}.{name}", value, path) for name, value in table.items()}
    return kind(**values)


def _limit(name: str, value: object, path: Path) -> float:
    whole = name.endswith("_bytes")
    if isinstance(value, bool) or not isinstance(value, int if whole else (int, float)):
        raise AutograderError(f"{path}: `{name}` must be a {'whole ' if whole else ''}number, not {value!r}")
    if not 0 < value < math.inf:
        raise AutograderError(f"{path}: `{name}` must be more than 0 and finite, not {value!r}")
    return value if whole else float(value)


def _refuse_unknown(table: dict[str, Any], known: Collection[str], path: Path, prefix: str = "") -> None:
    for key in table:
        if key not in known:
            raise AutograderError(f"{path}: unknown key `{prefix}{key}`; the keys are {', '.join(known)}")
