"""What a worker may ask: declared functions, in the course of a call, about a few numbers. Everything else ends it."""

import time

import numpy as np
import pytest

from autograder.limits import Limits
from autograder.sandbox import Cell, Crashed, Missing, Raised, Substitutes, TimedOut, Value
from autograder.sandbox.server import Server
from autograder.sandbox.substitute import ASKS, FRAME_BYTES, RESULT_ELEMENTS, Asks
from autograder.sandbox.worker import Worker

# What a submission would do that speaks to the grader itself, around our own code in its worker.
FORGE = """
import json, os, struct
import numpy as np

def frame(header, nodes=(), data=b""):
    text = json.dumps({**header, "values": list(nodes)}).encode()
    return struct.pack(">II", 4 + len(text) + len(data), len(text)) + text + data

def ask(call=1, n=1, name="f", nodes=(2.0,), data=b""):
    os.write(3, frame({"kind": "ask", "id": call, "n": n, "name": name}, nodes, data))

def reply():
    length = int.from_bytes(os.read(3, 4), "big")
    return os.read(3, length)
"""


def double(name, x):
    """What stands in: the right function doubles."""
    assert name == "f"
    return Value(x * 2)


@pytest.fixture(scope="module")
def server():
    with Server(None, Limits(call_cpu_seconds=0.5, call_wall_seconds=1.0), unconfined=True) as running:
        yield running


@pytest.fixture
def open_worker(server):
    """Opens a worker on a source, with a substitute for `f` in calls to `answer`."""
    opened = []

    def start(source, value=double, names=("f",)):
        opened.append(
            Worker(server, (Cell("submission.py", source.encode()),), substitutes=Substitutes("answer", names, value))
        )
        return opened[-1]

    yield start
    for worker in opened:
        worker.close()


WRONG = "def f(x):\n    return -1\ndef answer(x):\n    return f(x) + 1\n"
BROKE_THE_RULES = Crashed("sent bytes that are no answer")


# --- what an honest submission gets -----------------------------------------------------------------------------------


def test_a_function_that_is_right_but_for_what_it_calls_gives_the_right_value(open_worker):
    answer = open_worker(WRONG).call("answer", np.array([1.0, 2.0]))
    assert answer.value.tolist() == [3.0, 5.0]
    assert answer.substituted == ("f",)


def test_without_substitutes_the_submissions_own_function_is_called(server):
    with Worker(server, (Cell("submission.py", WRONG.encode()),)) as worker:
        assert worker.call("answer", 1.0) == Value(0)


def test_a_call_that_asks_nothing_was_given_nothing(open_worker):
    worker = open_worker(WRONG + "def answer(x):\n    return f(x) if x else 7\n")
    assert [worker.call("answer", x).substituted for x in (1.0, 0.0, 1.0)] == [("f",), (), ("f",)]


def test_scalars_ints_and_bools_cross_as_they_are(open_worker):
    worker = open_worker("def answer(x):\n    return f(x)\n", value=lambda name, x: Value([type(x).__name__]))
    for x in (1, 1.0, True, np.float32(1), np.int64(1)):
        assert worker.call("answer", x).value == [type(x).__name__]


def test_a_drawing_asks_like_any_call(open_worker):
    source = "import matplotlib.pyplot as plt\ndef answer():\n    plt.plot([0.0, 1.0], f(np.array([1.0, 2.0])))\nimport numpy as np\n"
    answer = open_worker(source).draw("answer")
    assert answer.value["axes"][0]["lines"][0]["y"].tolist() == [2.0, 4.0]
    assert answer.substituted == ("f",)


def test_a_call_may_ask_many_times(open_worker):
    answer = open_worker(f"def answer():\n    return sum(f(1) for _ in range({ASKS}))\n").call("answer")
    assert answer == Value(2 * ASKS, substituted=("f",))


@pytest.mark.parametrize(
    ("type_name", "raised"),
    [
        ("builtins.ValueError", "builtins.ValueError"),
        ("numpy.exceptions.AxisError", "builtins.Exception"),
        ("builtins.SystemExit", "builtins.Exception"),
        ("builtins.print", "builtins.Exception"),
        ("secret.Thing", "builtins.Exception"),
    ],
)
def test_an_exception_of_the_right_function_crosses_as_a_built_in_type_without_its_text(open_worker, type_name, raised):
    answer = open_worker(WRONG, value=lambda name, x: Raised(type_name, "the hidden text", 3)).call("answer", 1.0)
    assert answer == Raised(raised, "`f` cannot take these arguments", 4, substituted=("f",))


def test_after_a_crash_the_next_process_has_the_substitutes_too(open_worker):
    worker = open_worker("import os\ndef answer(x):\n    return os._exit(0) if x < 0 else f(x)\n")
    assert worker.call("answer", -1.0) == Crashed("ended itself")
    assert worker.call("answer", 1.0).value == 2.0


# --- what a worker may not do -----------------------------------------------------------------------------------------


def test_only_the_exercises_own_function_is_served(open_worker):
    worker = open_worker(WRONG + "def other(x):\n    return f(x)\n")
    assert [worker.call(name, 1.0) for name in ("f", "other")] == [Missing("f"), Missing("other")]
    assert worker.draw("other") == Missing("other")


