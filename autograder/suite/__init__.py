"""Running checks: pytest collects the suites once, then runs them on one submission after another."""

from .checks import Check, Suite
from .runner import Runner
from .student import Answers, Call, Fault, Functions, NoAnswer, Reference, Student, load_reference

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
