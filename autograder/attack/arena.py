"""Where attacks run for real: a course of one exercise, graded as every other, with canaries around it."""

from __future__ import annotations

import json
from contextlib import ExitStack
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from types import TracebackType

from autograder.course.folder import find_course
from autograder.grade.engine import Engine, Settings
from autograder.grade.intake import Submission
from autograder.grade.tasks import Graded, Reply, Task
from autograder.scratch import scratch

from .canary import Canaries, settle
from .model import Attack, Family

ASSIGNMENT, FUNCTION, OTHER = "ch01_attack", "double", "halve"
# Little time, since attacks that never end use all of it; on the clock more, so that a busy machine fails nobody else.
LIMITS = {"call_cpu_seconds": 0.3, "call_wall_seconds": 2.0, "submission_cpu_seconds": 3.0}
FILES = {
    "course.toml": 'title = "Attacked"\n\n[limits]\n{limits}\n',
    f"solutions/{ASSIGNMENT}.py": (
        '# %% [markdown] lang="en"\n# # Chapter 1: Attacked\n\n# %%\nimport numpy as np\n\n'
        '# %% exercise="double" points=2\ndef double(x):\n    """Twice x."""\n    ### BEGIN SOLUTION\n    return x * 2\n    ### END SOLUTION\n\n'
        '# %% exercise="halve" points=1\ndef halve(x):\n    """Half of x."""\n    ### BEGIN SOLUTION\n    return x / 2\n    ### END SOLUTION\n'
    ),
    f"tests/exercises/{ASSIGNMENT}/test_double.py": (
        "import numpy as np\n\nfrom autograder.testing import assert_close\n\n\n"
        'def test_example(student):\n    """doubles three numbers"""\n    assert_close(student.double(np.array([1.0, 2.0, 3.0])), [2.0, 4.0, 6.0])\n\n\n'
        "### BEGIN HIDDEN TESTS\n"
        'def test_hidden(student, reference, rng):\n    """doubles other numbers"""\n    x = rng.uniform(3.0, 4.0, size=3)\n'
        "    assert_close(student.double(x), reference.double(x))\n### END HIDDEN TESTS\n"
    ),
    f"tests/exercises/{ASSIGNMENT}/test_halve.py": (
        "import numpy as np\n\nfrom autograder.testing import assert_close\n\n\n"
        'def test_example(student):\n    """halves two numbers"""\n    assert_close(student.halve(np.array([1.0, 2.0])), [0.5, 1.0])\n'
    ),
}
RIGHT = "\ndef halve(x): return x / 2\n"
# Half right and half wrong, with what a neighbour could change: orders, random numbers, how many modules there are.
NEIGHBOUR = """
import random, sys
import numpy as np
noise = np.random.rand() + random.random()
def double(x):
    raise ValueError(f"{noise} {list({'a', 'b', 'c'})} {len(sys.modules)}")
def halve(x): return x / 2
"""


@dataclass(frozen=True)
class Attempt:
    """What came of an attack: what it came through to (nothing where all held), and how it ended for its author."""

    attack: Attack
    breaches: tuple[str, ...]
    ended: str


class Arena:
    """Runs attacks one after another. Use it as a context manager.

    Args:
        executable: the students' interpreter; the grader's own if None.
    Attributes:
        course, engine: of one exercise that is attacked, and one beside it.
    """

    def __init__(self, executable: str | None = None) -> None:
        self._executable = executable
        self._open = ExitStack()

    def __enter__(self) -> Arena:
        folder = self._open.enter_context(scratch())
        limits = "\n".join(f"{name} = {value}" for name, value in LIMITS.items())
        for name, text in FILES.items():
            path = folder / "course" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text.replace("{limits}", limits), encoding="utf-8")
        self._canaries = self._open.enter_context(Canaries(folder))
        self.course = find_course(folder / "course")
        self.engine = Engine(Settings(self.course, self._executable, False))
        self._open.callback(self.engine.close)
        self._untouched = self._neighbour()  # before the first attack
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    def attempt(self, attack: Attack) -> Attempt:
        """Hand an attack in, look at the canaries, and grade an honest neighbour after it."""
        fields = self._canaries.target.fields
        # Both for family 6: what was left may be found by the next only.
        replies = [self._grade(attack.submission([FUNCTION], fields) + self._right_one(attack))]
        if attack.find:
            replies.append(self._grade(attack.submission([FUNCTION], fields, finds=True) + RIGHT))
        settle()
        breaches = [what for reply in replies for what in self._points(reply, attack)]
        breaches += self._canaries.breaches("".join(map(str, replies)))  # of all that came back, not only what is shown
        if self._neighbour() != self._untouched:
            breaches.append("the next submission's record is another")
        self._canaries.reset()
        return Attempt(attack, tuple(breaches), _ended(replies[-1]))

    @staticmethod
    def _right_one(attack: Attack) -> str:
        """A right function beside the wrong one, which is to earn its points; where loading ends early, there is none."""
        return "" if attack.family is Family.SCORES else RIGHT

    @staticmethod
    def _points(reply: Reply, attack: Attack) -> list[str]:
        if not isinstance(reply, Graded):
            return [f"it was not graded: {reply}"]
        double, halve = reply.result.exercises
        earned = [f"{double.score:g} points for a wrong function"] if double.score else []
        lost = ["a right function lost its points"] if attack.family is not Family.SCORES and not halve.score else []
        silent = ["a check failed without a word"] if not all(check.message for check in double.checks) else []
        return earned + lost + silent

    def _neighbour(self) -> str:
        """An honest submission's record, but for the time that it took."""
        reply = self._grade(NEIGHBOUR)
        assert isinstance(reply, Graded), reply
        return json.dumps(asdict(replace(reply.result, seconds=0.0)), default=str)  # `default` for enums

    def _grade(self, source: str) -> Reply:
        submission = Submission("attacker", ASSIGNMENT, Path("attacker.py"), "attacker.py")
        return self.engine.submit(Task(submission, source.encode()))


def _ended(reply: Reply) -> str:
    """The first sentence that its author reads."""
    if not isinstance(reply, Graded):
        return type(reply).__name__
    return reply.result.exercises[0].checks[0].message.splitlines()[0]
