"""How late a file came, and what that costs."""

from datetime import datetime, timezone

import pytest

from autograder.course.late import LatePolicy
from autograder.grade.exceptions import NONE, Exemption
from autograder.grade.late import lateness, span

DUE = datetime(2026, 10, 1, 22, 0, tzinfo=timezone.utc)
POLICY = LatePolicy({"ch02": DUE}, grace_minutes=10, penalty_percent=10, cap_percent=50, latest_days=7)


def late(time, policy=POLICY, exemption=NONE, source="platform", assignment="ch02", maximum=20.0):
    submission = {"time": time, "time_source": source} if time else {}
    return lateness(policy, assignment, submission, maximum, exemption)


@pytest.mark.parametrize(
    ("time", "points"),
    [
        ("2026-10-01T21:00:00Z", None),
        ("2026-10-01T22:10:00Z", None),  # within the grace
        ("2026-10-01T22:10:01Z", 2.0),
        ("2026-10-02T00:10:01+02:00", 2.0),  # the same moment elsewhere
        ("2026-10-02T22:00:00Z", 2.0),
        ("2026-10-02T22:00:01Z", 4.0),
        ("2026-10-07T22:00:00Z", 10.0),  # six days would be 12: capped
        ("2026-10-08T22:00:00Z", 10.0),
        ("2026-10-08T22:00:01Z", 20.0),  # after the last day nothing counts
        ("", None),
    ],
)
def test_each_begun_day_costs_a_share_of_the_maximum_up_to_the_cap_and_the_last_day(time, points):
    found = late(time)
    assert (found and found.points) == points


def test_hours_are_counted_where_the_policy_says_so():
    by_hour = LatePolicy({"ch02": DUE}, penalty_percent=1, per="hour")
    assert late("2026-10-02T00:30:00Z", by_hour).points == 0.6
    assert late("2026-10-02T00:30:00Z", by_hour).reason == "3 hours late: 0.6 points off (3 % of 20)"


def test_without_a_due_date_nothing_is_late_and_without_a_penalty_it_costs_nothing():
    assert late("2030-01-01T00:00:00Z", assignment="ch03") is None
    free = late("2026-10-02T00:00:00Z", LatePolicy({"ch02": DUE}))
    assert (free.points, free.reason, free.seconds) == (0.0, "2 hours late", 7200)


def test_an_extension_moves_the_due_date_by_a_span_or_to_a_day_of_its_own():
    assert late("2026-10-03T21:00:00Z", exemption=Exemption(extension_seconds=2 * 86_400)) is None
    assert late("2026-10-09T00:00:00Z", exemption=Exemption(due=datetime(2026, 10, 9, tzinfo=timezone.utc))) is None
    assert late("2026-10-04T21:00:00Z", exemption=Exemption(extension_seconds=2 * 86_400)).points == 2.0


def test_a_files_own_date_costs_nothing_unless_the_course_trusts_it():
    found = late("2026-10-02T21:00:00Z", source="file")
    assert found.points == 0 and "by the file's own date, which costs nothing" in found.reason
    trusting = LatePolicy({"ch02": DUE}, penalty_percent=10, trust_file_dates=True)
    assert late("2026-10-02T21:00:00Z", trusting, source="file").points == 2.0


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(1, "1 second"), (60, "60 seconds"), (61, "2 minutes"), (3601, "2 hours"), (86_401, "2 days"), (90_000, "2 days")],
)
def test_a_span_is_said_as_people_say_it(seconds, words):
    assert span(seconds) == words
