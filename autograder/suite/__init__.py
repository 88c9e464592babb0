"""Running checks: pytest collects the suites once, then runs them on one submission after another."""

from autograder.explain.call import Call, NoAnswer

from .checks import Check, Suite
from .proxy import Answers, Fault, Functions, Reference, Student, load_reference
from .runner import Runner

__all__ = [
    "Answers",
    "Call",
    "Check",
    "Fault",
    "Functions",
    "NoAnswer",
    "Reference",
    "Runner",
    "Student",
    "Suite",
    "load_reference",
]
