"""A call that uses more time than it may is noticed while it runs."""

import time
from dataclasses import replace

import pytest

from autograder.limits import Limits
from autograder.sandbox import LoadReport, TimedOut, Value
from autograder.suite.local import Local
from autograder.suite.overtime import Overtime, interrupt_main

# Each with room for a machine that is busy elsewhere.
BUSY, IDLE = Limits(call_cpu_seconds=0.2, call_wall_seconds=60.0), Limits(call_cpu_seconds=20.0, call_wall_seconds=0.4)


def spin():
    while True:
        pass


def sleep():
    time.sleep(60)


def stubborn():
    end = time.process_time() + 1.2
    while time.process_time() < end:
        try:
            spin()
        except BaseException:  # noqa: BLE001 - as a student may write it
            continue
    return 1


@pytest.fixture
def ask():
    """Calls a function under a watch that interrupts it."""
    watches = []

    def ask(function, limits=BUSY):
        watches.append(Overtime(limits, interrupt_main, wall=True))
        local = Local({"f": function}, (), LoadReport(), draw=None, passing=(KeyboardInterrupt,), watch=watches[-1])
        return local.call("f")

    yield ask
    for watch in watches:
        watch.close()


@pytest.mark.parametrize(
    ("function", "limits", "reason"),
    [
        (spin, BUSY, "still running after 0.2 s of processor time"),
        (sleep, IDLE, "no answer within 0.4 seconds"),
        (stubborn, BUSY, "still running after 0.2 s of processor time"),
    ],
)
def test_a_call_that_does_not_end_is_interrupted(ask, function, limits, reason):
    assert ask(function, limits) == TimedOut(reason)


def test_a_call_that_ends_in_time_is_left_alone(ask):
    assert ask(lambda: 3) == Value(3)


def test_a_persons_own_interrupt_goes_through(ask):
    def interrupted():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ask(interrupted)


def test_time_between_calls_counts_for_none(ask):
    watch = Overtime(replace(IDLE, call_wall_seconds=0.2), interrupt_main, wall=True)
    time.sleep(0.5)
    with watch:
        pass
    watch.close()
    assert watch.reason == ""
