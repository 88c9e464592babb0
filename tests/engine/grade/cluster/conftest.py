"""A scheduler and workers of Dask as processes of this machine, to be stopped and killed."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytest.importorskip("distributed")

from dask import config as dask_settings

from autograder.grade.cluster import Cluster, Rules
from autograder.grade.cluster.nodes import Nodes
from autograder.grade.intake import Submission
from autograder.grade.tasks import Task
from tests.engine.warm.students import students_python

RIGHT = b"import numpy as np\ndef double(x):\n    return x + x\ndef floor(x, low):\n    return np.maximum(x, low)\n"
START_SECONDS = 120


class DaskCluster:
    """What an operator starts: a scheduler, and workers that know its address."""

    def __init__(self, folder: Path, protocol: str = "tcp", **environment: str) -> None:
        self.folder, self._protocol, self._environment = folder, protocol, environment
        self.file = folder / "scheduler.json"
        self.processes: list[subprocess.Popen] = []
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.address = f"{protocol}://127.0.0.1:{self.port}"
        self.scheduler = self.start_scheduler()

    def start_scheduler(self) -> subprocess.Popen:
        """At the address of the first."""
        where = "--host", "127.0.0.1", "--port", str(self.port), "--protocol", self._protocol
        started = self._start("scheduler", *where, "--scheduler-file", str(self.file), "--no-dashboard")
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return started
            time.sleep(0.1)
        raise TimeoutError("no scheduler")

    def start_worker(self) -> subprocess.Popen:
        """A worker without a nanny: what kills it leaves nothing that starts it again."""
        return self._start("worker", self.address, "--nthreads", "1", "--no-nanny", "--no-dashboard")

    def _start(self, what: str, *arguments: str) -> subprocess.Popen:
        code = f"import sys; from distributed.cli.dask_{what} import main; main(sys.argv[1:])"
        with (self.folder / f"{what}-{len(self.processes)}.log").open("wb") as log:
            started = subprocess.Popen(
                [sys.executable, "-c", code, *arguments],
                cwd=self.folder,
                env={**os.environ, **self._environment},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.processes.append(started)
        return started

    def close(self) -> None:
        """Kill them all."""
        for process in self.processes:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@pytest.fixture(scope="module")
def shared_dask(tmp_path_factory):
    """A scheduler and two workers for tests that break nothing."""
    cluster = DaskCluster(tmp_path_factory.mktemp("dask"))
    cluster.start_worker()
    cluster.start_worker()
    yield cluster
    cluster.close()


@pytest.fixture
def encrypted(tmp_path):
    """A scheduler and a worker that speak TLS under a certificate of their own, which this process finds in Dask's configuration."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("needs openssl, to make a certificate")
    name = ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"]
    made = ["-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout", "key.pem", "-out", "cert.pem"]
    subprocess.run([openssl, "req", "-x509", *made, *name], cwd=tmp_path, check=True, capture_output=True)
    key, certificate = str(tmp_path / "key.pem"), str(tmp_path / "cert.pem")
    tls = {"ca-file": certificate} | {
        role: {"key": key, "cert": certificate} for role in ("scheduler", "worker", "client")
    }
    (tmp_path / "dask.yaml").write_text(json.dumps({"distributed": {"comm": {"require-encryption": True, "tls": tls}}}))
    folder = tmp_path / "dask"
    folder.mkdir()
    cluster = DaskCluster(folder, "tls", DASK_CONFIG=str(tmp_path / "dask.yaml"))
    cluster.start_worker()
    with dask_settings.set({f"distributed.comm.tls.{name}": value for name, value in tls.items()}):
        yield cluster
    cluster.close()


@pytest.fixture
def dask(tmp_path):
    """A scheduler of the test's own, without a worker."""
    folder = tmp_path / "dask"
    folder.mkdir()
    cluster = DaskCluster(folder)
    yield cluster
    cluster.close()


@pytest.fixture(scope="session")
def python(tmp_path_factory):
    """The students' Python on every node."""
    return str(students_python(tmp_path_factory.mktemp("students") / "python"))


@pytest.fixture
def opened(tiny_course, python):
    """`opened(dask.address)`: the tiny course's cluster at that scheduler."""

    def open_at(address: str, rules: Rules | None = None, **nodes: float) -> Cluster:
        return Cluster(tiny_course.read(), address, rules or Rules(python), Nodes(**nodes))

    return open_at


def task(student: str, source: bytes = RIGHT) -> Task:
    """A student's file."""
    return Task(Submission(student, "ch09_tiny", Path(f"{student}.py"), f"{student}.py"), source)


@pytest.fixture(scope="session")
def task_of():
    """`task_of("ada", b"…")`: a student's file as a task."""
    return task


@pytest.fixture(scope="session")
def class_of():
    """`class_of(40)`: the tasks of right files, each of which takes a little while."""
    slow = RIGHT.replace(b"return x + x", b"__import__('time').sleep(0.02)\n    return x + x")
    return lambda count: [task(f"student{number}", slow) for number in range(count)]
