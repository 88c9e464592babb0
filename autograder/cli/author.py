"""`autograder build` and `autograder audit`."""

from __future__ import annotations

import typer


def add_to(app: typer.Typer) -> None:
    """Register the author's commands."""
