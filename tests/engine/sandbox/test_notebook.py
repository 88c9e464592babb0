"""Whole notebooks in a room of their own: what cells may do there, and what nothing may."""

import os
import threading
import time
from dataclasses import replace

import pytest

from autograder.limits import Limits, NotebookLimits
from autograder.sandbox.notebook import NotebookRun
from autograder.sandbox.server import Room, Server

pytest.importorskip("IPython")
pytestmark = pytest.mark.skipif(os.name != "posix", reason="grading needs Linux")

LIMITS = NotebookLimits(cpu_seconds=20, scratch_bytes=8 * 1024**2)


@pytest.fixture(scope="module")
def server():
    """A server whose workers are IPython kernels."""
    limits = replace(Limits(), memory_bytes=LIMITS.memory_bytes, submission_cpu_seconds=LIMITS.cpu_seconds)
    with Server(None, limits, notebooks=True) as server:
        yield server


@pytest.fixture
def room(tmp_path):
    """A folder to read, one to work in, and secrets beside them."""
    given, work = tmp_path / "given", tmp_path / "work"
    given.mkdir()
    work.mkdir()
    (given / "data.csv").write_text("1,2\n", encoding="utf-8")
    (given / "helper.py").write_text("def twice(x):\n    return 2 * x\n", encoding="utf-8")
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    for name in ("data.csv", "helper.py"):
        (work / name).symlink_to(given / name)
    return Room((given,), (work,), LIMITS.scratch_bytes, {"NBGRADER_EXECUTION": "autograde", "TMPDIR": str(work)})


@pytest.fixture
def run(server, room):
    """Run cells; what came of each."""

    def run(*cells, seconds=20.0):
        return NotebookRun(server, room, LIMITS, lambda _: seconds).run(cells)

    return run


def value(run):
    """What a cell's last expression was, as text."""
    (output,) = [output for output in run.outputs if output["output_type"] == "execute_result"]
    return output["data"]["text/plain"]


def error(run):
    """(type, text) of the error that a cell shows."""
    (output,) = [output for output in run.outputs if output["output_type"] == "error"]
    return output["ename"], output["evalue"]


def kinds(run):
    """What was refused to a cell."""
    return [refusal.kind for refusal in run.refused]


@pytest.mark.parametrize(
    ("cells", "shown"),
    [
        (["open('data.csv').read()"], r"'1,2\n'"),
        (["import helper", "helper.twice(4)"], "8"),
        (["_ = open('new.txt', 'w').write('kept')", "open('new.txt').read()"], "'kept'"),
        (
            ["import os, shutil", "shutil.copy('data.csv', 'b.csv'); os.remove('b.csv'); os.path.exists('b.csv')"],
            "False",
        ),
        (["import inspect", "def f(x):\n    return x", "inspect.getsource(f)"], r"'def f(x):\n    return x\n'"),
        (["%%capture said\nprint('quiet')", "said.stdout"], r"'quiet\n'"),
        (["r = %timeit -o -n1 -r1 1 + 1", "r.loops"], "1"),
        (["import os", "os.environ['NBGRADER_EXECUTION']"], "'autograde'"),
        (["import threading", "t = threading.Thread(target=print)", "t.start(); t.join(); t.is_alive()"], "False"),
        (["import asyncio", "await asyncio.sleep(0.01, 5)"], "5"),
        (["import sqlite3", "c = sqlite3.connect('a.db')", "c.execute('create table t (a)').fetchall()"], "[]"),
        (["import os\nos.mkdir('a')\nos.chdir('a')", "len(open('../data.csv').read())"], "4"),
        (["import os", "open(os.devnull, 'w').write('x')"], "1"),
        (["import os", "len(os.urandom(2)) + len(open('/dev/urandom', 'rb').read(2))"], "4"),
        (["import tempfile", "f = tempfile.TemporaryFile()", "f.write(b'abc')"], "3"),
    ],
)
def test_cells_find_what_a_kernel_gives_them(run, cells, shown):
    runs = run(*cells)
    assert value(runs[-1]) == shown
    assert [kinds(run) for run in runs] == [[]] * len(cells)


def test_an_error_is_a_cells_own_and_the_next_one_goes_on(run):
    first, second = run("x = 3\n1 / 0", "x")
    assert (error(first), value(second)) == (("ZeroDivisionError", "division by zero"), "3")


def test_a_cell_cannot_hide_its_error(run):
    _, last = run("get_ipython()._showtraceback = get_ipython().showtraceback = lambda *a, **k: None", "1 / 0")
    assert error(last)[0] == "ZeroDivisionError"


def test_a_cell_beyond_its_time_is_interrupted_and_what_stood_before_is_kept(run):
    _, late, last = run("x = 3", "while True:\n    pass", "x", seconds=1.0)
    assert (late.timed_out, late.lost, value(last)) == (True, "", "3")


def test_a_cell_that_ends_its_worker_costs_itself(run):
    _, lost, last = run("x = 3", "import os\nos._exit(0)", "x")
    assert (lost.lost, value(last)) == ("ended itself", "3")


def test_a_notebook_without_processor_time_left_says_so_in_all_that_is_left(server, room):
    limits = replace(LIMITS, cpu_seconds=1)
    runs = NotebookRun(server, room, limits, lambda _: None).run(["1", "while True:\n    pass", "2"])
    assert [bool(run.lost) for run in runs] == [False, True, True]
    assert kinds(runs[1]) == ["processor"]


def test_text_on_stderr_and_beside_pythons_streams_is_shown(run):
    (shown,) = run("import os, sys\nprint('a', file=sys.stderr)\n_ = os.write(1, b'b')")
    assert {(output["name"], output["text"]) for output in shown.outputs} == {("stderr", "a\n"), ("stdout", "b")}