@pytest.mark.parametrize(
    "asked",
    [
        "ask(name='g')",
        "ask(name='answer')",
        "ask(name=None)",
        "ask(name=['f'])",
        "ask(call=0)",
        "ask(call=2)",
        "ask(call=None)",
        "ask(n=2)",
        "ask(); reply(); ask()",
        "ask(nodes=['text'])",
        "ask(nodes=[None])",
        "ask(nodes=[['list', [1.0]]])",
        "ask(nodes=[['dict', []]])",
        "ask(nodes=[['other', 'thing']])",
        f"ask(nodes=[1.0] * {FRAME_BYTES})",
        f"ask(nodes=[['array', '|u1', [{FRAME_BYTES}]]], data=bytes({FRAME_BYTES}))",
        # One argument is a column and the other a row: together they would fill the grader's memory.
        "ask(nodes=[['array', '|u1', [30000, 1]], ['array', '|u1', [30000]]], data=bytes(60000))",
        f"[(ask(n=n + 1), reply()) for n in range({ASKS + 1})]",
    ],
)
def test_an_ask_that_breaks_a_rule_ends_the_worker_and_the_reference_does_not_run_for_it(open_worker, asked):
    ran = []

    def value(name, *args):
        ran.append((name, *args))
        return Value(args[0])

    worker = open_worker(f"{FORGE}\ndef answer():\n    {asked}\n    return reply()\n", value=value)
    assert worker.call("answer") == BROKE_THE_RULES
    assert all(call == ("f", 2.0) for call in ran)
    assert len(ran) <= ASKS


def test_a_reply_larger_than_an_ask_may_be_is_not_sent(open_worker):
    worker = open_worker(WRONG, value=lambda name, x: Value(np.zeros(FRAME_BYTES)))
    assert worker.call("answer", 1.0) == BROKE_THE_RULES


def test_a_worker_without_substitutes_that_asks_is_ended(server):
    with Worker(
        server, (Cell("submission.py", f"{FORGE}\ndef answer():\n    ask()\n    return reply()\n".encode()),)
    ) as worker:
        assert worker.call("answer") == BROKE_THE_RULES


def test_an_ask_while_the_file_loads_ends_the_worker(open_worker):
    worker = open_worker(f"{FORGE}\nask(call=0)\ndef answer():\n    return 1\n")
    assert worker.report.errors[0].text == BROKE_THE_RULES.reason
    assert worker.call("answer") == Value(1)  # in a process that skipped the statement


def test_an_ask_after_a_reply_gets_no_answer_and_the_next_call_a_fresh_process(open_worker):
    source = f"""{FORGE}
calls = []
def answer(forges):
    calls.append(forges)
    if forges:
        os.write(3, frame({{"kind": "value", "id": 1, "changed": []}}, [7.0]))
        ask(call=2)
    return len(calls)
"""
    ran = []
    worker = open_worker(source, value=lambda name, x: ran.append(x))
    assert worker.call("answer", True) == Value(7.0)
    time.sleep(0.05)  # until the ask is there
    assert worker.call("answer", False) == Value(1)
    assert ran == []


def test_asks_without_end_stop_at_the_calls_deadline(open_worker):
    def slow(name, x):
        time.sleep(0.05)
        return Value(x)

    start = time.monotonic()
    worker = open_worker("def answer(x):\n    while True:\n        f(x)\n", value=slow)
    answer = worker.call("answer", 1.0)
    assert isinstance(answer, TimedOut)
    assert answer.starved  # it waited for the grader, which is no processor time of its own
    assert time.monotonic() - start < 10


def test_the_graders_own_time_is_not_charged_as_the_submissions_processor_time():
    limits = Limits(call_cpu_seconds=0.3, call_wall_seconds=30.0)

    def busy(name, x):
        end = time.process_time() + 0.4  # more than a call may use
        while time.process_time() < end:
            pass
        return Value(x)

    with Server(None, limits, unconfined=True) as server:
        cells = (Cell("submission.py", WRONG.encode()),)
        with Worker(server, cells, substitutes=Substitutes("answer", ("f",), busy)) as worker:
            assert worker.call("answer", 1.0) == Value(2.0, substituted=("f",))


def test_what_an_ask_may_make_of_its_arguments_is_bounded_whatever_their_shapes():
    asks = Asks(Substitutes("answer", ("f",), lambda name, *args: Value(1.0)), 1)
    side = int(RESULT_ELEMENTS**0.5)
    fine = [np.zeros((side, 1), np.uint8), np.zeros((0, 3)), np.zeros(side, np.uint8)]
    asks.reply({"id": 1, "n": 1, "name": "f"}, fine, 100)
    assert asks.substituted == ("f",)
    with pytest.raises(Exception, match="other than a few numbers"):
        asks.reply({"id": 1, "n": 2, "name": "f"}, [np.zeros((side + 1, 1)), np.zeros(side)], 100)


# --- budgets ----------------------------------------------------------------------------------------------------------


def test_both_workers_of_a_submission_have_one_budget():
    cells = (Cell("submission.py", b"def f(x):\n    return -1\ndef answer(x):\n    while x:\n        pass\n"),)
    limits = Limits(call_cpu_seconds=0.3, submission_cpu_seconds=0.8)
    with Server(None, limits, unconfined=True) as server, Worker(server, cells) as worker:
        assert worker.call("answer", 1.0).reason.startswith("still running")
        with worker.with_substitutes(Substitutes("answer", ("f",), double)) as second:
            reasons = [second.call("answer", 1.0).reason for _ in range(3)]
        assert reasons[-1] == "the time for the whole submission is used up"
        assert worker.call("answer", 0.0) == TimedOut(reasons[-1])


def test_a_statement_that_no_process_survived_is_skipped_by_the_second_worker_at_once(server):
    source = b"def f(x):\n    return -1\nwhile True:\n    pass\ndef answer(x):\n    return f(x)\n"
    with Worker(server, (Cell("submission.py", source),)) as worker:
        with worker.with_substitutes(Substitutes("answer", ("f",), double)) as second:
            assert second.call("answer", 1.0).value == 2.0
            assert [error.line for error in second.report.errors] == [3]
        assert worker._usage.cpu_seconds < 2 * server.limits.call_cpu_seconds  # the loop ran in the first worker only
