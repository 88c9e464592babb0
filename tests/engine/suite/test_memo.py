"""A verdict that was reached before is looked up, and nothing that anybody reads depends on that."""

from dataclasses import replace

import numpy as np
import pytest

from autograder.explain.call import Call
from autograder.limits import Limits
from autograder.sandbox import Cell, Missing, Raised, TimedOut, Value
from autograder.sandbox.server import Server
from autograder.sandbox.worker import Worker
from autograder.suite import Runner
from autograder.suite.memo import Memo, answers_digest

RIGHT = "def double(x):\n    return x + x\ndef floor(x, low):\n    return np.maximum(x, low)\n"
SUBMISSIONS = {
    "right": "import numpy as np\n" + RIGHT,
    "right, on other lines": "import numpy as np\n\n\n# mine\n" + RIGHT,
    "a known mistake": "import numpy as np\n" + RIGHT.replace("x + x", "x * x"),
    "a mistake of its own": "import numpy as np\n" + RIGHT.replace("x + x", "x + 0.1"),
    "raises": "import numpy as np\n" + RIGHT.replace("x + x", "x + y"),
    "raises in another line": "import numpy as np\n\n\n" + RIGHT.replace("x + x", "x + y"),
    "does not return": "import numpy as np\n" + RIGHT.replace("return x + x", "print(x)"),
    "counts its calls": "import numpy as np\ncalls = []\n"
    + RIGHT.replace("x + x", "x + x + len(calls[1:]) + (calls.append(x) or 0)"),
    "ends itself": "import os\nimport numpy as np\n" + RIGHT.replace("x + x", "os._exit(0)"),
    "defines half of it": "def double(x):\n    return x + x\n",
    "nothing": "",
}


@pytest.fixture(scope="module")
def server():
    with Server(None, Limits(), unconfined=True) as running:
        yield running


class CountingRunner(Runner):
    """Counts how often pytest runs a check."""

    judged = 0

    def run_item(self, item, following):
        self.judged += 1
        return super().run_item(item, following)


@pytest.fixture
def grade(tiny_course, server):
    """(results of submissions in turn, how often pytest judged each) with a memory, or with None."""

    def run(sources, memo):
        found, judged = [], []

        def use(runner):
            (suite,) = runner.suites.values()
            for source in sources:
                before = runner.judged
                with Worker(server, (Cell("submission.py", source.encode()),)) as worker:
                    found.append(runner.run(suite, worker, worker.with_substitutes, memo))
                judged.append(runner.judged - before)

        CountingRunner.collect(tiny_course.read().assignments, use)
        return found, judged

    return run


def test_results_are_the_same_without_a_memory_with_an_empty_one_and_with_a_full_one(grade):
    sources = list(SUBMISSIONS.values())
    without, _ = grade(sources, None)
    memo = Memo()
    assert grade(sources, memo)[0] == without
    assert grade(sources, memo)[0] == without
    assert grade(sources[::-1], memo)[0] == without[::-1]
    assert grade(sources * 2, Memo(steps=3))[0] == without * 2


def test_answers_that_were_met_before_are_not_judged_again(grade):
    right, mistaken = SUBMISSIONS["right"], SUBMISSIONS["a mistake of its own"]
    # The first submission has the checks tried on our own solution, too.
    sources = [SUBMISSIONS["nothing"], right, SUBMISSIONS["right, on other lines"], mistaken, right, mistaken]
    _, judged = grade(sources, Memo())
    assert judged[1:] == [5, 0, 3, 0, 0]


def test_a_check_that_stops_early_asks_no_more_of_a_submission_that_is_judged_by_memory(grade):
    """What a submission is asked, and in which order, would show in what a function that counts its calls answers."""
    counting = SUBMISSIONS["counts its calls"]
    without, _ = grade([counting], None)
    memo = Memo()
    grade([SUBMISSIONS["right"], SUBMISSIONS["a mistake of its own"]], memo)
    assert grade([counting, counting], memo)[0] == without * 2


