"""A worker loads a submission, answers calls, and is replaced when it dies."""

import os
import signal
import threading
import time
from contextlib import contextmanager

import numpy as np
import pytest

from autograder.sandbox import Cell, Crashed, Missing, Raised, Substitutes, TimedOut, Value
from autograder.sandbox.inside.wire import WireError
from autograder.sandbox.worker import Worker


def test_a_call_gets_the_functions_value(worker):
    one = worker("import numpy as np\ndef f(x, n): return x * n, {'n': n}\n")
    answer = one.call("f", np.arange(3.0), 2)
    assert answer.value[0].tolist() == [0.0, 2.0, 4.0]
    assert answer.value[1] == {"n": 2}


def test_the_state_of_a_submission_lasts_from_call_to_call(worker):
    one = worker("n = 0\ndef f():\n    global n\n    n += 1\n    return n\n")
    assert [one.call("f").value for _ in range(3)] == [1, 2, 3]


def test_an_exception_comes_with_type_text_and_line(worker):
    one = worker("def f(x):\n    return g(x)\ndef g(x):\n    return 1 / x\n")
    assert one.call("f", 0) == Raised("builtins.ZeroDivisionError", "division by zero", 4)


def test_an_address_in_a_text_is_cut_out(attack):
    assert attack("def f(): raise ValueError(object())\n").text == "<object object at 0x…>"


def test_what_is_not_defined_is_missing(worker):
    one = worker("x = 1\n_f = print\n")
    assert [one.call(name) for name in ("f", "x", "_f", "__import__", "print")] == [
        Missing(name) for name in ("f", "x", "_f", "__import__", "print")
    ]


def test_a_function_that_was_deleted_later_is_missing(worker):
    one = worker("def f():\n    global g\n    del g\ndef g(): return 1\n")
    one.call("f")
    assert one.call("g") == Missing("g")


def test_cells_of_text_and_bytes_share_a_namespace(server):
    cells = (Cell("cell 1", "x = 'é\\ud800'\n"), Cell("cell 2", b"def f(): return x\n"))
    with Worker(server, cells) as one:
        assert one.call("f") == Value("é\ud800")


def test_a_submission_of_no_cells_defines_nothing(server):
    with Worker(server, ()) as one:
        assert one.call("f") == Missing("f")


def test_each_call_after_a_crash_has_a_fresh_worker(worker):
    one = worker("import os\nn = 0\ndef f():\n    global n\n    n += 1\n    return n\ndef g(): os._exit(1)\n")
    assert [one.call(name) for name in "fgfg"] == [Value(1), Crashed("ended itself"), Value(1), Crashed("ended itself")]


@contextmanager
def the_machine_kills(one, times, busy_seconds=0.05):
    """Kill the worker's processes, as the kernel does where memory runs out: each once it is busy."""

    def kill():
        before = 0
        for _ in range(times):
            while one._process is None or one._process.pid == before or one._process.cpu_seconds() < busy_seconds:
                time.sleep(0.005)
            before = one._process.pid
            os.kill(before, signal.SIGKILL)

    killer = threading.Thread(target=kill, daemon=True)
    killer.start()
    yield
    killer.join()


BUSY = "import time\ndef f():\n    while time.process_time() < 0.4: pass\n    return 7\n"


def test_a_call_whose_process_the_machine_killed_is_made_once_more(worker):
    one = worker(BUSY)
    with the_machine_kills(one, 1):
        assert (one.call("f"), one.starved) == (Value(7), False)


def test_where_the_machine_kills_again_the_submission_waits_for_a_quieter_time(worker):
    one = worker(BUSY)
    with the_machine_kills(one, 2):
        answer = one.call("f")
    assert answer == Crashed("was killed by the machine, which may have been out of memory")
    assert one.starved


def test_a_process_that_may_have_brought_it_about_is_not_started_again(worker):
    """It had filled the memory that it may have, and that is all that a memory limit of the machine's sees."""
    one = worker("import time\ndef f():\n    kept = bytearray(b'x') * (400 * 2 ** 20)\n    while True: pass\n")
    with the_machine_kills(one, 1, busy_seconds=2.0):
        assert type(one.call("f")) is Crashed
    assert not one.starved


def test_a_statement_is_not_blamed_for_what_the_machine_did(server):
    """Where it kills the process while the file loads, another loads the whole of it."""
    source = b"import time\nwhile time.process_time() < 0.4: pass\ndef f(): return 1\n"
    one = Worker.__new__(Worker)
    one._process = None
    with the_machine_kills(one, 1):
        one.__init__(server, (Cell("submission.py", source),))
    assert (one.report.errors, one.call("f")) == ((), Value(1))
    one.close()


def burn(seconds):
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass


def test_what_it_costs_to_read_is_limited_over_the_whole_submission(worker, monkeypatch):
    monkeypatch.setattr("autograder.sandbox.worker.READ_CPU_SECONDS", 0.3)
    one = worker("def f(): return [1.0] * 150_000\ndef g(): return 1\n")
    answers = [one.call("f") for _ in range(30)]
    assert type(answers[0]) is Value
    assert answers[-1] == one.call("g") == Crashed("sent far more than any answer needs")
    with one.with_substitutes(Substitutes("f", ("g",), lambda: Value(1))) as again:
        assert type(again.call("f")) is Crashed  # the budget goes on


