"""`[late]` in `course.toml`: when assignments are due, and what it costs to be late."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from autograder.errors import AutograderError

HOUR, DAY = 3600, 86_400
UNITS = {"hour": HOUR, "day": DAY}
KEYS = ("due", "grace_minutes", "penalty_percent", "per", "cap_percent", "latest_days", "trust_file_dates")


@dataclass(frozen=True)
class LatePolicy:
    """What a course says of late work.

    Attributes:
        due: when each assignment is due; one without a date is never late.
        grace_minutes: so late is still in time.
        penalty_percent: of the assignment's maximum, for each day or hour begun after the due date.
        per: "day" or "hour".
        cap_percent: the most that is taken off.
        latest_days: after the due date; later files score 0. None for no limit.
        trust_file_dates: whether a file's own date, which a copy changes, may cost points.
    """

    due: Mapping[str, datetime] = field(default_factory=dict)
    grace_minutes: float = 0.0
    penalty_percent: float = 0.0
    per: str = "day"
    cap_percent: float = 100.0
    latest_days: float | None = None
    trust_file_dates: bool = False


def late_policy(table: object, path: Path) -> LatePolicy:
    """The `[late]` table of the file at `path`.

    Raises:
        AutograderError: a key is unknown or a value makes no sense.
    """
    if not isinstance(table, dict):
        raise AutograderError(f"{path}: `late` must be a table that starts with [late]")
    for key in table:
        if key not in KEYS:
            raise AutograderError(f"{path}: unknown key `late.{key}`; the keys are {', '.join(KEYS)}")
    per = table.get("per", "day")
    if per not in UNITS:
        raise AutograderError(f'{path}: `late.per` must be "day" or "hour", not {per!r}')
    trusted = table.get("trust_file_dates", False)
    if not isinstance(trusted, bool):
        raise AutograderError(f"{path}: `late.trust_file_dates` must be true or false, not {trusted!r}")
    latest = table.get("latest_days")
    return LatePolicy(
        due=_due(table.get("due", {}), path),
        grace_minutes=_number(table, "grace_minutes", 0.0, path),
        penalty_percent=_number(table, "penalty_percent", 0.0, path, most=100),
        per=str(per),
        cap_percent=_number(table, "cap_percent", 100.0, path, most=100),
        latest_days=None if latest is None else _number(table, "latest_days", 0.0, path),
        trust_file_dates=trusted,
    )


def refuse_unknown_assignments(policy: LatePolicy, assignments: Collection[str], path: Path) -> None:
    """A due date of an assignment that is not there is a misspelt name, and a student's penalty lost or given."""
    for name in policy.due:
        if name not in assignments:
            raise AutograderError(
                f"{path}: `late.due.{name}` is no assignment; the course has {', '.join(assignments)}"
            )


def _due(table: object, path: Path) -> dict[str, datetime]:
    if not isinstance(table, dict):
        raise AutograderError(f"{path}: `late.due` must be a table with a date for each assignment")
    for name, value in table.items():
        # TOML also has dates without a time and times without an offset, which are another moment on each machine.
        if not isinstance(value, datetime) or value.tzinfo is None:
            raise AutograderError(
                f"{path}: `late.due.{name}` must be a date with its time and offset, such as 2026-10-01T23:59:00+02:00"
            )
    return table


def _number(table: dict[str, Any], key: str, default: float, path: Path, most: float = math.inf) -> float:
    value = table.get(key, default)
    # TOML's true is a bool, which Python counts as an integer; its nan fails each comparison, and so the range.
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not (0 <= value <= most) or value == math.inf:
        upper = f" to {most:g}" if most < math.inf else ", not negative"
        raise AutograderError(f"{path}: `late.{key}` must be a number from 0{upper}, not {value!r}")
    return float(value)
