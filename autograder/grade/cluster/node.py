"""What runs on a node: one warm engine for a run, in the process of a Dask worker, ended with the run or with the worker."""

from __future__ import annotations

import asyncio
import socket
import time
from dataclasses import dataclass
from pathlib import Path

from distributed import Worker, WorkerPlugin, get_worker

from autograder import __version__
from autograder.course import folder
from autograder.errors import AutograderError
from autograder.grade.engine import Engine, Settings, environment
from autograder.grade.requirements import require_matplotlib, require_private_paths
from autograder.grade.servers import probe
from autograder.grade.tasks import Reply, Task
from autograder.result import Environment
from autograder.scratch import Scratch

from .bundle import Bundle


@dataclass(frozen=True)
class Rules:
    """How submissions are graded, as `grade.engine.Settings`, but for the course, which each node unpacks for itself.

    `private` are folders that student code must not read where a node shares a file system with whoever started the run.
    """

    executable: str | None = None
    unconfined: bool = False
    private: tuple[Path, ...] = ()


@dataclass(frozen=True)
class Description:
    """What a node says of itself; without an environment, `lacks` is the sentence on why it cannot grade."""

    host: str
    engine: str
    environment: Environment | None
    lacks: str = ""


@dataclass(frozen=True)
class Replies:
    """What became of a batch, and how long the node worked on it."""

    replies: tuple[Reply, ...]
    seconds: float


class NodeEngine(WorkerPlugin):  # type: ignore[misc] # Dask has no types
    """An engine, and the course that it reads; Dask calls `teardown` when the plugin is removed or the worker ends."""

    def __init__(self, bundle: Bundle, rules: Rules) -> None:
        self._scratch = Scratch()
        try:
            root = self._scratch.path
            bundle.unpack(root)
            course = folder.read(root)
            with probe(rules.executable, course.limits, unconfined=rules.unconfined) as server:
                require_private_paths(server.readable, [root, *rules.private])
                require_matplotlib(server, course)
                self.environment = environment(server)
        except BaseException:
            self._scratch.close()
            raise
        self._engine = Engine(Settings(course, rules.executable, rules.unconfined))

    def grade(self, tasks: tuple[Task, ...]) -> Replies:
        """Grade submissions one after another."""
        start = time.perf_counter()
        replies = tuple(self._engine.submit(task) for task in tasks)
        return Replies(replies, time.perf_counter() - start)

    async def teardown(self, worker: Worker) -> None:
        """End the engine. Its thread may be in the middle of a submission: the worker's own loop does not wait there."""
        await asyncio.to_thread(self.close)

    def close(self) -> None:
        """End the engine and remove the course."""
        self._engine.close()
        self._scratch.close()


def open_engine(run: str, bundle: Bundle, rules: Rules) -> Description:
    """Task: start this worker's engine for a run, or say why it cannot grade."""
    worker, host = get_worker(), socket.gethostname()
    if run in worker.plugins:
        return Description(host, __version__, worker.plugins[run].environment)
    try:
        engine = NodeEngine(bundle, rules)
    except AutograderError as error:
        return Description(host, __version__, None, str(error))
    adding = worker.plugin_add(engine, name=run)
    asyncio.run_coroutine_threadsafe(adding, worker.loop.asyncio_loop).result()
    return Description(host, __version__, engine.environment)


def grade(run: str, tasks: tuple[Task, ...]) -> Replies:
    """Task: grade a batch with this worker's engine."""
    engine: NodeEngine = get_worker().plugins[run]
    return engine.grade(tasks)


async def close_engine(run: str, dask_worker: Worker) -> None:
    """Called on every worker when a run is over."""
    if run in dask_worker.plugins:
        await dask_worker.plugin_remove(name=run)