def test_what_is_done_about_a_large_answer_counts_and_what_about_another_does_not(worker, monkeypatch):
    """The checks' own time is no student's to pay; that of comparing megabytes is."""
    monkeypatch.setattr("autograder.sandbox.worker.READ_CPU_SECONDS", 0.5)
    one = worker("import numpy as np\ndef small(): return 1\ndef large(): return np.zeros(10_000)\n")
    for name in ("small", "small"):
        assert one.call(name) == Value(1)
        burn(0.6)
    assert type(one.call("large")) is Value
    burn(0.6)
    assert type(one.call("small")) is Crashed


def test_a_process_that_only_hangs_up_is_not_taken_for_one_that_was_killed(worker):
    one = worker("import os, time\ndef f():\n    os.close(3)\n    time.sleep(9)\n")
    assert one.call("f") == Crashed("closed its connection to the grader")
    assert not one.starved


def test_only_the_first_report_counts(worker):
    """A process that loads later may know, by the clock, what an earlier one was asked."""
    one = worker(
        "import os, time\nif time.monotonic() > 0: exec('def name_%d(): pass' % (time.monotonic() * 1000))\ndef f(): os._exit(1)\n"
    )
    before = one.report
    one.call("f")
    one.call("f")
    assert one.report is before


def test_closing_twice_is_harmless(worker):
    one = worker("def f(): return 1\n")
    one.close()
    one.close()
    assert one.printed == b""
    assert one.call("f") == Value(1)  # in a fresh process


def test_arguments_that_do_not_cross_are_the_callers_mistake(worker):
    with pytest.raises(WireError):
        worker("def f(x): return 1\n").call("f", [np.zeros(5 * 10**5)] * 4)


def test_the_warnings_that_there_are_come_through(server):
    with Worker(server, (Cell("submission.py", b"# coding: ascii\n# \xff\n"),)) as one:
        assert one.report.warnings == ("line 2 is not valid ASCII: letters there were lost; save the file as UTF-8",)
    with Worker(server, (Cell("code cell 1", "%no_such_magic x\n!ls\n"),)) as one:
        assert len(one.report.warnings) == 2
        assert "`!ls` was passed over" in one.report.warnings[1]


# --- asks for substitutes -------------------------------------------------------------------------------------------------

ASK = """
import json, os, struct
def ask(values=(), **header):
    text = json.dumps({"kind": "ask", "id": 1, "n": 1, "name": "g", "values": list(values), **header}).encode()
    os.write(3, struct.pack(">II", 4 + len(text), len(text)) + text)
"""
FORGED_ASKS = {
    "another call's": "ask([1.0], id=2)",
    "out of turn": "ask([1.0], n=2)",
    "twice": "ask([1.0]); ask([1.0])",
    "a name that has no substitute": "ask([1.0], name='f')",
    "a name that is none": "ask([1.0], name=['g'])",
    "an attribute": "ask([1.0], name='g.__globals__')",
    "a text": "ask(['x'])",
    "a list": "ask([['list', [1.0]]])",
    "a dict": "ask([['dict', []]])",
    "an object": "ask([['other', 'x']])",
    "too large": "ask([1.0] * 20_000)",
    "a product that fills memory": "ask([['array', '|b1', [4000]]] * 3)",
    "very many": "[g(1.0) for n in range(1100)]",
}


@pytest.mark.parametrize("name", FORGED_ASKS)
def test_an_ask_that_breaks_a_rule_ends_the_worker(server, name):
    substitutes = Substitutes("f", ("g",), lambda name, *args: Value(args[0] * 2))
    source = f"{ASK}\ndef f():\n    {FORGED_ASKS[name]}\n    return 1\ndef g(x): return None\n"
    with Worker(server, (Cell("submission.py", source.encode()),), substitutes=substitutes) as one:
        assert one.call("f") == Crashed("sent bytes that are no answer")


def test_a_substitute_gives_values_and_no_more(server):
    substitutes = Substitutes("f", ("g",), lambda name, *args: Value(args[0] * 2))
    source = (
        b"import sys\ndef f(x):\n    assert not hasattr(g, '__wrapped__')\n    return g(x)\ndef g(x): return None\n"
    )
    with Worker(server, (Cell("submission.py", source),), substitutes=substitutes) as one:
        assert one.call("f", 2.0) == Value(4.0, substituted=("g",))
        assert one.call("g", 2.0) == Missing("g")


def test_a_time_out_while_asking_is_still_a_time_out(idle):
    substitutes = Substitutes("f", ("g",), lambda name, *args: Value(1.0))
    source = (
        b"import time\ndef f():\n    while True:\n        g(1.0)\n        time.sleep(0.01)\ndef g(x): return None\n"
    )
    with Worker(idle, (Cell("submission.py", source),), substitutes=substitutes) as one:
        assert isinstance(one.call("f"), TimedOut)
