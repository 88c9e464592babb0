"""Sandbox servers that cost a fork, not an import of NumPy and Matplotlib."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import weakref
from pathlib import Path

import pytest

from autograder.sandbox import server

NURSERY = Path(__file__).with_name("nursery.py")
COLD = server._start  # how a server starts outside the tests


class ForkedServer:
    """What `Server` uses of a `Popen`."""

    def __init__(self, pid: int, arguments: list[str], errors: int) -> None:
        self.pid, self.args, self.returncode = pid, arguments, None
        self._descriptor = os.pidfd_open(pid)
        weakref.finalize(self, os.close, self._descriptor)
        self.stderr = os.fdopen(errors, "rb")

    def kill(self) -> None:
        """End it."""
        with contextlib.suppress(ProcessLookupError):  # it has ended by itself
            signal.pidfd_send_signal(self._descriptor, signal.SIGKILL)

    def wait(self, timeout: float | None = None) -> None:
        """Wait until it is gone."""
        if not select.select([self._descriptor], [], [], timeout)[0]:
            raise subprocess.TimeoutExpired(self.args, timeout)

    def communicate(self, timeout: float | None = None) -> tuple[None, bytes]:
        """What it wrote to its standard error, when it is gone."""
        self.wait(timeout)
        return None, self.stderr.read()


class Nursery:
    """The processes that servers are forked from: one that has Matplotlib, and one without for servers that are to have none."""

    def __init__(self) -> None:
        self._rich, self._lean = _Process([]), _Process(["figureless"])

    def start(self, executable: str, control: socket.socket, kind: list[str]) -> ForkedServer:
        """In place of `server._start`."""
        if executable != sys.executable:
            return COLD(executable, control, kind)
        return (self._lean if "figureless" in kind else self._rich).fork(control, kind)

    def close(self) -> None:
        """End them."""
        self._rich.close()
        self._lean.close()


class _Process:
    """One of them; it starts at once."""

    def __init__(self, kind: list[str]) -> None:
        self._orders, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs, pytest.MonkeyPatch.context() as patch:
            patch.setattr(server, "ENTRY", NURSERY)
            self._process = COLD(sys.executable, theirs, kind)

    def fork(self, control: socket.socket, kind: list[str]) -> ForkedServer:
        """A server of that kind."""
        (errors, write_errors), (answer, write_answer) = os.pipe(), os.pipe()
        order = json.dumps([str(server.ENTRY), *kind]).encode()
        socket.send_fds(self._orders, [order], [control.fileno(), write_errors, write_answer])
        os.close(write_errors)
        os.close(write_answer)
        with open(answer, encoding="ascii") as pid:
            return ForkedServer(int(pid.read()), [sys.executable], errors)

    def close(self) -> None:
        self._orders.close()
        self._process.wait()
        self._process.stderr.close()
