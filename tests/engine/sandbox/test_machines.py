"""On every machine either workers are confined or one sentence says why not, before anything is graded. Each machine is simulated."""

import json
import os
import shutil
import subprocess
import sys

import pytest

from autograder.limits import Limits
from autograder.sandbox import Cell, policy
from autograder.sandbox.server import Server
from autograder.sandbox.worker import Worker

pytest.importorskip("pyseccomp")
SECCOMP = policy.seccomp_syscall()
CREATE, ADD_RULE, RESTRICT = 444, 445, 446  # Landlock's, the same on every architecture

# Answers the calls of those numbers as an older container profile does, in this process and whatever it becomes.
REFUSING = """
import os, pyseccomp, sys
profile = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
for number in sys.argv[2].split(","):
    profile.add_rule(pyseccomp.ERRNO(int(sys.argv[1])), int(number))
profile.load()
os.execv(sys.executable, [sys.executable, *sys.argv[3:]])
"""
EPERM, ENOSYS = 1, 38
AVAILABLE = "from autograder.sandbox import policy; import json; print(json.dumps(policy.available().missing))"


def refusing(*arguments, error=EPERM, calls=(), **more):
    """Run the interpreter on a machine that refuses the calls."""
    command = [sys.executable, "-c", REFUSING, str(error), ",".join(map(str, calls)), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, **more)


@pytest.mark.parametrize("error", [EPERM, ENOSYS])
@pytest.mark.parametrize("call", [CREATE, ADD_RULE, RESTRICT, SECCOMP])
def test_a_part_that_the_kernel_refuses_is_missing(call, error):
    done = refusing("-c", AVAILABLE, calls=[call], error=error)
    (missing,) = json.loads(done.stdout)
    assert missing.startswith("seccomp" if call == SECCOMP else "Landlock")


def test_where_nothing_is_refused_nothing_is_missing():
    assert json.loads(refusing("-c", AVAILABLE, calls=[600]).stdout) == []


@pytest.mark.parametrize(("command", "calls"), [("grade", [RESTRICT]), ("doctor", [CREATE, SECCOMP])])
def test_a_refusal_is_exit_code_2_and_one_sentence(tiny_course, tmp_path, command, calls):
    submission = tmp_path / "ada_ch09_tiny.py"
    submission.write_text("def double(x): return x * 2\n")
    arguments = ["grade", submission, "-o", tmp_path / "graded"] if command == "grade" else ["doctor"]
    done = refusing("-m", "autograder", *arguments, "--course", tiny_course.root, calls=calls)
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    (line,) = done.stderr.strip().splitlines()
    assert line.startswith("autograder: ")
    if command == "grade":
        assert "Operation not permitted" in line
        assert not (tmp_path / "graded").exists()


def test_going_on_unconfined_cannot_be_missed(tiny_course, tmp_path):
    """At the start, at the end, in the record and on the page, whatever the terminal shows of the rest."""
    submission = tmp_path / "ada_ch09_tiny.py"
    submission.write_text("def double(x): return x * 2\n")
    command = ["-m", "autograder", "grade", submission, "-o", tmp_path / "graded", "--course", tiny_course.root]
    done = refusing(*command, "--allow-unconfined", calls=[RESTRICT])
    assert done.returncode == 0, done.stderr
    start, *_, end = done.stderr.strip().splitlines()
    assert start.startswith("WARNING: student code is about to run with PARTIAL CONFINEMENT")
    assert "Operation not permitted" in start
    assert end.startswith("WARNING: student code has run with PARTIAL CONFINEMENT")
    record = json.loads((tmp_path / "graded/results/ch09_tiny/ada.json").read_text())
    assert record["environment"]["confinement"] == "partial"
    assert record["warnings"][0].startswith("graded with partial confinement")
    assert "graded with partial confinement" in (tmp_path / "graded/feedback/ch09_tiny/ada.html").read_text()


# --- old kernels --------------------------------------------------------------------------------------------------------

OLD = """
import os
def read(path): return open(path).read()
def cut(path): os.close(os.open(path, os.O_TRUNC))
def write(path): open(path, "w")
def remove(path): os.unlink(path)
def rename(path): os.rename(path, path + "2")
def signal(): os.kill(os.getppid(), 0)
"""