def test_equal_answers_have_equal_digests_and_others_have_others(grade):
    names = ("right", "right, on other lines", "a known mistake", "raises", "raises in another line")
    results, _ = grade([SUBMISSIONS[name] for name in names], None)
    right, same, wrong, raising, elsewhere = ([exercise.answers_sha256 for exercise in result] for result in results)
    assert right == same
    assert raising == elsewhere
    assert len({right[0], wrong[0], raising[0]}) == 3
    assert right[1] == wrong[1] == raising[1]


@pytest.mark.parametrize(
    "other",
    [
        Value(np.array([1, 2])),
        Value(np.array([1.0, 2.0], np.float32)),
        Value(np.array([[1.0, 2.0]])),
        Value([1.0, 2.0]),
        Value(np.array([1.0, np.nextafter(2.0, 3)])),
        Raised("ValueError", "", 0),
        Missing("f"),
        TimedOut("late"),
    ],
)
def test_no_two_answers_that_a_check_can_tell_apart_have_one_digest(other):
    assert other.digest != Value(np.array([1.0, 2.0])).digest


def test_an_error_in_another_line_has_the_same_digest():
    assert Raised("ValueError", "no", 3).digest == Raised("ValueError", "no", 4).digest


def test_what_an_answer_changed_in_place_is_part_of_its_digest():
    assert Value(1.0, changed=(0,)).digest not in (Value(1.0).digest, Value(1.0, changed=(1,)).digest)


def test_the_digest_of_all_answers_tells_which_check_got_them():
    call = Call("f", (), Value(1.0))
    digests = {
        answers_digest(checks)
        for checks in (
            [("a", (call, call)), ("b", ())],
            [("a", (call,)), ("b", (call,))],
            [("a", ()), ("b", (call, call))],
            [("a", (replace(call, answer=Value(2.0)), call)), ("b", ())],
        )
    }
    assert len(digests) == 4


def test_a_memory_lets_go_of_what_was_longest_not_used():
    memo = Memo(steps=4)
    for check in "abcd":  # each is a step and a verdict
        memo.keep((check,), (Call("f", (), Value(1.0)),), None)
    assert len(memo) == 4


def test_a_memory_keeps_no_large_answers():
    memo = Memo()
    memo.keep(("a",), (Call("f", (), Value(np.zeros(100_000))),), None)
    assert len(memo) == 0


def calls(*answers):
    return tuple(Call("f", (number,), answer) for number, answer in enumerate(answers))


class Never:
    """A student who is asked nothing."""

    def __getattr__(self, name):
        raise AssertionError(name)


def test_how_a_check_ended_is_known_by_all_answers_that_were_there_before_it_began():
    memo, error = Memo(), ValueError("wrong")
    made = calls(Value(1), Value(2), Value(3))
    memo.keep(("a", "f", "first"), made[:2], error, made)
    raised, used = memo.known(("a", "f", "first"), calls(Value(1), Value(2), Value(3)), Never())
    assert raised is error
    assert [call.answer.value for call in used] == [1, 2]


@pytest.mark.parametrize(
    ("place", "answers"),
    [
        (("a", "f", "second"), (Value(1), Value(2))),
        (("a", "f", "first"), (Value(1), Value(3))),
        (("a", "f", "first"), (Value(2), Value(1))),
        (("a", "f", "first"), (Value(1), Value(True))),
        (("a", "f", "first"), (Value(1), Raised("x.Y", "2", 0))),
    ],
    ids=["another check", "another value", "another order", "another type", "none"],
)  # fmt: skip
def test_nothing_is_known_of_other_answers(place, answers):
    class Unasked:
        """Nobody knows what the check asks next."""

    memo, made = Memo(), calls(Value(1), Value(2))
    memo.keep(("a", "f", "first"), made, None, made)
    memo.verdict = lambda place, student: None
    assert memo.known(place, calls(*answers), Unasked()) is None
    assert memo.known(("a", "f", "first"), calls(Value(1), Value(2)), Unasked()) == (None, made)


def test_a_check_that_asked_otherwise_is_not_known_by_what_was_there():
    memo, made, there = Memo(), calls(Value(1), Value(2)), calls(Value(1), Value(9))
    memo.keep(("a", "f", "first"), made, None, there)
    memo.verdict = lambda place, student: None
    assert memo.known(("a", "f", "first"), there, None) is None
