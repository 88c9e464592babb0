"""Checking at every save."""

import threading
import time
from dataclasses import dataclass, field

import pytest

from autograder.course import kit as kits
from autograder.practice.screen import Screen
from autograder.practice.session import Children
from autograder.practice.watch import Watch
from autograder.result import Outcome

GATES = "ch02_perceptron.py"
OR = "return int(x1 or x2)"


@dataclass
class Shown:
    """A display that remembers; `keys` are pressed one by one, each after something has settled."""

    settled: list = field(default_factory=list)
    refused: list = field(default_factory=list)
    partly: list = field(default_factory=list)
    changed: threading.Event = field(default_factory=threading.Event)
    keys: str = ""
    moved: list = field(default_factory=list)

    def show(self, screen, note):
        self.partly.append((screen, note))
        self.changed.set()

    def settle(self, screen, note):
        self.settled.append(screen)
        self.changed.set()

    def refuse(self, reason):
        self.refused.append(reason)
        self.changed.set()

    def scroll(self, key):
        self.moved.append(key)
        self.changed.set()

    def keep_fitting(self):
        pass

    def pressed(self):
        key, self.keys = self.keys[:1], self.keys[1:]
        return key

    def after(self, act, wanted):
        """Do something and wait until `wanted()` holds."""
        act()
        end = time.monotonic() + 60
        while not wanted():
            assert time.monotonic() < end, (self.settled, self.refused)
            self.changed.wait(0.05)
            self.changed.clear()


@pytest.fixture
def watching(student_kit):
    """A running watch; its display."""
    student_kit.answer(GATES, OR=OR)
    kit = kits.read(student_kit.root)
    shown, children = Shown(), Children()
    watch = Watch(kit, kits.target(kit, None, None), children, shown, shown.pressed, Screen)
    thread = threading.Thread(target=watch.run)
    thread.start()
    shown.after(lambda: None, lambda: shown.settled)
    yield shown
    shown.keys = "q"
    thread.join(60)
    assert not thread.is_alive()
    children.close()


def outcomes(screen, exercise):
    return {check.outcome for check in screen.checked[exercise].result.checks}


def test_the_file_is_checked_at_once_and_at_every_save(watching, student_kit):
    assert outcomes(watching.settled[0], "OR") == {Outcome.PASSED}
    assert outcomes(watching.settled[0], "AND") == {Outcome.MISSING}
    watching.after(lambda: student_kit.answer(GATES, AND="return int(x1 and x2)"), lambda: len(watching.settled) == 2)
    assert outcomes(watching.settled[1], "AND") == {Outcome.PASSED}


def test_another_file_of_the_kit_takes_over_when_it_is_saved(watching, student_kit):
    watching.after(
        lambda: student_kit.answer("ch01_numpy.py", pick="return X[i, j]"), lambda: len(watching.settled) == 2
    )
    assert watching.settled[1].target.assignment.name == "ch01_numpy"
    assert outcomes(watching.settled[1], "pick") == {Outcome.PASSED}


def test_a_save_interrupts_a_loop(watching, student_kit):
    path = student_kit.root / GATES
    right = path.read_text(encoding="utf-8")
    watching.after(
        lambda: path.write_text(right.replace(OR, "import time; time.sleep(60)"), encoding="utf-8"),
        lambda: watching.partly,
    )
    watching.after(lambda: None, lambda: "OR has been running for" in watching.partly[-1][1])
    start = time.monotonic()
    watching.after(lambda: path.write_text(right, encoding="utf-8"), lambda: len(watching.settled) == 2)
    assert time.monotonic() - start < 30  # far less than the loop's deadlines would take
    assert outcomes(watching.settled[1], "OR") == {Outcome.PASSED}


def test_a_file_that_cannot_be_read_is_told_and_waited_for(watching, student_kit):
    path = student_kit.root / GATES
    right = path.read_text(encoding="utf-8")
    watching.after(lambda: path.write_text("#" * 1_000_001, encoding="utf-8"), lambda: watching.refused)
    assert "too large" in watching.refused[0]
    watching.after(lambda: path.write_text(right, encoding="utf-8"), lambda: len(watching.settled) == 2)


def test_the_function_that_was_edited_is_the_one_to_look_at(watching, student_kit):
    watching.after(lambda: student_kit.answer(GATES, NAND="return 0"), lambda: len(watching.settled) == 2)
    watching.after(lambda: student_kit.answer(GATES, perceptron="return 0"), lambda: len(watching.settled) == 3)
    assert [screen.following.exercise.name for screen in watching.settled[1:]] == ["NAND", "perceptron"]


def test_a_key_that_chooses_nothing_moves_what_is_shown(watching):
    watching.after(lambda: setattr(watching, "keys", "x"), lambda: watching.moved)
    assert watching.moved == ["x"]


def test_n_goes_to_the_next_exercise_and_round(watching):
    first = watching.settled[0].following.exercise.name
    names = [first]
    for number in range(2, 6):
        watching.after(lambda: setattr(watching, "keys", "n"), lambda n=number: len(watching.settled) == n)
        names.append(watching.settled[-1].following.exercise.name)
    assert names == ["perceptron", "AND", "NAND", "XOR", "perceptron"]


def test_h_gives_one_more_hint_each_time_and_no_more_than_there_are(watching):
    given = []
    for number in range(2, 8):
        watching.after(lambda: setattr(watching, "keys", "h"), lambda n=number: len(watching.settled) == n)
        given.append(len(watching.settled[-1].hints["perceptron"]))
    assert given[:2] == [1, 2]
    assert given[-1] == given[-2] == max(given)
