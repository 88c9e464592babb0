"""The command as a fork of a warm process, and a students' Python of the tests' own: without Matplotlib it is up soon, and known by its path."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.engine.warm.students import students_python


class Command:
    """One run of `autograder`."""

    def __init__(self, zygote: Zygote, pid: int) -> None:
        self._zygote, self.pid = zygote, pid

    def wait(self) -> int:
        """Its exit code, or the signal that ended it as a negative number."""
        return int(self._zygote.answer())


class Zygote:
    """Starts commands, one at a time."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("zygote.py"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},  # a process that forks has one thread
        )

    def start(self, arguments: list[str], environment: dict[str, str], log: Path) -> Command:
        """Start a command; wait for it before the next."""
        order = {"arguments": ["autograder", *arguments], "environment": environment, "log": str(log)}
        print(json.dumps(order), file=self._process.stdin, flush=True)
        return Command(self, int(self.answer()))

    def answer(self) -> str:
        """The next line that it says."""
        return self._process.stdout.readline()

    def close(self) -> None:
        """End it."""
        self._process.communicate()


@pytest.fixture(scope="session")
def zygote():
    """The warm process."""
    made = Zygote()
    yield made
    made.close()


@pytest.fixture(scope="session")
def python(tmp_path_factory):
    """The students' Python, whose path tells servers and workers."""
    return students_python(tmp_path_factory.mktemp("students") / "python")
