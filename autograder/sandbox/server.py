"""The grader's side of a sandbox server: start an interpreter, see what it has, hand it the policy, fork and reap workers."""

from __future__ import annotations

import base64
import functools
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

from autograder.errors import AutograderError
from autograder.limits import Limits

from . import policy
from .channel import Channel

ENTRY = Path(__file__).with_name("inside") / "__main__.py"
START_SECONDS = 120.0  # the first start on a machine compiles NumPy's bytecode and may build Matplotlib's font list
OLDEST = (3, 10)
THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


class _Killed(AutograderError):
    """The server was killed from outside while it started."""


class ServerEnded(Exception):
    """The server is gone: a fault of ours or of the machine, never the student's."""


@dataclass(frozen=True)
class Room:
    """What one worker may do with files beyond reading libraries.

    Attributes:
        readable: folders that it may read.
        writable: folders in which it may make, change and remove files; it works in the first.
        file_bytes: the largest file that it may write.
        environment: variables that it finds set.
    """

    readable: tuple[Path, ...] = ()
    writable: tuple[Path, ...] = ()
    file_bytes: int = 0
    environment: Mapping[str, str] = field(default_factory=dict)

    def policy(self) -> dict[str, Any]:
        """What the worker itself has to know of it."""
        rooms = list(map(str, self.writable))
        return {"rooms": rooms, "file_bytes": self.file_bytes, "environment": dict(self.environment)}


@dataclass(frozen=True)
class Interpreter:
    """What the server's interpreter has. `libraries` are the folders of its standard library and packages."""

    executable: str
    python: str
    numpy: str
    matplotlib: str | None
    numpy_file: str
    libraries: tuple[str, ...]
    multiarch: str


class Server:
    """A warm interpreter that forks a confined worker on demand. Use it as a context manager.

    Args:
        executable: any supported Python with NumPy; the grader's own by default.
        limits: what a worker may use.
        unconfined: go on where the machine cannot confine; `confinement` then says "partial" or "none".
        notebooks: workers run whole notebooks with IPython (`sandbox.notebook`), each in a room of its own.
        richer: the server for submissions that turn out to need Matplotlib; where it is given, this one has none.
    Raises:
        AutograderError: the interpreter cannot be started, lacks NumPy, or workers would not be confined.
    """

    def __init__(
        self,
        executable: str | None,
        limits: Limits,
        *,
        unconfined: bool = False,
        notebooks: bool = False,
        richer: Callable[[], Server] | None = None,
    ) -> None:
        self.limits, self._notebooks, self.richer = limits, notebooks, richer
        self.machine = policy.available()
        if self.machine.missing and not unconfined:
            raise AutograderError(
                f"this machine cannot confine student code: it lacks {'; '.join(self.machine.missing)}. "
                "'autograder doctor' shows more; --allow-unconfined grades all the same and says so in every result"
            )
        found = _resolve(executable)
        try:
            self._begin(found)
        except _Killed:  # by the machine, which may have been short of memory just then
            self._begin(found)

    @property
    def confinement(self) -> str:
        """ "full", "partial" or "none"."""
        return self.machine.level

    @functools.cached_property
    def readable(self) -> list[Path]:
        """The only folders and files that a worker may read."""
        return policy.readable(list(self.interpreter.libraries), self.interpreter.multiarch)

    @property
    def pid(self) -> int:
        """The server's process: the parent of every worker."""
        return self._process.pid

    @property
    def must_hold(self) -> list[bool]:
        """Which of (files, system calls) a worker must find refused to it before it loads anything."""
        return [self.machine.landlock_abi > 0, self.machine.seccomp]

    def fork(self, room: Room | None = None) -> tuple[int, Channel]:
        """(pid, channel) of a new worker; the pid is its own until it is reaped."""
        ours, theirs = socket.socketpair()
        output, printed = os.pipe()
        try:
            with self._rules_of(room) as rules:
                request = {"op": "fork", "policy": room.policy() if room else {}}
                self._send(request, [theirs.fileno(), printed, *([rules.fileno()] if rules else [])])
            reply = self._receive()
        except ServerEnded:
            ours.close()
            os.close(output)
            raise
        finally:  # the worker has its own: were ours left open, we would never see its end
            theirs.close()
            os.close(printed)
        return reply["pid"], Channel(ours, output, self.limits.output_bytes)

    def _rules_of(self, room: Room | None) -> Any:
        """Landlock's rules for one worker only, where it has a room; they go before those of all workers."""
        if room is None or not self.machine.landlock_abi:
            return nullcontext()
        return policy.ruleset([*self.readable, *room.readable], room.writable)

    def interrupt(self, pid: int) -> None:
        """Ctrl-C for what a worker is at."""
        self._send({"op": "interrupt", "pid": pid})
        self._receive()

    def reap(self, pid: int, *, has_hung_up: bool = False) -> dict[str, Any]:
        """Kill and reap a worker: {"signal", "code", "cpu_seconds", "peak_bytes", "reaped_alive"}.

        One that `has_hung_up` is given the time to end by itself, if it is at its end: then its signal is not ours.
        """
        self._send({"op": "reap", "pid": pid, "has_hung_up": has_hung_up})
        return self._receive()

    def close(self) -> None:
        """End the server and with it every worker."""
        self._control.close()  # the server ends when it reads this, and the kernel ends its workers with it
        try:
            self._process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stderr is not None:
            self._process.stderr.close()

    def __enter__(self) -> Server:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _begin(self, executable: str) -> None:
        self._control, theirs = socket.socketpair()
        with theirs:
            try:
                self._process = _start(executable, theirs, self._kind)
            except AutograderError:
                self._control.close()
                raise
        self._control.settimeout(START_SECONDS)  # for good: a server that no longer answers is a fault, not a wait
        try:
            self.interpreter = self._hello()
            self._send_policy()
        except ServerEnded:
            self._control.close()
            raise _why_not(self._process) from None

    @property
    def _kind(self) -> list[str]:
        return ["kernel"] * self._notebooks + ["figureless"] * (self.richer is not None)

    def _hello(self) -> Interpreter:
        about = self._receive()
        about["libraries"] = tuple(about["libraries"])
        interpreter = Interpreter(executable=str(self._process.args[0]), **about)  # type: ignore[index]
        if not any(interpreter.numpy_file.startswith(folder + os.sep) for folder in interpreter.libraries):
            self.close()
            raise AutograderError(
                f"{interpreter.executable} has NumPy outside its own libraries, where workers may not read: "
                "use an environment of its own (python -m venv)"
            )
        return interpreter

    def _send_policy(self) -> None:
        limits = self.limits
        request = {
            "memory_bytes": limits.memory_bytes,
            # In whole seconds, and above our own budget: ours says what ran out, the kernel's only that something did.
            "cpu_seconds": int(limits.submission_cpu_seconds) + 2,
            **Room().policy(),
            "landlock_syscall": policy.LANDLOCK_RESTRICT_SELF,
            "seccomp_syscall": policy.seccomp_syscall() if self.machine.seccomp else 0,
            "seccomp": base64.b64encode(
                policy.seccomp_program(notebooks=self._notebooks) if self.machine.seccomp else b""
            ).decode("ascii"),
        }
        if self.machine.landlock_abi:
            with policy.ruleset(self.readable) as rules:
                self._send(request, [rules.fileno()])
        else:
            self._send(request)
        self._receive()

    def _send(self, request: dict[str, Any], descriptors: list[int] | None = None) -> None:
        try:
            socket.send_fds(self._control, [json.dumps(request).encode("ascii") + b"\n"], descriptors or [])
        except OSError:
            raise ServerEnded from None

    def _receive(self) -> dict[str, Any]:
        """One line of JSON; the server has not seen student code and its answers are trusted."""
        data = b""
        while not data.endswith(b"\n"):
            try:
                part = self._control.recv(1 << 16)
            except OSError:
                part = b""
            if not part:
                raise ServerEnded
            data += part
        reply: dict[str, Any] = json.loads(data)
        return reply


