"""Live workers to attack, and a tiny class to grade hostile files in."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from autograder.grade.engine import Engine, Settings
from autograder.grade.intake import Submission
from autograder.grade.tasks import Graded, Task
from autograder.limits import Limits
from autograder.sandbox import Answer, Cell
from autograder.sandbox.server import Server
from autograder.sandbox.worker import Worker

# Patient where an attack ends by itself; elsewhere one limit is short and the other long, so that a busy machine fails no test.
PATIENT = Limits(call_cpu_seconds=5.0, call_wall_seconds=20.0, submission_cpu_seconds=30.0, memory_bytes=640 * 1024**2)
BUSY = Limits(call_cpu_seconds=0.3, call_wall_seconds=20.0, submission_cpu_seconds=30.0)
IDLE = Limits(call_cpu_seconds=5.0, call_wall_seconds=0.4, submission_cpu_seconds=30.0)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """One warm server for every test here: what one attack leaves behind, the next would meet."""
    with Server(None, PATIENT) as one:
        yield one


@pytest.fixture(scope="session")
def busy() -> Iterator[Server]:
    """The same with little processor time for a call."""
    with Server(None, BUSY) as one:
        yield one


@pytest.fixture(scope="session")
def idle() -> Iterator[Server]:
    """The same with little time on the clock for a call."""
    with Server(None, IDLE) as one:
        yield one


@pytest.fixture
def worker(server: Server, request: pytest.FixtureRequest) -> Callable[..., Worker]:
    """`worker(source, server=…)`: a live worker that has loaded `source`; closed when the test ends."""

    def start(source: str | bytes, *, server: Server = server) -> Worker:
        content = source if isinstance(source, bytes) else textwrap.dedent(source).encode()
        one = Worker(server, (Cell("submission.py", content),))
        request.addfinalizer(one.close)
        return one

    return start


@pytest.fixture
def attack(worker: Callable[..., Worker]) -> Callable[..., Answer]:
    """`attack(source, *args)`: the answer of the function `f` that `source` defines, in a worker of its own."""
    return lambda source, *args, **more: worker(source, **more).call("f", *args)


@pytest.fixture(scope="session")
def grade_tiny(tiny_course_type: type, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Graded]]:
    """`grade_tiny(source)`: what became of a file graded against the tiny course, in an engine that all tests share."""
    folder = tmp_path_factory.mktemp("tiny")
    course = tiny_course_type(folder / "course")
    course.edit("course.toml", "call_cpu_seconds = 2", "call_cpu_seconds = 0.3")
    engine = Engine(Settings(course.read(), None, False))

    def grade(source: str | bytes) -> Graded:
        content = source if isinstance(source, bytes) else textwrap.dedent(source).encode()
        reply = engine.submit(Task(Submission("ada", "ch09_tiny", Path("ada.py"), "ada.py"), content))
        assert isinstance(reply, Graded), reply
        return reply

    yield grade
    engine.close()
