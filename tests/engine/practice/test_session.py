"""A student's file in a child process that may hang or die."""

import base64
import json
import subprocess
import sys

import pytest

from autograder.course import kit as kits
from autograder.errors import AutograderError
from autograder.practice.session import Children, LoadEvent, ProgressEvent, ResultEvent, run
from autograder.practice.submission import Submission
from autograder.result import Outcome

GATES = "ch02_perceptron"


@pytest.fixture
def impatient(student_kit):
    """Does not wait five seconds for a loop."""
    student_kit.limit("call_wall_seconds", 0.5)


@pytest.fixture
def checking(student_kit):
    """Checks the text of a file; returns what loading said and each exercise's result."""
    children = Children()

    def check(text, assignment=GATES, exercises=None):
        kit = kits.read(student_kit.root)
        submission = Submission(f"{assignment}.py", text.encode())
        wanted = exercises or kits.names(kit.assignment(assignment))
        events = [
            one
            for one in run(kit, kit.assignment(assignment), wanted, submission, children)
            if not isinstance(one, ProgressEvent)
        ]
        assert [type(one) for one in events] == [LoadEvent] + [ResultEvent] * len(wanted)
        return events[0], {one.result.name: one for one in events[1:]}

    yield check
    children.close()


def outcomes(checked):
    return [check.outcome for check in checked.result.checks]


def feedback(checked, name):
    return next(check.feedback for check in checked.result.checks if check.name == name)


def test_right_answers_pass(checking, student_kit):
    _, found = checking(student_kit.solve(GATES).read_text(encoding="utf-8"))
    assert [one.result.score for one in found.values()] == [4.0] * 5


def test_plots_are_judged_and_show_does_not_wait(checking):
    text = """
import numpy as np
import matplotlib.pyplot as plt
def plot_sin():
    x = np.arange(0, 6, 0.1)
    plt.plot(x, np.sin(x))
    plt.savefig("sin.png")
    plt.show()
"""
    _, found = checking(text, "ch01_numpy", ["plot_sin"])
    assert set(outcomes(found["plot_sin"])) == {Outcome.PASSED}


def test_a_loop_costs_its_check_and_the_rest_goes_on(checking, impatient):
    text = "def AND(x1, x2):\n    while x1 and type(x1) is float:\n        pass\n    return int(x1 and x2)\ndef OR(x1, x2):\n    return int(x1 or x2)\n"
    _, found = checking(text, exercises=["AND", "OR"])
    assert outcomes(found["AND"]) == [Outcome.PASSED, Outcome.TIMED_OUT]
    assert set(outcomes(found["OR"])) == {Outcome.PASSED}


def test_those_that_call_a_function_that_hangs_are_not_tried_either(checking, student_kit):
    student_kit.limit("call_cpu_seconds", 0.2)
    text = "def AND(x1, x2):\n    while True:\n        pass\ndef XOR(x1, x2):\n    return AND(x1, x2)\n"
    _, found = checking(text + "def OR(x1, x2):\n    return int(x1 or x2)\n", exercises=["AND", "OR", "XOR"])
    assert set(outcomes(found["XOR"])) == {Outcome.TIMED_OUT}
    assert "not tried, since `AND`, which it calls, ran out of time" in found["XOR"].result.checks[0].message
    assert set(outcomes(found["OR"])) == {Outcome.PASSED}


def test_a_loop_in_python_is_ended_by_its_processor_time(checking, student_kit):
    student_kit.limit("call_cpu_seconds", 0.2)
    _, found = checking("def AND(x1, x2):\n    while True:\n        pass\n", exercises=["AND"])
    assert "still running after 0.2 s of processor time" in found["AND"].result.checks[0].message


BUSY = "import time\ndef AND(x1, x2):\n    end = time.process_time() + 0.3\n    while time.process_time() < end:\n        pass\n"