def _resolve(executable: str | None) -> str:
    if executable is None:
        return sys.executable
    found = shutil.which(executable)
    if found is None:
        raise AutograderError(
            f"no Python interpreter at '{executable}'; give the path of one, such as .venv/bin/python"
        )
    return os.path.abspath(found)


def _start(executable: str, control: socket.socket, kind: list[str]) -> subprocess.Popen[bytes]:
    """Exec the server with a clean environment: nothing of the grader's memory, descriptors or variables goes along.

    Not with `-I`, which would ignore PYTHONHASHSEED: sets must have the same order in every run. `-s` and the clean environment
    give the same isolation.
    """
    environment = {
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUTF8": "1",
        "LANG": "C.UTF-8",
        "MPLBACKEND": "Agg",
        "MPLCONFIGDIR": str(_font_cache()),
        **{name: os.environ[name] for name in ("TMPDIR",) if name in os.environ},  # where that cannot be written
        **dict.fromkeys(THREADS, "1"),
    }
    descriptor = os.dup(control.fileno())
    try:
        return subprocess.Popen(
            [executable, "-s", "-c", _LAUNCH, str(descriptor), str(ENTRY), *kind],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,  # read only where it does not start; once up, it writes nothing there
            pass_fds=[descriptor],
            env=environment,
            cwd="/",
            start_new_session=True,  # Ctrl-C in our terminal is ours to answer
        )
    except OSError as error:
        raise AutograderError(f"{executable} cannot be started: {error.strerror}") from None
    finally:
        os.close(descriptor)


# Put the control socket where the server looks for it, then become the server. Python 2 must understand it, to be told.
_LAUNCH = f"""
import os, sys
if sys.version_info < {OLDEST}:
    sys.exit("it is Python %d.%d, and {OLDEST[0]}.{OLDEST[1]} is the oldest that can" % sys.version_info[:2])
os.dup2(int(sys.argv[1]), 3)
os.closerange(4, 1 << 20)
os.execv(sys.executable, [sys.executable, "-s"] + sys.argv[2:])
"""


def _font_cache() -> Path:
    """Where Matplotlib keeps its font list, so that only the first server builds it; anywhere writable will do."""
    base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return Path(base, "dlfs-autograder", "matplotlib")


def _why_not(process: subprocess.Popen[bytes]) -> AutograderError:
    """One sentence on why a server did not say hello."""
    name = str(process.args[0])  # type: ignore[index]
    try:
        _, errors = process.communicate(timeout=5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        return AutograderError(f"{name} did not start as the students' Python within {START_SECONDS:.0f} seconds")
    if process.returncode == -signal.SIGKILL:
        return _Killed(f"{name} was killed while it started as the students' Python (out of memory?)")
    last = errors.decode("utf-8", "replace").strip().splitlines()[-1:]
    if last and "No module named 'numpy'" in last[0]:
        return AutograderError(f"{name} has no NumPy: {name} -m pip install numpy matplotlib")
    if last and "No module named 'IPython'" in last[0]:
        return AutograderError(f"{name} has no IPython, in which notebooks run: {name} -m pip install ipython")
    if last:
        return AutograderError(f"{name} cannot serve as the students' Python: {last[0][:300]}")
    return AutograderError(
        f"{name} cannot serve as the students' Python: it ended at once, with exit code {process.returncode}"
    )
