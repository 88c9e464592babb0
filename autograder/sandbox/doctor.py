"""Tries every protection in a live worker: a small hostile submission attempts each thing, and what came of it is compared outside."""

from __future__ import annotations

import platform
import resource
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from autograder.limits import Limits
from autograder.sandbox import Answer, Cell, Crashed, Raised, TimedOut, Value
from autograder.sandbox.server import Interpreter, Server
from autograder.sandbox.worker import Worker
from autograder.scratch import scratch

ATTACKS = b'''
import ctypes, os, socket, threading
libc = ctypes.CDLL(None, use_errno=True)

def call(number, *args):
    """Raise OSError where a system call fails."""
    if libc.syscall(number, *args) == -1:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))

def libc_call(name, *args):
    if getattr(libc, name)(*args) == -1:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))

def read_file(path): return open(path).read()
def write_file(path): open(path, "w").write("x")
def list_folder(path): return os.listdir(path)
def tcp(): socket.create_connection(("127.0.0.1", 9))
def udp(): socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", 9))
def unix(): socket.socket(socket.AF_UNIX).connect("\\0autograder-doctor")
def fork():
    if os.fork() == 0:
        os._exit(0)
def thread(): threading.Thread(target=print).start()
def execute(): os.execv("/bin/true", ["true"])
def kill(): os.kill(os.getppid(), 0)
def tgkill(): libc_call("tgkill", os.getppid(), os.getppid(), 0)
def own_signals():
    import fcntl
    fcntl.fcntl(3, fcntl.F_SETOWN, os.getppid())
def limit_parent():
    import resource
    resource.prlimit(os.getppid(), resource.RLIMIT_NOFILE, (3, 3))
def trace(): libc_call("ptrace", 16, os.getppid(), 0, 0)
def parent_memory(): return open(f"/proc/{os.getppid()}/mem", "rb").read(1)
def allocate():
    return len(bytearray(4 * 1024**3))
def memfd():
    descriptor = os.memfd_create("x")
    for _ in range(64):
        os.write(descriptor, bytes(64 * 1024**2))
def shared_memory(): libc_call("shmget", 0, 4096, 0o1600)
def keyring():
    if libc.syscall(KEYCTL, 0, -3, 1) == -1:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
KEYCTL = {"x86_64": 250, "aarch64": 219}.get(os.uname().machine, 250)
def loop():
    while True:
        pass
def sleep():
    import time
    time.sleep(3600)
def flood():
    for _ in range(20000):
        os.write(1, b"x" * 1000)
    return "done"
'''


@dataclass(frozen=True)
class Probe:
    """One attempt: what was tried, whether it was stopped, and how it ended."""

    name: str
    held: bool
    ended: str


@dataclass(frozen=True)
class Report:
    """What this machine offers, and what became of each attempt."""

    machine: tuple[tuple[str, str], ...]
    probes: tuple[Probe, ...]
    missing: tuple[str, ...]

    @property
    def is_safe(self) -> bool:
        """Whether a class may be graded here."""
        return not self.missing and all(probe.held for probe in self.probes)


def examine(limits: Limits, executable: str | None = None) -> Report:
    """Try everything once, in a few seconds, also where workers would not be confined.

    Raises:
        AutograderError: the interpreter cannot be used at all.
    """
    short = replace(limits, call_cpu_seconds=0.5, call_wall_seconds=1.5, submission_cpu_seconds=20.0)
    with Server(executable, short, unconfined=True) as server, scratch() as folder:
        secret = folder / "solutions.py"
        secret.write_text("secret", encoding="utf-8")
        if server.confinement == "none":
            probes: tuple[Probe, ...] = ()  # nothing would stop them: do not let them loose
        else:
            with Worker(server, (Cell("attacks.py", ATTACKS),)) as worker:
                probes = (*_refusals(worker, secret), *_resources(worker, short), _limits_unchanged(worker, server))
        return Report(_machine(server, server.interpreter), probes, server.machine.missing)