def test_a_call_may_use_no_more_processor_time_than_where_it_is_graded(checking, student_kit):
    student_kit.limit("call_cpu_seconds", 0.1)
    _, found = checking(BUSY + "    return int(x1 and x2)\n", exercises=["AND"])
    assert set(outcomes(found["AND"])) == {Outcome.TIMED_OUT}
    assert "still running after 0.1 s of processor time" in found["AND"].result.checks[0].message


def test_a_whole_submission_may_use_no_more_either(checking, student_kit):
    student_kit.limit("submission_cpu_seconds", 0.2)
    gates = BUSY.replace("AND", "OR") + "    return int(x1 or x2)\n" + BUSY + "    return int(x1 and x2)\n"
    _, found = checking(gates, exercises=["AND", "OR"])
    assert {*outcomes(found["AND"]), *outcomes(found["OR"])} == {Outcome.TIMED_OUT}
    assert "the time for the whole submission is used up" in found["OR"].result.checks[0].message


def test_after_a_loop_the_other_checks_of_the_exercise_are_not_tried(checking, impatient, monkeypatch):
    starts = []
    monkeypatch.setattr(Children, "take", lambda *args, take=Children.take, **kw: starts.append(1) or take(*args, **kw))
    _, found = checking("def AND(x1, x2):\n    while True:\n        pass\n", exercises=["AND"])
    assert set(outcomes(found["AND"])) == {Outcome.TIMED_OUT}
    assert (len(outcomes(found["AND"])), len(starts)) == (2, 2)


def test_a_function_that_ends_python_costs_its_checks_only(checking):
    text = "import os\ndef AND(x1, x2):\n    os._exit(0)\ndef OR(x1, x2):\n    return int(x1 or x2)\n"
    _, found = checking(text, exercises=["AND", "OR"])
    assert set(outcomes(found["AND"])) == {Outcome.CRASHED}
    assert set(outcomes(found["OR"])) == {Outcome.PASSED}


def test_a_loop_while_loading_costs_its_statement_only(checking, impatient):
    loaded, found = checking(
        "x = 1\nwhile True:\n    x = 2\ndef OR(x1, x2):\n    return int(x1 or x2)\n", exercises=["OR"]
    )
    assert loaded.warnings[0].line == 2
    assert set(outcomes(found["OR"])) == {Outcome.PASSED}


def test_after_three_loops_while_loading_the_file_counts_as_ending_there(checking, impatient):
    loop = "while True:\n    pass\n"
    loaded, found = checking(4 * loop + "def OR(x1, x2):\n    return 1\n", exercises=["OR"])
    assert set(outcomes(found["OR"])) == {Outcome.MISSING}
    assert any(warning.line == 5 for warning in loaded.warnings)


def test_input_has_ended_and_prints_are_kept_up_to_a_limit(checking):
    text = """
import sys
def AND(x1, x2):
    print("x1 is", x1)
    return input()
def OR(x1, x2):
    print("no end" * 100_000)
    print("to stderr", file=sys.stderr)
    return 5
"""
    _, found = checking(text, exercises=["AND", "OR"])
    assert "EOF" in found["AND"].result.checks[0].message
    assert feedback(found["AND"], "test_table").printed == "x1 is 0\n"
    assert len(feedback(found["OR"], "test_table").printed) == 2000


def test_what_is_written_to_the_childs_own_output_is_no_event(checking):
    text = """
import os
for descriptor in range(10):
    try:
        os.write(descriptor, b'{"event": "done"\\n[1]\\nnonsense\\n')
    except OSError:
        pass
def OR(x1, x2):
    return int(x1 or x2)
"""
    _, found = checking(text, exercises=["OR"])
    assert set(outcomes(found["OR"])) == {Outcome.PASSED}


def test_a_file_finds_no_files_and_no_modules_beside_it(checking, student_kit, monkeypatch):
    monkeypatch.chdir(student_kit.root)
    student_kit.write("mine.py", "x = 3\n")
    loaded, _ = checking("import os\nfound = open('kit.toml')\nimport mine\n", exercises=["OR"])
    assert len(loaded.warnings) == 2


