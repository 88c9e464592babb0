"""The grader's side of a server: it starts any supported interpreter with nothing of ours in it, or says in one line why not."""

import os
import signal
import sys
import venv

import pytest

from autograder.errors import AutograderError
from autograder.limits import Limits
from autograder.sandbox import Cell, Value
from autograder.sandbox.server import Server, ServerEnded
from autograder.sandbox.worker import Worker

SOURCE = (Cell("submission.py", b"def f(): return 1\n"),)


OLD = f"""exec '{sys.executable}' -c "import sys; sys.version_info = (3, 9, 18); exec(sys.argv[3])" "$@" """


def script(path, text):
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return str(path)


def test_it_says_what_its_interpreter_has(server):
    interpreter = server.interpreter
    assert interpreter.python == ".".join(map(str, sys.version_info[:3]))
    assert interpreter.numpy_file.startswith(interpreter.libraries)
    assert server.confinement == "full"


def test_what_many_submissions_import_is_there_before_a_worker_starts(server):
    source = "import sys\nfound = {name: name in sys.modules for name in ('matplotlib.pylab', 'pprint', 'pickle')}\n"
    with Worker(server, (Cell("submission.py", (source + "def f(): return found").encode()),)) as worker:
        assert worker.call("f") == Value({"matplotlib.pylab": True, "pprint": True, "pickle": True})


def test_a_plot_shown_through_pylab_is_the_one_that_is_judged(server):
    source = (
        "import matplotlib.pylab as plt\ndef f():\n    plt.plot([1.0, 2.0], label='a')\n    plt.show()\n    plt.close()"
    )
    with Worker(server, (Cell("submission.py", source.encode()),)) as worker:
        (axes,) = worker.draw("f").value["axes"]
    assert [line["label"] for line in axes["lines"]] == ["a"]


def test_an_interpreter_that_is_not_there(tmp_path):
    with pytest.raises(AutograderError, match=r"no Python interpreter at '.*nopython'; give the path of one"):
        Server(str(tmp_path / "nopython"), Limits())


def test_an_interpreter_without_numpy_names_the_pip_line(tmp_path):
    venv.create(tmp_path / "bare", with_pip=False)
    executable = str(tmp_path / "bare" / "bin" / "python")
    with pytest.raises(AutograderError, match=r"bare/bin/python has no NumPy: .*bare/bin/python -m pip install numpy"):
        Server(executable, Limits())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("echo no good >&2; exit 3", "cannot serve as the students' Python: no good"),
        ("exit 0", "cannot serve as the students' Python: it ended at once, with exit code 0"),
    ],
)
def test_a_program_that_is_no_python(tmp_path, text, words):
    with pytest.raises(AutograderError, match=words):
        Server(script(tmp_path / "python", text), Limits())


def test_a_python_that_is_too_old_is_told_so(tmp_path):
    with pytest.raises(AutograderError, match=r"it is Python 3\.9, and 3\.10 is the oldest that can"):
        Server(script(tmp_path / "python", OLD), Limits())


def test_a_server_that_the_machine_kills_while_it_starts_is_started_once_more(tmp_path):
    text = f'[ -e "{tmp_path}/started" ] || {{ touch "{tmp_path}/started"; kill -9 $$; }}; exec {sys.executable} "$@"'
    with Server(script(tmp_path / "python", text), Limits()) as server, Worker(server, SOURCE) as worker:
        assert worker.call("f") == Value(1)


def test_one_that_is_killed_each_time_is_one_sentence(tmp_path):
    with pytest.raises(
        AutograderError, match=r"was killed while it started as the students' Python \(out of memory\?\)"
    ):
        Server(script(tmp_path / "python", "kill -9 $$"), Limits())


def test_a_file_that_no_kernel_can_run(tmp_path):
    (tmp_path / "python").write_bytes(b"\x7fnothing")
    (tmp_path / "python").chmod(0o755)
    with pytest.raises(AutograderError, match="cannot be started"):
        Server(str(tmp_path / "python"), Limits())


def test_a_numpy_outside_the_libraries_is_refused(tmp_path):
    """Workers could not read it: seen at the start, not at the first submission."""
    venv.create(tmp_path / "bare", with_pip=False)
    site = next((tmp_path / "bare" / "lib").glob("python*/site-packages"))
    import numpy

    (site / "elsewhere.pth").write_text(os.path.dirname(os.path.dirname(numpy.__file__)) + "\n")
    with pytest.raises(AutograderError, match="NumPy outside its own libraries"):
        Server(str(tmp_path / "bare" / "bin" / "python"), Limits())


def test_a_server_that_is_gone_is_a_fault_of_ours():
    server = Server(None, Limits())
    try:
        os.kill(server.pid, signal.SIGKILL)
        with pytest.raises(ServerEnded):
            Worker(server, SOURCE)
    finally:
        server.close()


def test_reaping_one_that_is_gone_is_harmless(server):
    pid, channel = server.fork()
    assert server.reap(pid)["signal"] in (0, signal.SIGKILL)
    assert server.reap(pid) == {"signal": 0, "code": 0, "cpu_seconds": 0.0, "peak_bytes": 0, "reaped_alive": False}
    channel.close()


def test_closing_ends_server_and_workers():
    with Server(None, Limits()) as server:
        worker = Worker(server, SOURCE)
        pid = worker._process.pid
    with pytest.raises(ProcessLookupError):
        os.kill(server.pid, 0)
    worker._process.channel.close()
    for _ in range(500):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            break
        signal.sigtimedwait([], 0.01)
    else:
        pytest.fail("a worker outlived its server")


def test_no_descriptor_is_left_of_many_workers(server):
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(20):
        with Worker(server, SOURCE) as worker:
            assert worker.call("f") == Value(1)
    assert len(os.listdir("/proc/self/fd")) == before
    assert len(os.listdir(f"/proc/{server.pid}/fd")) < 12


def test_no_zombie_is_left_of_many_workers(server):
    for _ in range(5):
        with Worker(server, SOURCE):
            pass
    with open(f"/proc/{server.pid}/task/{server.pid}/children", encoding="ascii") as file:
        assert file.read().split() == []
