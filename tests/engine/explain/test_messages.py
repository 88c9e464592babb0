"""What a beginner reads, mistake by mistake: one small submission each, graded as in a class, the messages in one readable file.

They answer a small course of the tests' own, in `course/`: what changes in the real one changes no message here.
"""

import dataclasses
import os
import re
import textwrap
from pathlib import Path

import pytest

from autograder.course.folder import find_course
from autograder.explain.loading import warnings
from autograder.explain.wording import text
from autograder.sandbox import Cell
from autograder.sandbox.server import Server
from autograder.sandbox.worker import Worker
from autograder.suite import Runner

COURSE = Path(__file__).with_name("course")
MISTAKES = Path(__file__).with_name("mistakes")
GOLDEN = Path(__file__).with_name("messages.golden.txt")


@pytest.fixture(scope="module")
def said():
    """What is said about each mistake, by the name of its file."""
    course, found = find_course(COURSE), {}
    limits = dataclasses.replace(course.limits, call_cpu_seconds=0.25)  # for the one that never ends

    def use(runner):
        with Server(None, limits, unconfined=True) as server:
            for file in sorted(MISTAKES.glob("*.py")):
                found[file.stem] = _said_about(runner, server, file)

    Runner.collect(course.assignments, use)
    return found


def test_every_mistake_is_explained_as_recorded(said):
    """To accept a change, run this test with UPDATE_GOLDEN=1 and read the difference as the beginner who gets it."""
    text = "\n".join(said.values())
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.write_text(text, encoding="utf-8", newline="\n")
    golden = GOLDEN.read_text(encoding="utf-8")
    differing = [name for name, words in said.items() if words not in golden]
    assert not differing, "\n".join(said[name] for name in differing)
    assert text == golden


def _said_about(runner, server, file):
    """One mistake: the file's head, then what is said of the exercise it is about."""
    about, what = (line.removeprefix("# ") for line in file.read_text(encoding="utf-8").splitlines()[:2])
    assignment, exercise = about.split(": ")
    with Worker(server, (Cell(file.name, file.read_bytes()),)) as worker:
        results = runner.run(runner.suites[assignment], worker, worker.with_substitutes)
        said = [("loading", text(warning.statement)) for warning in warnings(worker.report)]
    for check in next(result for result in results if result.name == exercise).checks:
        if check.message:
            hint = f" ⟨{check.hint}⟩" * bool(check.hint)
            said.append(("visible" if check.visible else "hidden", check.message + hint))
    return "\n".join([f"{file.stem}: {exercise}, {what}", *_first_of_each(said), ""])


def _first_of_each(said):
    """The messages without those that say the same of another call."""
    kept = {}
    for side, message in said:
        same = re.sub(r"^`[^`]*`| ⟨.*⟩|returned .*?\.(?= |$)", "", message)
        if (side, same) not in kept:
            kept[side, same] = message
    for (side, same), message in kept.items():
        if message == kept.get(("visible", same)) == kept.get(("hidden", same)):
            side = {"visible": "both", "hidden": ""}[side]
        if side:
            yield textwrap.fill(f"({side})".ljust(10) + message, 118, initial_indent="  ", subsequent_indent=" " * 12)
