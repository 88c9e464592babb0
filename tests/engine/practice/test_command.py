"""`autograder check` and `autograder watch`, as a student runs them."""

import os
import signal
import subprocess
import sys
import time

import pytest

UNCOLOURED = {"NO_COLOR": "1", "TERM": "dumb", "COLUMNS": "100"}
WITHOUT = """
import os, sys
for name in ("numpy", "pytest", "matplotlib", "fcntl", "resource", "termios", "tty", "pwd", "grp"):
    sys.modules[name] = None
for name in ("fork", "forkpty", "setsid", "wait4", "sched_getaffinity", "killpg", "getuid", "geteuid"):
    if hasattr(os, name):
        delattr(os, name)
import subprocess
sys.argv[0] = "autograder"
from autograder.__main__ import main
main()
"""


@pytest.fixture
def autograder(student_kit, autograder_here):
    """Runs a command in the kit; returns (exit code, output, errors)."""
    return lambda *args, folder=student_kit.root: autograder_here(*args, folder=folder, **UNCOLOURED)


@pytest.fixture
def started(student_kit):
    """The same in a process of its own, with a child that starts cold."""

    def run(*args, program=("-m", "autograder"), **environment):
        done = subprocess.run(
            [sys.executable, *program, *args],
            cwd=student_kit.root,
            env={**os.environ, **UNCOLOURED, **environment},
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        return done.returncode, done.stdout, done.stderr

    return run


def test_all_right_is_exit_0(student_kit, started):
    student_kit.solve("ch02_perceptron")
    code, output, errors = started("check")
    assert (code, errors) == (0, "")
    assert "20 of 20 points in these checks." in output
    assert "the same checks with other numbers" in output
    assert "\x1b" not in output


def test_something_wrong_is_exit_1(student_kit, autograder):
    student_kit.answer("ch02_perceptron.py", AND="return 1", OR="return int(x1 or x2)")
    code, output, _ = autograder("check")
    assert code == 1
    assert "AND(0, 0)" in output
    assert "✓ OR" in output


def test_one_exercise_counts_alone(student_kit, autograder):
    student_kit.answer("ch02_perceptron.py", AND="return 1", OR="return int(x1 or x2)")
    assert autograder("check", "OR")[0] == 0
    assert autograder("check", "ch02_perceptron.py", "AND")[0] == 1


@pytest.mark.parametrize("args", [("check", "sofmax"), ("check", "nothing.py"), ("watch", "nothing.py")])
def test_a_wrong_name_is_exit_2_with_one_line(autograder, args):
    code, output, errors = autograder(*args)
    assert (code, output, len(errors.splitlines())) == (2, "", 1)


@pytest.mark.parametrize("command", ["check", "watch"])
def test_outside_a_kit_is_exit_2_with_one_line(autograder, tmp_path, command):
    code, output, errors = autograder(command, folder=tmp_path)
    assert (code, output) == (2, "")
    assert errors.startswith("autograder: no exercises here")
    assert len(errors.splitlines()) == 1


def test_the_list_names_every_exercise_and_its_points(autograder):
    code, output, _ = autograder("check", "--list")
    assert code == 0
    assert ["softmax", "3", "points"] in [line.split() for line in output.splitlines()]


def test_a_notebook_is_checked_like_a_script(student_kit, autograder):
    code, output, _ = autograder("check", "ch02_perceptron.ipynb")
    assert code == 1
    assert "none of them started yet" in output
    assert "Note:" not in output


def test_the_parent_needs_neither_numpy_nor_pytest_nor_unix(student_kit, started):
    student_kit.solve("ch03_neural_network")
    code, output, errors = started("check", program=("-c", WITHOUT))
    assert (code, errors) == (0, "")
    assert "40 of 40 points" in output


def test_an_output_that_knows_few_letters_gets_plain_marks(student_kit, started):
    student_kit.answer("ch02_perceptron.py", OR="return int(x1 or x2)")
    code, output, errors = started("check", PYTHONIOENCODING="ascii")
    assert (code, errors) == (1, "")
    assert "+ OR" in output


def test_ctrl_c_ends_a_loop_in_the_students_code_at_once(student_kit):
    student_kit.answer("ch02_perceptron.py", perceptron="while True: pass")
    command = [sys.executable, "-m", "autograder", "check"]
    with subprocess.Popen(command, cwd=student_kit.root, stdout=subprocess.DEVNULL, start_new_session=True) as checking:
        time.sleep(1.5)
        os.killpg(checking.pid, signal.SIGINT)  # as a terminal does it: to the child as well
        assert checking.wait(30) == 130


def test_a_watch_in_a_pipe_prints_each_result_and_ends_with_ctrl_c(student_kit):
    student_kit.answer("ch02_perceptron.py", OR="return int(x1 or x2)")
    with subprocess.Popen(
        [sys.executable, "-m", "autograder", "watch"],
        cwd=student_kit.root,
        env={**os.environ, **UNCOLOURED},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        bufsize=1,
    ) as watching:
        read_until(watching, "checked in")
        student_kit.answer("ch02_perceptron.py", AND="return int(x1 and x2)")
        assert "✓ AND" in read_until(watching, "checked in")
        watching.send_signal(signal.SIGINT)
        assert watching.wait(30) == 130


def read_until(process, words):
    lines, end = [], time.monotonic() + 60
    while time.monotonic() < end:
        lines.append(process.stdout.readline())
        if words in lines[-1]:
            return "".join(lines)
    raise AssertionError("".join(lines))


def test_scripts_beside_the_file_count_as_when_they_are_handed_in_together(student_kit, autograder_here):
    student_kit.write(
        "gates.py", "def AND(x1, x2):\n    return int(x1 + x2 > 1)\ndef OR(x1, x2):\n    return int(x1 + x2 > 0)\n"
    )
    student_kit.write("nand.py", "from gates import AND\ndef NAND(x1, x2):\n    return 1 - AND(x1, x2)\n")
    student_kit.write(
        "xor.py",
        "from gates import *\nfrom nand import NAND\ndef XOR(x1, x2):\n    return AND(NAND(x1, x2), OR(x1, x2))\n",
    )
    code, out, _ = autograder_here("check", "xor.py", folder=student_kit.root)
    passed = [line.split()[1] for line in out.splitlines() if "✓" in line]
    assert (code, passed) == (1, ["AND", "NAND", "OR", "XOR"])
