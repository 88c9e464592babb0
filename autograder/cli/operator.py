"""`autograder doctor` and `autograder demo`."""

from __future__ import annotations

import typer


def add_to(app: typer.Typer) -> None:
    """Register the operator's commands."""
