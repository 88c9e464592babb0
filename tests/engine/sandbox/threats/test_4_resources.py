"""Family 4: time, memory and output are bounded from outside; only the submission pays, and is told for what."""

import time

import numpy as np
import pytest

from autograder.explain.words import show
from autograder.limits import Limits
from autograder.result import Outcome
from autograder.sandbox import Crashed, Raised, TimedOut, Value
from autograder.sandbox.inside.wire import Other
from autograder.sandbox.server import Server

BUSY = "still running after 0.3 s of processor time"
IDLE = "no answer within 0.4 seconds"

STOPPED = {
    "a loop": ("while True: pass", BUSY),
    "a loop that catches everything": ("while True:\n        try:\n            while True: pass\n        except BaseException: pass", BUSY),
    "a loop in C": ("sum(iter(int, 1))", BUSY),
    "a loop in C without signals": ("1 in __import__('itertools').repeat(0)", BUSY),
    "a big integer": ("str(7 ** 7 ** 8)", BUSY),
    "a regular expression": ("__import__('re').match('(a+)+$', 'a' * 40 + 'b')", BUSY),
    "a product of matrices": ("import numpy as np; a = np.ones((3000, 3000)); [a @ a for _ in range(1000)]", BUSY),
    "a sort without end": ("while True: sorted(range(10 ** 6), key=lambda n: -n)", BUSY),
    "ignored signals": ("import signal; [signal.signal(n, signal.SIG_IGN) for n in (2, 15, 24)]\n    while True: pass", BUSY),
    "a sleep": ("__import__('time').sleep(3600)", IDLE),
    "a poll": ("__import__('select').select([], [], [])", IDLE),
    "a read that waits": ("__import__('os').read(3, 1)", IDLE),
    "a lock": ("l = __import__('threading').Lock(); l.acquire(); l.acquire()", IDLE),
    "a condition": ("__import__('threading').Event().wait()", IDLE),
    "a queue": ("__import__('queue').Queue().get()", IDLE),
    "a text that never ends": ("class E(Exception):\n        def __str__(self):\n            while True: pass\n    raise E", BUSY),
    "an iteration that never ends": ("return list(iter(int, 1))", None),
    "work at the end": ("class D:\n        def __del__(self):\n            while True: pass\n    D()", BUSY),
    "a flood of output": ("import os\n    while True: os.write(1, b'x' * 65536)", None),
    "a flood of prints": ("while True: print('x' * 1000)", None),
    "a chain of exceptions": ("e = None\n    while True:\n        try: raise ValueError from e\n        except ValueError as error: e = error", None),
}  # fmt: skip


@pytest.mark.parametrize("name", STOPPED)
def test_a_deadline_ends(attack, busy, idle, name):
    body, reason = STOPPED[name]
    start = time.monotonic()
    answer = attack(f"def f():\n    {body}\n", server=idle if reason == IDLE else busy)
    assert time.monotonic() - start < 60  # against some hours
    if reason is not None:
        assert answer == TimedOut(reason, starved=reason == IDLE)
    else:  # output and memory may come to an end first
        assert isinstance(answer, (TimedOut, Raised, Crashed))


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("while True: pass", BUSY),
        ("__import__('time').sleep(3600)", IDLE),
        ("l = __import__('threading').Lock(); l.acquire(); l.acquire()", IDLE),
    ],
)
def test_a_statement_that_hangs_while_loading_is_skipped_and_told(worker, busy, idle, body, reason):
    one = worker(f"def before(): return 1\n{body}\ndef after(): return 2\n", server=idle if reason == IDLE else busy)
    assert one.report.names == ("before", "after")
    (error,) = one.report.errors
    assert error.line == 2
    assert error.text == reason
    assert (one.call("before"), one.call("after")) == (Value(1), Value(2))


@pytest.mark.parametrize(
    "body", ["__import__('os')._exit(0)", "__import__('ctypes').string_at(0)", "__import__('os').close(3)"]
)
def test_a_statement_that_ends_the_worker_while_loading_is_skipped_and_told(worker, server, body):
    one = worker(f"def before(): return 1\n{body}\ndef after(): return 2\n")
    assert one.report.names == ("before", "after")
    assert [error.line for error in one.report.errors] == [2]
    assert one.call("after") == Value(2)


def test_three_statements_are_skipped_and_not_a_fourth(worker):
    one = worker("import os\n" + "os._exit(0)\n" * 3 + "def f(): return 1\n")
    assert one.call("f") == Value(1)
    assert [error.line for error in one.report.errors] == [2, 3, 4]
    one = worker("import os\n" + "os._exit(0)\n" * 4 + "def f(): return 1\n")
    assert one.call("f") == Crashed("could not be loaded: ended itself")