def test_half_a_character_can_be_written_to_any_file(run):
    (shown,) = run("print('\\ud800')")
    assert shown.outputs[0]["text"] == "?\n"


def test_pictures_cross_and_markup_does_not(run):
    (shown,) = run(
        "from IPython.display import HTML, Image, display\ndisplay(Image(b'\\x89PNG', format='png'))\nHTML('<b>')"
    )
    assert [sorted(output["data"]) for output in shown.outputs] == [["image/png", "text/plain"], ["text/plain"]]


def test_a_cell_that_shows_very_much_shows_some_of_it_and_keeps_its_value(run):
    (many,) = run("for n in range(3000):\n    display(n)\n    print(n)\n5")
    (large,) = run("for n in range(80):\n    display('\\x00' * 50_000)\n5")
    (wide,) = run("print('数' * 10**6)\n5")
    assert (value(many), value(large), value(wide)) == ("5", "5", "5")


# --- what nothing may -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("open('../secret.txt').read()", "read"),
        ("import os; os.listdir('..')", "read"),
        ("open('../../shared/data.csv')", "read"),
        ("try:\n    open('/etc/hostname').read()\nexcept OSError:\n    pass", "read"),
        ("open('data.csv', 'w')", "write"),
        ("open('data.csv', 'a')", "write"),
        ("open('../new.txt', 'w')", "write"),
        ("import os; os.remove('../secret.txt')", "write"),
        ("import os; os.rename('../secret.txt', 'mine.txt')", "write"),
        ("import os; open('mine.txt', 'w').close(); os.rename('mine.txt', '../mine.txt')", "write"),
        ("import os; os.symlink('../secret.txt', 'link.txt')", "denied"),
        ("import os; os.link('../secret.txt', 'link.txt')", "denied"),
        ("import socket; socket.create_connection(('127.0.0.1', 9))", "network"),
        ("import urllib.request; urllib.request.urlopen('http://localhost:9')", "network"),
        ("import subprocess; subprocess.run(['ls'])", "program"),
        ("lines = !ls", "program"),
        ("%%bash\nls", "program"),
        ("import os; os.fork()", "process"),
        ("x = bytearray(8 * 1024**3)", "memory"),
    ],
)
def test_what_the_confinement_refuses_is_refused_and_named(run, room, cell, kind):
    (refused,) = run(cell)
    assert kinds(refused)[:1] == [kind]
    assert "secret" not in str(refused.outputs).replace("secret.txt", "")
    assert (room.readable[0] / "data.csv").read_text(encoding="utf-8") == "1,2\n"
    assert sorted(path.name for path in room.writable[0].parent.iterdir()) == ["given", "secret.txt", "work"]


def test_another_shell_of_a_cell_says_why_it_did_not_run(run):
    (refused,) = run("lines = !ls -l")
    assert error(refused) == (
        "PermissionError",
        "`ls -l` did not run: this notebook is graded in confinement, where no other program can be started",
    )


def test_a_link_in_the_folder_is_not_followed_out_of_it(run, room):
    (room.writable[0] / "link.txt").symlink_to(room.writable[0].parent / "secret.txt")
    (refused,) = run("open('link.txt').read()")
    assert error(refused)[0] == "PermissionError"


def test_a_file_that_turns_into_a_link_while_it_is_used_is_no_way_out(run, room):
    swapped, secret = room.writable[0] / "swapped.txt", room.writable[0].parent / "secret.txt"
    done = threading.Event()

    def swap():
        other = room.writable[0] / "other"
        while not done.is_set():
            other.symlink_to(secret)
            os.replace(other, swapped)
            other.write_text("mine", encoding="utf-8")
            os.replace(other, swapped)

    swapped.write_text("mine", encoding="utf-8")
    thread = threading.Thread(target=swap)
    thread.start()
    try:
        look = "found = set()\nfor _ in range(3000):\n    try:\n        found.add(open('swapped.txt').read())\n    except OSError:\n        pass\n"
        (seen,) = run(look + "sorted(found - {''})")
    finally:
        done.set()
        thread.join()
    assert value(seen) == "['mine']"


@pytest.mark.parametrize(
    "cell",
    [
        "open('big', 'wb').write(bytes(64 * 1024**2))",
        "for n in range(1000):\n    open(str(n), 'wb').write(bytes(1024**2))",
        "for n in range(100_000):\n    open(str(n), 'w').close()",
        "import os\nkept = []\nfor n in range(50):\n    kept.append(open('x', 'wb'))\n    os.remove('x')\n    kept[-1].write(bytes(4 * 1024**2)); kept[-1].flush()",
    ],
    ids=["one file", "many files", "empty files", "files without a name"],
)
def test_the_disk_is_not_filled(run, room, cell):
    (full,) = run(cell + "\nimport time\ntime.sleep(1)")
    assert kinds(full) == ["size"]
    assert sum(file.stat().st_size for file in room.writable[0].iterdir()) < 20 * LIMITS.scratch_bytes


def test_many_threads_end_at_the_memory_limit(run):
    start = time.monotonic()
    (refused,) = run(
        "import threading, time\nfor _ in range(100_000):\n    threading.Thread(target=time.sleep, args=(60,), daemon=True).start()"
    )
    assert refused.has_failed or refused.lost
    assert time.monotonic() - start < 60


def test_the_rules_are_one_workers_only(server, run, room, tmp_path_factory):
    other = tmp_path_factory.mktemp("other")
    (other / "work").mkdir()
    run("open('mine.txt', 'w').write('mine')")
    (seen,) = NotebookRun(server, Room((), (other / "work",), 1024), LIMITS, lambda _: 20.0).run(
        [f"open({str(room.writable[0] / 'mine.txt')!r}).read()"]
    )
    assert kinds(seen) == ["read"]
