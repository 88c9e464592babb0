"""Which tests are run on every Python, and which on the newest and the oldest alone."""

from __future__ import annotations

from pathlib import Path

import pytest

TESTS = Path(__file__).parent
# What runs under the students' interpreter, reads or words what Python and NumPy say, or rests on how either counts.
PORTABLE = [
    TESTS / "exercises",
    TESTS / "engine" / "author" / "demo",
    TESTS / "engine" / "book",
    TESTS / "engine" / "explain",
    TESTS / "engine" / "grade" / "test_engine.py",  # job processes, which each Python starts its own way
    TESTS / "engine" / "sandbox" / "inside",
    TESTS / "engine" / "sandbox" / "test_notebook.py",
    TESTS / "engine" / "suite",
    TESTS / "engine" / "testing",
]


def pytest_configure(config: pytest.Config) -> None:
    """Declare the mark; a room that was renamed must not drop out of it unseen."""
    config.addinivalue_line("markers", "portable: depends on the version of Python or NumPy")
    gone = [str(path) for path in PORTABLE if not path.exists()]
    if gone:
        raise pytest.UsageError(f"tests/conftest.py names what is not there: {', '.join(gone)}")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark by place, so that no new file of a portable room can be forgotten."""
    for item in items:
        if any(item.path.is_relative_to(place) for place in PORTABLE):
            item.add_marker(pytest.mark.portable)