def test_lying_about_the_statement_that_runs_helps_nobody(worker):
    source = (
        "import json, os, struct\ndef say(**header):\n    text = json.dumps({**header, 'values': []}).encode()\n"
        "    os.write(3, struct.pack('>II', 4 + len(text), len(text)) + text)\n"
        "def f(): return 1\nfor n in range(2000): say(kind='statement', index=n, line=n)\nos._exit(0)\n"
    )
    answer = worker(source).call("f")
    assert answer == Value(1) or isinstance(answer, Crashed)
    for line in ("-1", "10**9", "'x'", "None", "1.5", "True"):
        answer = worker(source.replace("line=n", f"line={line}")).call("f")
        assert answer == Value(1) or isinstance(answer, Crashed)


MEMORY = {
    "one allocation": "return len(bytearray(4 * 1024 ** 3))",
    "many": "return len([bytearray(2 ** 20) for _ in range(4096)])",
    "a list": "return [0] * 10 ** 10",
    "an array": "import numpy as np; return np.ones((10 ** 5, 10 ** 5)).sum()",
    "a map shared with nobody": "import mmap; return len([mmap.mmap(-1, 2 ** 26) for _ in range(64)])",
    "a memfd": "import os; fd = os.memfd_create('x')\n    for _ in range(64): os.write(fd, bytes(2 ** 26))",
    "a file": "open('/dev/shm/x', 'wb').write(bytes(2 ** 20))",
    "pipes": "import os; return [os.pipe() for _ in range(1000)]",
    "sockets": "import socket; return [socket.socketpair() for _ in range(1000)]",
    "children": "import os; return [os.fork() for _ in range(6)]",
    "threads": "import threading; [threading.Thread(target=input).start() for _ in range(100)]",
    "a process pool": "from concurrent.futures import ProcessPoolExecutor as P; return list(P(2).map(abs, [1]))",
    "subprocesses": "import subprocess; return subprocess.run(['/bin/true'])",
    "shared memory": "from multiprocessing.shared_memory import SharedMemory as S; return S(create=True, size=2 ** 20)",
    "descriptors": "import os; return [os.dup(1) for _ in range(5000)]",
    "open files": "import os; return [open(os.__file__) for _ in range(5000)]",
    "recursion": "return f()",
}  # fmt: skip


@pytest.mark.parametrize("name", MEMORY)
def test_no_more_can_be_had_than_the_limit_by(attack, name):
    answer = attack(f"def f():\n    {MEMORY[name]}\n")
    assert isinstance(answer, Raised), answer
    kinds = "MemoryError PermissionError OSError RuntimeError RecursionError ModuleNotFoundError FileNotFoundError _ArrayMemoryError"
    assert answer.type_name.rpartition(".")[2] in kinds.split()


def test_memory_is_bounded_as_the_parent_sees_it(worker, server):
    one = worker(
        "import mmap\ndef f():\n    kept = []\n    try:\n        while True:\n            m = mmap.mmap(-1, 2 ** 24)\n            for n in range(0, 2 ** 24, 4096): m[n] = 1\n            kept.append(m)\n    except OSError: return len(kept)\n"
    )
    one.call("f")
    how = server.reap(one._process.pid)
    assert how["peak_bytes"] < server.limits.memory_bytes


ENDS = {
    "deep recursion in C": "import sys; sys.setrecursionlimit(10 ** 9); e = []\n    for _ in range(10 ** 6): e = [e]\n    return repr(e)",
    "deep recursion": "import sys; sys.setrecursionlimit(10 ** 9)\n    def g(): return [g() for _ in '1']\n    return g()",
    "a segmentation fault": "import ctypes; ctypes.string_at(0)",
    "abort": "import os; os.abort()",
    "exit": "import os; os._exit(3)",
}  # fmt: skip


@pytest.mark.parametrize("name", ENDS)
def test_a_crash_has_a_sentence_and_the_next_call_a_fresh_worker(worker, busy, name):
    one = worker(f"def f():\n    {ENDS[name]}\ndef g(): return 1\n", server=busy)
    answer = one.call("f")
    assert isinstance(answer, (Crashed, Raised, TimedOut))
    if isinstance(answer, Crashed):
        words = ("crashed Python (", "aborted Python", "ended itself", "been out of memory", "was ended by a signal")
        assert any(word in answer.reason for word in words)
    assert one.call("g") == Value(1)


def test_no_daemon_stays_behind(attack):
    for how in ("os.fork()", "os.posix_spawn('/bin/sleep', ['sleep', '9'], {})", "os.forkpty()"):
        answer = attack(f"import os\ndef f(): return {how}\n")
        assert answer.type_name in ("builtins.PermissionError", "builtins.OSError")


