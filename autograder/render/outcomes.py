"""A check's outcome in a word."""

from __future__ import annotations

from autograder.result import Outcome

OUTCOME_WORDS = {
    Outcome.PASSED: "passed",
    Outcome.FAILED: "failed",
    Outcome.CRASHED: "the program ended",
    Outcome.TIMED_OUT: "out of time",
    Outcome.MISSING: "not defined",
}
