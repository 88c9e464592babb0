"""Calls that are known beforehand are asked at once, and answered as if each had been asked alone."""

import numpy as np
import pytest

from autograder.sandbox import Cell, Crashed, Raised, Substitutes, TimedOut, Value
from autograder.sandbox.answers import still_running
from autograder.sandbox.series import AHEAD_BYTES, Request, Series
from autograder.sandbox.worker import Worker


def series(*calls, exercise="f"):
    """A series of calls: "f", or ("f", argument, …)."""
    parts = [(call,) if isinstance(call, str) else call for call in calls]
    return Series(exercise, tuple(Request(name, args) for name, *args in parts))


def test_answers_come_in_the_order_of_the_calls_which_are_made_in_theirs(worker):
    one = worker("n = 0\ndef f(x):\n    global n\n    n += 1\n    return n, x\n")
    found = one.ask_all([series(("f", "a"), ("f", "b")), series(("f", "c"))])
    assert found == [[Value((1, "a")), Value((2, "b"))], [Value((3, "c"))]]
    assert one.call("f", "d") == Value((4, "d"))


def test_a_call_that_gives_no_value_ends_its_series_and_no_other(worker):
    one = worker("n = 0\ndef f(x):\n    global n\n    n += 1\n    return n / x\n")
    raised = Raised("builtins.ZeroDivisionError", "division by zero", 5)
    found = one.ask_all([series(("f", 1), ("f", 0), ("f", 1)), series(("f", 1))])
    assert found == [[Value(1.0), raised], [Value(3.0)]]


def test_after_a_crash_the_rest_is_asked_of_a_fresh_process(worker):
    one = worker("import os\nn = 0\ndef f():\n    global n\n    n += 1\n    return n\ndef g(): os._exit(1)\n")
    found = one.ask_all([series("f", "g", "f"), series("f"), series("g"), series("f", "f")])
    ended = Crashed("ended itself")
    assert found == [[Value(1), ended], [Value(1)], [ended], [Value(1), Value(2)]]


def test_a_call_that_runs_out_of_time_ends_the_series_of_its_exercise_and_no_other(worker, busy):
    one = worker("def f():\n    while True: pass\ndef g(): return 1\n", server=busy)
    found = one.ask_all([series("g", exercise="g"), series("f"), series("f"), series("g", exercise="g")])
    assert found == [[Value(1)], [TimedOut(still_running(0.3))], [], [Value(1)]]


def test_calls_that_take_long_are_left_to_be_asked_alone(worker):
    """A check that has failed would not have asked for all of them, and the time of a submission is limited."""
    slow = "import time\nn = 0\ndef f():\n    global n\n    n += 1\n    start = time.process_time()\n"
    one = worker(slow + "    while time.process_time() < start + 0.3: pass\n    return n\n")
    (found,) = one.ask_all([series(*["f"] * 6)])
    assert found == [Value(1), Value(2)]
    assert one.call("f") == Value(3)


def test_what_is_missing_ends_what_is_asked_ahead(worker):
    one = worker("def f(): return 1\n")
    assert one.ask_all([series("f", "g", "f"), series("g"), series("f")]) == [[Value(1)], [], [Value(1)]]


@pytest.mark.parametrize("count", [3, 40])
def test_more_than_a_socket_holds_goes_in_parts(worker, count):
    one = worker("def f(x): return x\n")
    big = np.arange(AHEAD_BYTES / 8 / 2.5)  # two and a half of them at once
    found = one.ask_all([series(("f", big)) for _ in range(count)])
    assert [len(answers) for answers in found] == [1] * count
    assert all(np.array_equal(answers[0].value, big) for answers in found)


def test_after_a_large_answer_nothing_is_read_before_something_is_done_about_it(worker):
    """That takes the grader's time, which is counted until the next question."""
    one = worker("import numpy as np\ndef f(n): return np.zeros(n)\n")
    found = one.ask_all([series(("f", 1)), series(("f", AHEAD_BYTES)), series(("f", 1))])
    assert [len(answers) for answers in found] == [1, 1, 0]
    assert one.call("f", 1).value.tolist() == [0.0]


def test_a_request_that_is_too_large_to_go_ahead_is_left_to_be_asked_alone(worker):
    one = worker("def f(x): return len(x)\n")
    assert one.ask_all([series(("f", [1]), ("f", np.zeros(AHEAD_BYTES))), series(("f", [1, 2]))]) == [
        [Value(1)],
        [Value(2)],
    ]


def test_a_submission_that_does_not_load_is_asked_nothing(worker):
    one = worker("import os\n" + "os._exit(0)\n" * 5 + "def f(): return 1\n")
    assert one.ask_all([series("f")]) == [[]]
    assert isinstance(one.call("f"), Crashed)


def test_with_substitutes_nothing_is_asked_ahead(server):
    """A call may ask for the value of one, and what the worker reads next has to be that."""
    cells = (Cell("submission.py", b"def g(x): return 0\ndef f(x): return g(x)\n"),)
    substitutes = Substitutes("f", ("g",), lambda name, x: Value(x + 1))
    with Worker(server, cells, substitutes=substitutes) as one:
        assert one.ask_all([series(("f", 1))]) == [[]]
        assert one.call("f", 1).value == 2


@pytest.mark.parametrize(
    ("frame", "ended"),
    [
        ('struct.pack(">II", 60, 0) + b\'{"kind": "value", "id": 12, \' + b" " * 28', True),
        (
            'text(b\'{"kind": "value", "id": 12, "x": \' + b"[" * 900 + b"]" * 900 + b\', "changed": [], "values": [1.0]}\')',
            None,
        ),
    ],
    ids=["a text of no length", "brackets in brackets"],
)
def test_a_made_up_frame_among_those_that_have_come_costs_its_sender_alone(worker, frame, ended):
    one = worker(
        f"""
import json, os, struct
def text(data):
    return struct.pack(">II", 4 + len(data), len(data)) + data
def f(x):
    if x == 0:
        honest = [text(json.dumps({{"kind": "value", "id": n, "changed": [], "values": [n]}}).encode()) for n in range(1, 12)]
        os.write(3, b"".join(honest) + {frame})
        os._exit(0)
    return x
"""
    )
    found = one.ask_all([series(*[("f", 0)] * 12), series(("f", 1))])
    assert found[0][:11] == [Value(number) for number in range(1, 12)]
    if ended:
        assert found[0][11:] == [Crashed("sent bytes that are no answer")]
    # Where Python's JSON reads the brackets, the process ended in the call after it, otherwise with it.
    assert found[1] in ([Value(1)], [Crashed("ended itself")])


def test_an_answer_to_another_call_is_none(worker):
    """A reply that was sent too early answers nothing: the process is at its end."""
    one = worker("import os\ndef f():\n    os.write(3, bytes(4))\n    return 1\ndef g(): return 2\n")
    found = one.ask_all([series("f"), series("g")])
    assert found == [[Crashed("sent bytes that are no answer")], [Value(2)]]


def test_a_worker_that_answers_what_it_was_not_to_be_asked_gives_nothing_more(worker):
    """The rule is kept on our side, too: after a call without a value, its series has no further answer."""
    one = worker(
        """
        import gc
        def f(x):
            for found in gc.get_objects():
                if type(found).__name__ == "Ahead":
                    type(found).answer = lambda self, header, answered: answered()
            return 1 / x
        """
    )
    found = one.ask_all([series(("f", 1), ("f", 0), ("f", 1)), series(("f", 1))])
    assert [len(answers) for answers in found] == [2, 1]