# --- output -----------------------------------------------------------------------------------------------------------


def test_much_output_is_read_to_its_end_and_kept_up_to_the_limit(worker, server):
    one = worker("def f():\n    for _ in range(300): print('y' * 9999)\n    return 1\n")
    assert one.call("f") == Value(1)
    assert one.printed == (b"y" * 9999 + b"\n") * 6 + b"y" * (server.limits.output_bytes - 60_000)


def test_output_at_load_does_not_block(worker):
    assert worker("for _ in range(300): print('y' * 9999)\ndef f(): return 1\n").call("f") == Value(1)


# --- giant values -------------------------------------------------------------------------------------------------------

GIANTS = {
    "an array": ("import numpy as np; return np.zeros(10 ** 7)", Other("a very large array")),
    "a broadcast array": ("import numpy as np; return np.broadcast_to(1.0, (10 ** 9, 10 ** 9))", Other("a very large array")),
    "a str": ("return 'x' * 10 ** 8", Other("a very long str")),
    "an int": ("return 1 << 10 ** 8", Other("a very large int")),
    "a dict": ("return dict.fromkeys(range(10 ** 5))", Other("a very large dict")),
    "a list": ("return [0.1] * 10 ** 6", Other("a very large value")),
    "many arrays": ("import numpy as np; return [np.zeros(5 * 10 ** 5)] * 9", Other("a very large value")),
}  # fmt: skip


@pytest.mark.parametrize("name", GIANTS)
def test_a_giant_value_crosses_as_words(attack, name):
    body, expected = GIANTS[name]
    assert attack(f"def f(): {body}\n") == Value(expected)


def test_what_a_submission_may_send_is_bounded(worker):
    one = worker("import numpy as np\na = np.zeros(5 * 10 ** 5)\ndef f(): return a\n")
    answers = [one.call("f") for _ in range(70)]
    assert isinstance(answers[0], Value)
    assert answers[-1] == Crashed("sent far more than any answer needs")
    assert 40 < sum(isinstance(answer, Value) for answer in answers) < 70


@pytest.mark.parametrize("shape", [(2,) * 20, (4,) * 10, (1,) * 32, (8,) * 7], ids=str)
def test_an_array_of_many_axes_is_shown_in_few_words(shape):
    assert len(show(np.zeros(shape, np.int8))) < 200


# --- budgets ------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def poor():
    """A server whose submissions may use 0.6 seconds of processor time and so 1.8 on the clock."""
    with Server(None, Limits(call_cpu_seconds=0.3, call_wall_seconds=0.8, submission_cpu_seconds=0.6)) as one:
        yield one


@pytest.mark.parametrize("body", ["while True: pass", "__import__('time').sleep(9)"])
def test_the_budget_of_a_submission_ends_it_for_good(worker, poor, body):
    one = worker(f"def f(): \n    {body}\ndef g(): return 1\n", server=poor)
    answers = [one.call("f") for _ in range(8)]
    assert all(isinstance(answer, TimedOut) for answer in answers)
    assert answers[-1].reason == "the time for the whole submission is used up"
    assert isinstance(one.call("g"), TimedOut)
    assert one._process is None


def test_a_budget_counts_over_many_short_calls(worker, poor):
    one = worker(
        "import time\ndef f():\n    end = time.process_time() + 0.15\n    while time.process_time() < end: pass\n",
        server=poor,
    )
    answers = [one.call("f") for _ in range(12)]
    assert answers[0] == Value(None)
    assert answers[-1] == TimedOut("the time for the whole submission is used up")


def test_a_loop_is_no_sign_of_a_busy_machine_and_a_sleep_is(worker, busy, idle):
    one = worker("def f():\n    while True: pass\n", server=busy)
    assert one.call("f") == TimedOut(BUSY, starved=False)
    assert not one.starved
    one = worker("import time\ndef f(): time.sleep(9)\n", server=idle)
    assert one.call("f") == TimedOut(IDLE, starved=True)
    assert one.starved  # the grader tries once more when the machine is idle


def test_after_a_time_out_an_exercise_waits_no_longer(grade_tiny):
    double, floor = grade_tiny(
        "def double(x):\n    while True: pass\ndef floor(x, low): return __import__('numpy').maximum(x, low)\n"
    ).result.exercises
    assert [check.outcome for check in double.checks] == [Outcome.TIMED_OUT] * 3
    assert "still running after 0.3 s" in double.checks[0].message
    assert "not tried" in double.checks[1].message
    assert floor.score == 1.0
