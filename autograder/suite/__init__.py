"""Running checks: pytest collects the suites once, then runs them on one submission after another."""

from .checks import Check, Suite
from .proxy import Answers, Fault, Functions, Reference, Student, load_reference
from .runner import Runner

__all__ = [
    "Answers",
    "Check",
    "Fault",
    "Functions",
    "Reference",
    "Runner",
    "Student",
    "Suite",
    "load_reference",
]
