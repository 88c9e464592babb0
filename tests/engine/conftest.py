"""A tiny made-up course that tests can bend, and a student's kit of the real one."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from autograder.__main__ import main
from autograder.course import Course
from autograder.course.folder import find_course
from autograder.sandbox import server
from tests.engine.warm.jobs import WARM
from tests.engine.warm.servers import COLD, Nursery

COURSE = Path(__file__).parents[2]
STUB = "    # YOUR CODE HERE\n    raise NotImplementedError()"

CHAPTER = '''\
# %% [markdown] lang="en"
# # Chapter 9: A tiny one
#
# Two small functions.

# %% [markdown] lang="zh"
# # 第九章

# %%
import numpy as np

# %% [markdown] lang="en"
# ## Twice
#
# Three becomes six.

# %% exercise="double" points=2
def double(x):
    """Twice the values of x.

    Args:
        x: an array of any shape.
    Returns:
        An array of the same shape.
    """
    ### BEGIN SOLUTION
    result = x + x
    return result
    ### END SOLUTION


# %% [markdown] hints="double" lang="en"
# 1. What is three
#    and three?
# 2. Add x to itself.

# %% exercise="floor" points=1
def floor(x, low):
    """The values of x, but none below low."""
    ### BEGIN SOLUTION
    # The larger of the two, element by element.
    raised = np.maximum(x, low)
    raised = raised + 0.0
    return raised
    ### END SOLUTION
'''

DOUBLE = '''\
"""Checks of `double`."""

import numpy as np
import pytest

from autograder.testing import assert_close


@pytest.mark.hint("Add x to itself.")
def test_example(student):
    """doubles three numbers"""
    assert_close(student.double(np.array([1.0, 2.0, 3.0])), [2.0, 4.0, 6.0])


def test_random(student, reference, rng):
    """doubles random numbers"""
    x = rng.uniform(3.0, 4.0, size=2)
    assert_close(student.double(x), reference.double(x))


### BEGIN HIDDEN TESTS
@pytest.mark.weight(2)
@pytest.mark.hint("The sign is part of the number.")
def test_negative(student):
    """keeps the sign of negative numbers"""
    x = np.array([-1.0, -0.5])
    expected = np.array([-2.0, -1.0])
    assert_close(student.double(x), expected)
### END HIDDEN TESTS
'''

FLOOR = '''\
"""Checks of `floor`."""

import numpy as np

from autograder.testing import assert_close


def test_example(student):
    """raises what is too low"""
    assert_close(student.floor(np.array([1.0, 5.0]), 2.0), [2.0, 5.0])


### BEGIN HIDDEN TESTS
def test_below_zero(student):
    """works on both sides of zero"""
    assert_close(student.floor(np.array([-4.0, 1.0]), -2.0), [-2.0, 1.0])
### END HIDDEN TESTS
'''

MISCONCEPTIONS = '''\
"""Wrong answers worth recognising in the tiny chapter."""

import numpy as np

from autograder.testing import misconception


@misconception("double", fails=["test_example", "test_random", "test_negative"])
def squares(x):
    """Squaring is not doubling: 3 becomes 9 that way, not 6."""
    return x * x


@misconception("double", fails=["test_example", "test_random", "test_negative"], varies=True)
def of_this_version(x):
    """What this gives depends on the version of NumPy."""
    return np.zeros(int(np.__version__[0]))


@misconception("floor", fails=["test_below_zero"])
def sign_lost(x, low):
    """The sign was dropped before the comparison."""
    return np.maximum(np.abs(x), low)
'''

FILES = {
    "course.toml": 'title = "A tiny course"\n\n[limits]\ncall_cpu_seconds = 2\n',
    "solutions/ch09_tiny.py": CHAPTER,
    "tests/exercises/ch09_tiny/test_double.py": DOUBLE,
    "tests/exercises/ch09_tiny/test_floor.py": FLOOR,
    "tests/exercises/ch09_tiny/misconceptions.py": MISCONCEPTIONS,
}


class TinyCourse:
    """The folder of a course with one chapter, `ch09_tiny`, of two exercises, `double` and `floor`."""

    chapter = "solutions/ch09_tiny.py"
    suite = "tests/exercises/ch09_tiny/test_double.py"
    other_suite = "tests/exercises/ch09_tiny/test_floor.py"
    misconceptions = "tests/exercises/ch09_tiny/misconceptions.py"

    def __init__(self, root: Path) -> None:
        self.root = root
        for name, text in FILES.items():
            self.write(name, text)

    def write(self, name: str, text: str) -> Path:
        """Write a file below the course's folder."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace `old`, which must be there, once."""
        text = (self.root / name).read_text(encoding="utf-8")
        assert old in text
        self.write(name, text.replace(old, new, 1))

    def line(self, name: str, wanted: str, occurrence: int = 1) -> int:
        """The number of the line that holds `wanted`."""
        lines = (self.root / name).read_text(encoding="utf-8").split("\n")
        return [number for number, line in enumerate(lines, 1) if wanted in line][occurrence - 1]

    def read(self) -> Course:
        """The course as the engine reads it."""
        return find_course(self.root)


