"""`--allow-unconfined`, said so that nobody misses it: before a run and after it; records, pages and notebooks say it themselves."""

from __future__ import annotations

from autograder.result import Environment

from .console import warning_line

REACH = {
    "none": "it can read, change and send whatever you can",
    "partial": "a part of what would stop it is missing",
}


def announce(*, allowed: bool) -> None:
    """Warn before a run that goes on where student code is not confined; nothing where it is, or where the run will stop for it."""
    from autograder.sandbox import policy

    machine = policy.available()
    if allowed and machine.missing:
        warning_line(
            f"student code is about to run with {_level(machine.level)}: {REACH[machine.level]}. "
            f"This machine lacks {'; '.join(machine.missing)}"
        )


def conclude(environment: Environment) -> None:
    """Warn once more when it has run."""
    if environment.confinement != "full":
        warning_line(
            f"student code has run with {_level(environment.confinement)}: {REACH[environment.confinement]}. "
            "Each record, page and notebook says so"
        )


def _level(confinement: str) -> str:
    return {"none": "NO CONFINEMENT", "partial": "PARTIAL CONFINEMENT"}[confinement]  # in capitals, for who skims a log
