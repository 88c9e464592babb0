"""Which tests are run on every Python, and which on the newest and the oldest alone; and what took longest."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
SHOWN = 12  # files in the table at the end of a session
# What runs under the students' interpreter, reads or words what Python and NumPy say, or rests on how either counts.
PORTABLE = [
    TESTS / "exercises",
    TESTS / "engine" / "author" / "demo",
    TESTS / "engine" / "book",
    TESTS / "engine" / "explain",
    TESTS / "engine" / "sandbox" / "inside",
    TESTS / "engine" / "suite",
    TESTS / "engine" / "testing",
]
# What would show a difference between the newest and the oldest: it rests on other libraries' releases, on how processes start, or tries
# very many wrong programs, of whose kinds of messages `explain/test_messages.py` tries each on every Python.
OLDEST = [
    TESTS / "engine" / "explain" / "test_naming.py",
    TESTS / "engine" / "explain" / "test_truth.py",
    TESTS / "engine" / "grade" / "test_engine.py",
    TESTS / "engine" / "gradebook" / "test_nbgrader.py",
    TESTS / "engine" / "nbgrader" / "test_autograde.py",
    TESTS / "engine" / "notebook",
    TESTS / "engine" / "practice" / "test_notebook.py",
    TESTS / "engine" / "render",
    TESTS / "engine" / "sandbox" / "inside" / "test_confinement.py",
    TESTS / "engine" / "suite" / "test_carried_forward.py",
    TESTS / "engine" / "suite" / "test_claims.py",
    TESTS / "engine" / "suite" / "test_memo.py",
    TESTS / "engine" / "suite" / "test_points.py",
    TESTS / "engine" / "suite" / "test_recorded.py",
    TESTS / "engine" / "suite" / "test_submission_option.py",
]
# The expressions of tox.ini, and the kinds of files that each leaves out, which are then not even imported.
LEFT_OUT = {
    "portable and not slow": {"oldest", "other"},
    "(portable or oldest) and not slow": {"other"},
    "not portable and not slow": {"portable"},
}


def kinds(path: Path) -> set[str]:
    """What a test file is, or what kinds of them may lie in a folder."""
    if any(path.is_relative_to(place) for place in OLDEST):
        return {"oldest"}
    found = {"oldest" for place in OLDEST if place.is_relative_to(path)}
    if any(path.is_relative_to(place) for place in PORTABLE):
        return {*found, "portable"}
    return {*found, *("portable" for place in PORTABLE if place.is_relative_to(path)), "other"}


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Pass over what the run's expression leaves out: importing every test file takes as long as running many."""
    return kinds(collection_path) <= LEFT_OUT.get(config.option.markexpr, set()) or None


def pytest_configure(config: pytest.Config) -> None:
    """Declare the marks; a room that was renamed must not drop out of them unseen."""
    config.addinivalue_line("markers", "portable: depends on the version of Python or NumPy")
    config.addinivalue_line("markers", "oldest: to be run on the newest and the oldest, and on none between")
    config.addinivalue_line("markers", "slow: takes so long that it is run by `tox run -e slow` alone")
    gone = [str(path) for path in [*PORTABLE, *OLDEST] if not path.exists()]
    if gone:
        raise pytest.UsageError(f"tests/conftest.py names what is not there: {', '.join(gone)}")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark by place, so that no new file of a portable room can be forgotten."""
    for item in items:
        for kind in kinds(item.path) - {"other"}:
            item.add_marker(kind)


def pytest_collection_finish(session: pytest.Session) -> None:
    """From here on processor time is counted."""
    session.config.processor_seconds = sum(os.times()[:4])


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Note a phase's processor time, that of the children it reaped included, where a report of xdist's workers keeps it."""
    report = yield
    so_far = sum(os.times()[:4])
    report.processor_seconds = so_far - item.config.processor_seconds
    item.config.processor_seconds = so_far
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The files that took longest, so that whoever makes one slow sees it."""
    seconds, processor = Counter(), Counter()
    for report in (report for reports in terminalreporter.stats.values() for report in reports):
        if isinstance(report, pytest.TestReport):
            file = report.nodeid.partition("::")[0]
            seconds[file] += report.duration
            processor[file] += getattr(report, "processor_seconds", 0.0)
    slowest = [(file, time) for file, time in seconds.most_common(SHOWN) if time >= 1]
    if slowest:
        terminalreporter.section("slowest files")
        for file, time in slowest:
            terminalreporter.line(f"{time:7.1f} s, of which {processor[file]:6.1f} s of processor  {file}")
