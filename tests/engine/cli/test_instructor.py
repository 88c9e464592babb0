"""`autograder grade` as an instructor runs it: exit codes, one line for each trouble, plain output in a pipe."""

import contextlib
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time

import pytest

RIGHT = "import numpy as np\ndef double(x):\n    return x + x\ndef floor(x, low):\n    return np.maximum(x, low)\n"
ENVIRONMENT = {
    name: value for name, value in os.environ.items() if name not in ("AUTOGRADER_COURSE", "TERM", "COLUMNS")
}


@pytest.fixture
def folder(tiny_course):
    """The tiny course's folder; students' files stand in `class/` there."""
    files = tiny_course.root / "class" / "ch09_tiny"
    files.mkdir(parents=True)
    for student in ("ada", "bob"):
        (files / f"{student}.py").write_text(RIGHT, encoding="utf-8")
    return tiny_course.root


@pytest.fixture
def started(folder):
    """Start a command in a process of its own, in pipes."""

    def start(*arguments, **variables):
        return subprocess.Popen(
            [sys.executable, "-m", "autograder", *arguments], cwd=folder, env={**ENVIRONMENT, **variables},
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, encoding="utf-8",
        )  # fmt: skip

    return start


@pytest.fixture
def autograder(folder, autograder_here):
    """Run a command; returns (exit code, output, errors)."""
    return lambda *arguments, cwd=folder: autograder_here(*arguments, folder=cwd)


def test_a_class_is_graded_and_shown_plainly_in_a_pipe(started, autograder, tiny_course):
    process = started("grade", "class", FORCE_COLOR="")
    out, err = process.communicate(timeout=120)
    assert (process.returncode, err) == (0, ""), "no progress bar in a pipe"
    assert re.search(r"^ch09_tiny +2 +0 +3\.00 +3\.00 +3$", out, re.MULTILINE)
    assert "2 students, 2 files graded, 0 unchanged, under Python 3." in out
    assert "\x1b" not in out
    assert (tiny_course.root / "graded" / "grades.csv").is_file()

    (tiny_course.root / "class" / "ch09_tiny" / "bob.py").write_text(RIGHT + "#\n", encoding="utf-8")
    code, out, _ = autograder("grade", "class/ch09_tiny/bob.py")
    assert (code, "2 students, 1 file graded, 0 unchanged, 1 from earlier runs, under" in out) == (0, True)


def test_a_fault_of_ours_ends_with_3_and_names_the_file_and_the_log(autograder, tiny_course):
    tiny_course.edit(
        tiny_course.other_suite, '"""raises what is too low"""\n',
        '"""raises what is too low"""\n    import autograder.suite\n    raise autograder.suite.Fault("broken")\n',
    )  # fmt: skip
    code, out, err = autograder("grade", "class/ch09_tiny/ada.py")
    assert (code, err) == (3, "")
    assert "Not graded through a fault of ours\n  ada.py\n" in out
    assert f"What went wrong: {os.path.join('graded', 'faults.log')}" in out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["grade", "nowhere"], "no file or folder 'nowhere'"),
        (["grade", "solutions", "--course", "class"], "class holds no course.toml: --course must name the folder of a course"),
        (["grade", "tests/exercises/ch09_tiny/../../../class", "--python", "/nowhere/python"], "no Python interpreter at"),
        (["grade", "course.toml"], "in 'course.toml': nothing to grade"),
        (["grade", "class", "-o", "course.toml"], "cannot write to 'course.toml"),
    ],
)  # fmt: skip
def test_what_the_operator_can_mend_is_one_line_and_exit_code_2(autograder, arguments, says):
    code, out, err = autograder(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith("autograder: ")
    assert says in err
    assert err.count("\n") == 1


def test_outside_a_course_one_line_says_how_to_name_one(autograder, tmp_path):
    code, out, err = autograder("grade", ".", cwd=tmp_path)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "go to a course's folder, or name one with --course DIR or AUTOGRADER_COURSE" in err


@pytest.mark.parametrize(
    "arguments", [["grade"], ["grade", "class", "--jobs", "0"], ["grade", "class", "--nonsense"], ["nonsense"]]
)
def test_a_command_line_that_makes_no_sense_ends_with_2(autograder, arguments):
    code, out, err = autograder(*arguments)
    assert (code, out) == (2, "")
    assert "Usage:" in err


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_stopped_run_ends_with_130_and_one_line(started, tiny_course, how):
    slow = RIGHT + "import time\ntime.sleep(1)\n"
    (tiny_course.root / "class" / "ch09_tiny" / "ada.py").write_text(slow, encoding="utf-8")
    process = started("grade", "class", "--jobs", "1")
    while process.poll() is None and not (tiny_course.root / "graded" / ".lock").exists():
        time.sleep(0.05)
    process.send_signal(how)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (130, ""), err
    assert err == "autograder: stopped; what was graded is in 'graded', and the same command goes on from there\n"


def test_a_reader_that_leaves_early_changes_nothing(started, tiny_course):
    process = started("grade", "class", "--jobs", "1")
    process.stdout.close()
    assert process.stderr.read() == ""
    process.stderr.close()
    assert process.wait(timeout=120) == 0
    assert (tiny_course.root / "graded" / "grades.csv").is_file()


def test_a_dry_run_says_whose_grade_would_move_through_which_check_and_writes_nothing(autograder, tiny_course):
    common = ("grade", "class", "--jobs", "1", "--allow-unconfined")
    assert autograder(*common)[0] == 0
    (tiny_course.root / "class" / "ch09_tiny" / "bob.py").write_text(RIGHT.replace("x + x", "x * x"), encoding="utf-8")
    output = tiny_course.root / "graded"
    before = {path: (path.stat().st_mtime_ns, path.stat().st_size) for path in output.rglob("*") if path.is_file()}
    code, out, _ = autograder(*common, "--dry-run")
    assert code == 0
    plain = " ".join(out.split())
    assert "1 grade would move; 1 file would be graded, 1 kept." in plain, out
    assert "3 of 3" in plain and "1 of 3" in plain and "(lost now)" in plain
    after = {path: (path.stat().st_mtime_ns, path.stat().st_size) for path in output.rglob("*") if path.is_file()}
    assert before == after


def test_a_dry_run_reads_what_was_entered_in_formgrader_since_the_last_run(autograder, tiny_course):
    common = ("grade", "class", "--jobs", "1", "--allow-unconfined")
    assert autograder(*common)[0] == 0
    gradebook = tiny_course.root / "graded" / "gradebook.db"
    with contextlib.closing(sqlite3.connect(gradebook)) as book:
        book.execute("UPDATE grade SET manual_score = 0.25 WHERE auto_score = (SELECT max(auto_score) FROM grade)")
        book.commit()
    before = gradebook.read_bytes()
    code, out, _ = autograder(*common, "--dry-run")
    assert code == 0
    assert "3 of 3 1.25 of 3 a person's decision" in " ".join(out.split())
    trial = re.search(r"(\d+) grades? would move", out)[1]
    assert gradebook.read_bytes() == before
    _, out, _ = autograder(*common)
    assert f"Changed grades: {trial}" in out


def test_a_dry_run_makes_no_gradebook(autograder, tiny_course, tmp_path):
    url = f"sqlite:///{tmp_path / 'elsewhere' / 'book.db'}"
    code, _, _ = autograder("grade", "class", "--jobs", "1", "--allow-unconfined", "--dry-run", "--gradebook", url)
    assert code == 0
    assert not (tmp_path / "elsewhere").exists()
    assert not (tiny_course.root / "graded").exists()