def _refusals(worker: Worker, secret: Path) -> list[Probe]:
    attempts: list[tuple[str, str, tuple[Any, ...]]] = [
        ("read a solution", "read_file", (str(secret),)),
        ("read /etc/passwd", "read_file", ("/etc/passwd",)),
        ("list a folder", "list_folder", (str(secret.parent),)),
        ("write a file", "write_file", (str(secret.parent / "written"),)),
        ("connect by TCP", "tcp", ()),
        ("send by UDP", "udp", ()),
        ("connect to a UNIX socket", "unix", ()),
        ("fork", "fork", ()),
        ("start a thread", "thread", ()),
        ("run a program", "execute", ()),
        ("signal the parent (kill)", "kill", ()),
        ("signal the parent (tgkill)", "tgkill", ()),
        ("signal the parent (SETOWN)", "own_signals", ()),
        ("trace the parent", "trace", ()),
        ("read the parent's memory", "parent_memory", ()),
        ("4 GiB by allocation", "allocate", ()),
        ("4 GiB by memfd", "memfd", ()),
        ("shared memory", "shared_memory", ()),
        ("a kernel keyring", "keyring", ()),
    ]
    return [_refusal(name, worker.call(function, *args)) for name, function, args in attempts]


def _refusal(name: str, answer: Answer) -> Probe:
    """An attempt holds only if it was refused: a crash or a time-out proves nothing."""
    if isinstance(answer, Raised):
        kind = answer.type_name.rpartition(".")[2]
        refused = kind in ("PermissionError", "MemoryError") or (kind == "RuntimeError" and "thread" in answer.text)
        text = answer.text.partition("] ")[2].partition(": '")[0] or answer.text
        return Probe(name, refused, f"{kind}: {text}" if text else kind)
    return Probe(name, False, _words(answer))


def _limits_unchanged(worker: Worker, server: Server) -> Probe:
    """Seen from outside, and last: where it goes through, the server can fork no more."""
    before = resource.prlimit(server.pid, resource.RLIMIT_NOFILE)
    worker.call("limit_parent")
    after = resource.prlimit(server.pid, resource.RLIMIT_NOFILE)
    return Probe("set the parent's limits", before == after, f"{after[0]} open files, {before[0]} before")


def _resources(worker: Worker, limits: Limits) -> list[Probe]:
    return [
        _stopped("a loop", lambda: worker.call("loop"), limits.call_wall_seconds),
        _stopped("a sleep", lambda: worker.call("sleep"), limits.call_wall_seconds),
        _flood(worker),
    ]


def _stopped(name: str, attempt: Callable[[], Answer], wall_seconds: float) -> Probe:
    start = time.monotonic()
    answer = attempt()
    seconds = time.monotonic() - start
    return Probe(
        name, isinstance(answer, TimedOut) and seconds < 2 * wall_seconds + 1, f"stopped after {seconds:.1f} s"
    )


def _flood(worker: Worker) -> Probe:
    answer = worker.call("flood")
    kept = len(worker.printed)
    ended = f"{'all written' if isinstance(answer, Value) else _words(answer)}; {kept} of 20000000 bytes kept"
    return Probe("a flood of output", isinstance(answer, (Value, TimedOut)) and kept < 1_000_000, ended)


def _words(answer: Answer) -> str:
    if isinstance(answer, Value):
        return "it went through"
    if isinstance(answer, (Crashed, TimedOut)):
        return answer.reason
    return "it was not tried"


def _machine(server: Server, interpreter: Interpreter) -> tuple[tuple[str, str], ...]:
    machine = server.machine
    return (
        ("kernel", f"{platform.system()} {platform.release()}"),
        ("Landlock", f"ABI {machine.landlock_abi}" if machine.landlock_abi else "not there"),
        ("seccomp", "yes" if machine.seccomp else "not there"),
        ("workers' Python", f"{interpreter.python} ({interpreter.executable})"),
        ("workers' NumPy", interpreter.numpy),
        ("workers' Matplotlib", interpreter.matplotlib or "not there"),
    )