def test_a_files_name_may_be_that_of_a_library(checking, student_kit, monkeypatch):
    monkeypatch.chdir(student_kit.root)
    student_kit.write("numpy.py", "raise SystemExit\n")
    _, found = checking("def OR(x1, x2):\n    return int(x1 or x2)\n", exercises=["OR"])
    assert set(outcomes(found["OR"])) == {Outcome.PASSED}


def test_what_is_no_notebook_is_refused_with_a_sentence(student_kit):
    kit = kits.read(student_kit.root)
    children = Children()
    with pytest.raises(AutograderError, match=r"ch02_perceptron\.ipynb is not a notebook"):
        list(run(kit, kit.assignment(GATES), ["OR"], Submission(f"{GATES}.ipynb", b"{"), children))
    children.close()


def test_a_fault_of_ours_is_raised_as_one(student_kit):
    (student_kit.root / "tests" / GATES / "test_OR.py").write_text("import nothing_of_that_name\n", encoding="utf-8")
    kit = kits.read(student_kit.root)
    children = Children()
    with pytest.raises(RuntimeError, match="nothing_of_that_name"):
        list(run(kit, kit.assignment(GATES), ["OR"], Submission(f"{GATES}.py", b""), children))
    children.close()


def test_what_python_says_before_a_child_can_speak_is_raised(student_kit, cold_children, monkeypatch, tmp_path):
    (tmp_path / "sitecustomize.py").write_text("import sys\nsys.exit('nothing works here')\n", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    kit = kits.read(student_kit.root)
    children = Children()
    with pytest.raises(RuntimeError, match="nothing works here"):
        list(run(kit, kit.assignment(GATES), ["OR"], Submission(f"{GATES}.py", b""), children))
    children.close()


def test_a_spare_child_for_another_assignment_is_replaced(student_kit):
    kit = kits.read(student_kit.root)
    children = Children()
    children.warm(kit, kit.assignment("ch03_neural_network"), draws=False)
    spare = children.take(kit, kit.assignment(GATES), draws=False)
    assert spare.prepared[1] == GATES
    children.close()


WITHOUT_UNIX = """
import os, sys
for name in ("fcntl", "resource", "termios", "tty", "pty", "pwd", "grp", "posix_ipc", "syslog"):
    sys.modules[name] = None
for name in ("fork", "forkpty", "setsid", "wait4", "sched_getaffinity", "killpg", "getuid", "geteuid"):
    if hasattr(os, name):
        delattr(os, name)
import signal
for name in ("SIGKILL", "SIGALRM", "SIGHUP", "SIGUSR1", "pthread_kill", "setitimer", "alarm"):
    if hasattr(signal, name):
        delattr(signal, name)
"""


def test_a_child_needs_nothing_of_unix(student_kit, tmp_path):
    """The child as on Windows: nothing but what every Python has."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(WITHOUT_UNIX, encoding="utf-8")
    student_kit.solve("ch03_neural_network")
    program = f"import sys; sys.path.insert(0, {str(tmp_path / 'site')!r}); import sitecustomize"
    started = [sys.executable, "-c", f"{program}; from autograder.practice import child; child.main()"]
    with subprocess.Popen(started, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=tmp_path) as process:
        process.stdin.write(_orders(student_kit.root, "ch03_neural_network").encode())
        process.stdin.flush()  # left open: a child ends with its parent
        said = process.stdout.read().decode()
    assert '"event": "done"' in said
    assert '"outcome": "passed"' in said
    assert '"outcome": "failed"' not in said


def _orders(root, assignment):
    content = (root / f"{assignment}.py").read_bytes()
    exercises = kits.names(kits.read(root).assignment(assignment))
    prepare = {"kit": str(root), "assignment": assignment, "draws": True}
    go = {"name": "x.py", "content": base64.b64encode(content).decode(), "draws": True}
    go |= {"exercises": exercises, "lost": {}, "skip": [], "width": 74}
    return json.dumps(prepare) + "\n" + json.dumps(go) + "\n"
