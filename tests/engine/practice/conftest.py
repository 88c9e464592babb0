"""Warm children: forked from one process that has imported what each of them would import again."""

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
from types import SimpleNamespace

import pytest

NURSERY = """
import gc, json, os, signal, socket, sys
import matplotlib.pyplot, numpy, pytest
import autograder.course.kit, autograder.explain.loading, autograder.suite, autograder.suite.local, autograder.suite.sampling
import autograder.sandbox.inside.drawing, autograder.sandbox.inside.loader
from autograder.practice import child

orders = socket.socket(fileno=int(sys.argv[1]))
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
gc.freeze()
while True:
    order, streams, _, _ = socket.recv_fds(orders, 1_000_000, 3)
    if not order:
        break
    pid = os.fork()
    if pid:
        for stream in streams:
            os.close(stream)
        orders.send(str(pid).encode())
        continue
    orders.close()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    order = json.loads(order)
    os.chdir(order["cwd"])
    os.environ.clear()
    os.environ.update(order["env"])
    child.main()
"""


class Forked:
    """What `Child` uses of a `Popen`."""

    def __init__(self, pid: int, stdin: int, stdout: int) -> None:
        self._descriptor = os.pidfd_open(pid)
        weakref.finalize(self, os.close, self._descriptor)
        self.stdin, self.stdout = os.fdopen(stdin, "wb"), os.fdopen(stdout, "rb")

    def kill(self) -> None:
        """End it."""
        with contextlib.suppress(ProcessLookupError):  # it has ended by itself
            signal.pidfd_send_signal(self._descriptor, signal.SIGKILL)

    def wait(self) -> None:
        """Wait until it is gone."""
        select.select([self._descriptor], [], [])


class Nursery:
    """The process that children are forked from."""

    def __init__(self) -> None:
        self._orders, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        environment = {
            **os.environ,
            "MPLBACKEND": "Agg",
            "OPENBLAS_NUM_THREADS": "1",
        }  # no threads: they survive no fork
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-c", NURSERY, str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                env=environment,
                cwd="/",
            )

    def start(
        self, command: list[str], *, stdin: int, stdout: int, stderr: object, cwd: str, env: dict[str, str]
    ) -> Forked:
        """In place of `subprocess.Popen`."""
        assert command[1:] == ["-m", "autograder.practice.child"]
        assert stdin == stdout == subprocess.PIPE
        (read_orders, orders), (events, write_events) = os.pipe(), os.pipe()
        order = json.dumps({"cwd": str(cwd), "env": env}).encode()
        socket.send_fds(self._orders, [order], [read_orders, write_events, stderr.fileno()])
        os.close(read_orders)
        os.close(write_events)
        return Forked(int(self._orders.recv(64)), orders, events)

    def close(self) -> None:
        """End it; its children end with their orders."""
        self._orders.close()
        self._process.wait()


@pytest.fixture(scope="session")
def nursery():
    """One for all tests here."""
    made = Nursery()
    yield made
    made.close()


@pytest.fixture
def cold_children():
    """For tests about how a child starts: each is a Python of its own."""


@pytest.fixture(autouse=True)
def warm_children(request, monkeypatch):
    """Children cost a fork, not an import of NumPy, pytest and Matplotlib."""
    if hasattr(os, "pidfd_open") and "cold_children" not in request.fixturenames:
        start = request.getfixturevalue("nursery").start
        monkeypatch.setattr(
            "autograder.practice.process.subprocess", SimpleNamespace(Popen=start, PIPE=subprocess.PIPE)
        )