@pytest.fixture(scope="session", autouse=True)
def ctrl_c_is_heard() -> Iterator[None]:
    """What a shell starts in the background ignores Ctrl-C, and so would every command that the tests start and stop."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture(scope="session", autouse=True)
def warm_servers() -> Iterator[None]:
    """Sandbox servers cost a fork, not an import of NumPy and Matplotlib."""
    if not hasattr(os, "pidfd_open"):
        yield
        return
    nursery = Nursery()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(server, "_start", nursery.start)
        yield
    nursery.close()


@pytest.fixture(scope="session", autouse=True)
def warm_jobs() -> Iterator[None]:
    """Job processes cost a fork, not an import of NumPy, pytest and the engine."""
    with pytest.MonkeyPatch.context() as patch:
        if importlib.util.find_spec("nbformat"):  # of the extra that grading needs
            patch.setattr("autograder.grade.pool.multiprocessing", WARM)
        yield


@pytest.fixture
def cold_servers(monkeypatch: pytest.MonkeyPatch) -> None:
    """For tests about how a server starts: each is a Python of its own."""
    monkeypatch.setattr(server, "_start", COLD)


@pytest.fixture(autouse=True)
def main_module_stays() -> Iterator[None]:
    """A loader puts a submission in the place of `__main__`, which every process that is spawned later would look for."""
    before = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = before


@pytest.fixture
def tiny_course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TinyCourse:
    """A course in a folder of its own."""
    monkeypatch.delenv("AUTOGRADER_COURSE", raising=False)
    return TinyCourse(tmp_path / "course")


@pytest.fixture(scope="session")
def tiny_course_type() -> type[TinyCourse]:
    """For fixtures that live longer than a test and make a tiny course of their own."""
    return TinyCourse


class StudentKit:
    """The kit of the real course, and what a student does with it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        shutil.copytree(COURSE / "exercises", root, ignore=shutil.ignore_patterns("__pycache__"))
        unpacked = 1_700_000_000
        for path in root.rglob("*"):
            os.utime(path, (unpacked, unpacked))

    def answer(self, name: str, **bodies: str) -> Path:
        """Fill in functions of the Python file `name`: `sigmoid="return x"`."""
        path = self.root / name
        text = path.read_text(encoding="utf-8")
        for function, body in bodies.items():
            start = text.index(STUB, text.index(f"def {function}("))
            text = text[:start] + "    " + body.replace("\n", "\n    ") + text[start + len(STUB) :]
        path.write_text(text, encoding="utf-8")
        return path

    def solve(self, assignment: str) -> Path:
        """Put the course's own solutions in place of an assignment's Python file."""
        text = (COURSE / "solutions" / f"{assignment}.py").read_text(encoding="utf-8")
        return self.write(f"{assignment}.py", re.sub(r"    ### (BEGIN|END) SOLUTION\n", "", text))

    def limit(self, name: str, value: float) -> None:
        """Set one of the limits that the kit carries."""
        path = self.root / "kit.toml"
        text = re.sub(rf"^{name} = .*$", f"{name} = {value}", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        path.write_text(text, encoding="utf-8")

    def write(self, name: str, text: str) -> Path:
        """A file of the student's own."""
        path = self.root / name
        path.write_text(text, encoding="utf-8")
        return path


@pytest.fixture
def student_kit(tmp_path: Path) -> StudentKit:
    """A fresh kit."""
    return StudentKit(tmp_path / "kit")


@pytest.fixture
def autograder_here(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Callable[..., tuple]:
    """`autograder_here("check", folder=…)`: a command in this process, which has its imports; (exit code, output, errors)."""

    def run(*arguments: str, folder: Path, **environment: str) -> tuple[int, str, str]:
        monkeypatch.chdir(folder)
        monkeypatch.setattr(sys, "argv", ["autograder", *arguments])
        for name in ("AUTOGRADER_COURSE", "TERM", "COLUMNS"):
            monkeypatch.delenv(name, raising=False)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        capfd.readouterr()
        before = signal.getsignal(signal.SIGTERM)
        try:
            with pytest.raises(SystemExit) as ended:
                main()
        finally:
            signal.signal(signal.SIGTERM, before)
        return ended.value.code or 0, *capfd.readouterr()

    return run