@pytest.mark.parametrize("abi", [1, 2, 3, 6])
def test_an_old_landlock_is_enough(monkeypatch, tmp_path, abi):
    """Its rights are fewer, and those that it lacks are system calls that seccomp refuses."""
    import landlockpy._syscall

    monkeypatch.setattr(landlockpy._syscall, "abi_version", lambda: abi)
    file = tmp_path / "file"
    file.write_text("content")
    policy.available.cache_clear()
    try:
        with Server(None, Limits()) as server, Worker(server, (Cell("submission.py", OLD.encode()),)) as worker:
            assert server.machine.landlock_abi == abi
            answers = [worker.call(name, str(file)) for name in ("read", "cut", "write", "remove", "rename")]
            answers.append(worker.call("signal"))
    finally:
        policy.available.cache_clear()
    assert [answer.type_name for answer in answers] == ["builtins.PermissionError"] * len(answers)
    assert file.read_text() == "content"


# --- folders, memory, limits --------------------------------------------------------------------------------------------

IN_A_MOUNT_NAMESPACE = ["unshare", "--mount", "--map-root-user", "--user"]


def mounted(script, *command, **more):
    """Run a command where the shell script has changed what is mounted; skips where a machine does not let its users do so."""
    prefix = ["unshare", "--mount"] if os.getuid() == 0 else IN_A_MOUNT_NAMESPACE
    if not shutil.which("unshare") or subprocess.run([*prefix, "true"], capture_output=True).returncode:
        pytest.skip("no mount namespace can be made here")
    shell = [*prefix, "sh", "-ec", f'{script}\nexec "$@"', "sh", *map(str, command)]
    return subprocess.run(shell, capture_output=True, text=True, timeout=180, **more)


def grade_alone(tiny_course, tmp_path, script, **more):
    out = tmp_path / "out"
    out.mkdir()
    (tmp_path / "ada_ch09_tiny.py").write_text("def double(x): return x * 2\n")
    command = [sys.executable, "-m", "autograder", "grade", tmp_path / "ada_ch09_tiny.py", "-o", out / "graded"]
    done = mounted(script.format(out=out), *command, "--course", tiny_course.root, **more)
    assert "Traceback" not in done.stdout + done.stderr, done.stderr
    return done, out / "graded" / "results" / "ch09_tiny" / "ada.json"


def test_without_shared_memory_one_sentence_says_so(tiny_course, tmp_path):
    done, record = grade_alone(tiny_course, tmp_path, "mount -t tmpfs -o ro none /dev/shm")
    assert (done.returncode, record.exists()) == (2, False)
    assert "/dev/shm" in done.stderr


READ_ONLY = "mount --bind {out} {out}\nmount -o remount,bind,ro /"


def test_on_a_read_only_root_everything_is_graded(tiny_course, tmp_path):
    """Written is below -o, and while it runs in the folder for temporary files, which is as empty afterwards as before."""
    own = {**os.environ, "HOME": "/nowhere", "TMPDIR": str(tmp_path / "out")}
    done, record = grade_alone(tiny_course, tmp_path, READ_ONLY, env=own)
    assert (done.returncode, record.exists()) == (0, True), done.stderr
    assert json.loads(record.read_text())["score"] == 2.0
    assert os.listdir(tmp_path / "out") == ["graded"]


def test_where_nothing_can_be_written_one_sentence_says_so():
    code = "from autograder.limits import Limits\nfrom autograder.sandbox.server import Server\nServer(None, Limits())"
    done = mounted("mount -o remount,bind,ro /", sys.executable, "-c", code, env={**os.environ, "HOME": "/nowhere"})
    error = done.stderr.splitlines()[-1]
    assert error.startswith("autograder.errors.AutograderError: ")
    assert "temporary directory" in error


def test_lower_limits_of_the_machine_stay():
    """As `ulimit` in a shell or a container sets them: a worker cannot raise them, and need not."""
    source = "import resource\ndef f(): return resource.getrlimit(resource.RLIMIT_NOFILE)\n"
    code = (
        "import resource; resource.setrlimit(resource.RLIMIT_MEMLOCK, (0, 0)); resource.setrlimit(resource.RLIMIT_SIGPENDING"
        " if hasattr(resource, 'RLIMIT_SIGPENDING') else 11, (8, 8))\n"
        "from autograder.limits import Limits\nfrom autograder.sandbox import Cell\nfrom autograder.sandbox.server import Server\n"
        "from autograder.sandbox.worker import Worker\nserver = Server(None, Limits())\n"
        f"print(Worker(server, (Cell('s.py', {source.encode()!r}),)).call('f').value)\nserver.close()\n"
    )
    way = ["setpriv", "--bounding-set=-sys_resource"] if os.getuid() == 0 and shutil.which("setpriv") else []
    done = subprocess.run([*way, sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == "(64, 64)", done.stderr
