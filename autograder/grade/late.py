"""How late a file came, and what that costs: the course's policy, with the extension that a student has."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import datetime, timedelta

from autograder.course.late import DAY, HOUR, UNITS, LatePolicy
from autograder.final import Lateness
from autograder.result import points_text, round_half_up

from .exceptions import Exemption
from .intake import TimeSource


def lateness(
    policy: LatePolicy, assignment: str, submission: Mapping[str, str], maximum: float, exemption: Exemption
) -> Lateness | None:
    """What is taken off the score of a file; None where it came in time, or nobody knows when it came or was due.

    Args:
        submission: of the result: its `time`, ISO 8601, and `time_source`.
        maximum: of the assignment, which the penalty is a share of.
    """
    due = exemption.due or policy.due.get(assignment)
    if due is None or not submission.get("time"):
        return None
    # `fromisoformat` reads a "Z" only from Python 3.11 on.
    handed_in = datetime.fromisoformat(submission["time"].replace("Z", "+00:00"))
    seconds = int((handed_in - due - timedelta(seconds=exemption.extension_seconds)).total_seconds())
    # Within the grace it is in time; beyond it, late from the due date on, not from the end of the grace.
    if seconds <= policy.grace_minutes * 60:
        return None
    # Before the last day is looked at: a date that proves nothing must not cost everything either.
    if submission.get("time_source") == TimeSource.FILE.value and not policy.trust_file_dates:
        return Lateness(
            0.0, f"{span(seconds)} late by the file's own date, which costs nothing: a copy changes it", seconds
        )
    if policy.latest_days is not None and seconds > policy.latest_days * DAY:
        return Lateness(maximum, f"{span(seconds)} late, after the last day to hand in: no points", seconds)
    percent = min(math.ceil(seconds / UNITS[policy.per]) * policy.penalty_percent, policy.cap_percent)
    points = round_half_up(maximum * percent / 100)
    cost = f": {points_text(points)} points off ({percent:g} % of {points_text(maximum)})" if points else ""
    return Lateness(points, f"{span(seconds)} late{cost}", seconds)


def span(seconds: int) -> str:
    """A time as people say it, begun ones counted: "3 hours", "2 days"."""
    for unit, name in ((DAY, "day"), (HOUR, "hour"), (60, "minute")):
        if seconds > unit:
            count = math.ceil(seconds / unit)
            return f"{count} {name}{'s' * (count != 1)}"
    return f"{seconds} second{'s' * (seconds != 1)}"
