"""Answers from this process, where an earlier one did not survive some of the checks."""

from autograder.sandbox import LoadReport, TimedOut, Value
from autograder.suite.local import Local, Lossy

LATE = TimedOut("no answer within 5 seconds")


def test_a_check_that_was_lost_gets_no_answer_whatever_definition_is_asked():
    local = Local({"f": lambda: 2}, (), LoadReport(), draw=None, replaced={"f": [lambda: 1]})
    lossy = Lossy(local, {"f/test_one": ("timed_out", LATE.reason)})
    lossy.check = "f/test_one"
    assert (lossy.call("f"), lossy.draw("f"), lossy.earlier("f", 0).call("f")) == (LATE, LATE, LATE)
    lossy.check = "f/test_other"
    assert (lossy.call("f"), lossy.earlier("f", 0).call("f")) == (Value(2), Value(1))
