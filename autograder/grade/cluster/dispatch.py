"""Batches of submissions go to the nodes of a cluster, replies come back; what a node loses is graded by another."""

from __future__ import annotations

import queue
import time
import uuid
import warnings
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from itertools import islice
from types import TracebackType
from typing import Any

from distributed import Client, Future

from autograder.course import Course
from autograder.errors import AutograderError
from autograder.grade.intake import Submission
from autograder.grade.tasks import Faulted, Reply, Task
from autograder.result import Environment

from . import node as on_node
from .bundle import Bundle
from .node import Description, Replies, Rules
from .nodes import Node, Nodes
from .scheduler import connect, scheduler_at

LOOK_SECONDS = 0.5  # between two looks at who joined and who is gone
AHEAD = 2  # batches at a node: one that it works on, one that waits for it
BATCH_SECONDS = 0.4  # of work behind a message
BATCH, BATCH_BYTES = 64, 4 * 1024**2  # the most in one: a node that is lost takes no more along, and memory stays flat
NODES_SECONDS = 60.0  # how long to wait for a node, or for a scheduler that is gone
FETCH_SECONDS = 10.0  # for replies to arrive that a node has ready
TRIES = 3  # so often may a submission be lost that was alone on its way; then it is the submission that ends nodes
DEATHS = 12  # so many in a row, with nothing graded in between, are the cluster's doing


@dataclass
class _Batch:
    """Submissions on their way; `node` is where they are."""

    node: Node
    tasks: tuple[Task, ...]


class Cluster:
    """The nodes of a Dask cluster, to be used as `Pool` is. Use it as a context manager: engines on nodes end with the block.

    Args:
        address: see `scheduler_at`.
    Raises:
        AutograderError: no scheduler or no usable node is there in time, or nodes are lost one after another.
    """

    def __init__(self, course: Course, address: str, rules: Rules, nodes: Nodes | None = None) -> None:
        self.nodes = nodes or Nodes()
        self.notes: list[str] = []
        self._address, self._rules, self._bundle = address, rules, Bundle.of(course)
        self._run = f"autograder-{self._bundle.sha256[:12]}-{uuid.uuid4().hex[:8]}"
        self._done: queue.SimpleQueue[Future] = queue.SimpleQueue()
        self._opening: dict[str, Node] = {}
        self._batches: dict[str, _Batch] = {}  # by the key of their future, the oldest first
        self._futures: dict[str, Future] = {}
        self._again: deque[Task] = deque()
        self._losses: Counter[Submission] = Counter()
        self._deaths = 0
        self._seconds = BATCH_SECONDS  # a submission's, as a running mean; at first one goes by itself
        self._looked = 0.0
        self._usable_at = time.monotonic()

    # --- as a pool ----------------------------------------------------------------------------------------------------

    @property
    def environment(self) -> Environment:
        """Where every result of this run is made."""
        while self.nodes.environment is None:
            self._look()
            self._require_nodes()
            list(self._receive())
        return self.nodes.environment

    def map(self, tasks: Iterable[Task]) -> Iterator[Reply]:
        """Replies as they come; only some tasks are on their way at a time, so that memory stays flat."""
        source = iter(tasks)
        while True:
            yield from self._look()
            self._require_nodes()
            for node in self._free_nodes():
                batch = self._next_batch(source)
                if not batch:
                    if not self._batches:
                        return
                    break
                self._send(node, batch)
            yield from self._receive()

    def grade_exclusively(self, task: Task) -> Reply:
        """The reply to one task while nothing else runs."""
        (reply,) = self.map([task])
        return reply

    def describe_all(self) -> list[Node]:
        """Every node that there is, when each has said what it has or has failed to."""
        end = time.monotonic() + NODES_SECONDS
        self._look()
        while (self._opening or not list(self.nodes)) and time.monotonic() < end:
            list(self._receive())
            self._look()
        return sorted(self.nodes, key=lambda node: node.address)

    def __enter__(self) -> Cluster:
        with ExitStack() as stack:
            self._where: dict[str, Any] = stack.enter_context(scheduler_at(self._address))
            self._client: Client = connect(self._where)
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._stack:
            if self._client.status == "running":
                self._client.cancel(list(self._futures.values()), force=True)
                with suppress(Exception):  # a node that is just going takes its engine along
                    self._client.run(on_node.close_engine, self._run, on_error="ignore", wait=error is None)
            self._client.close()

    # --- nodes --------------------------------------------------------------------------------------------------------

    def _look(self) -> list[Reply]:
        """See who joined and who is gone; the replies are of submissions that are to blame for it."""
        if time.monotonic() - self._looked < LOOK_SECONDS:
            return []
        self._looked = time.monotonic()
        if self._client.status != "running":
            self._reconnect()
        workers = self._client.scheduler_info()["workers"]
        joined, gone, silent = self.nodes.look({address: about["last_seen"] for address, about in workers.items()})
        for node in joined:
            self._open(node)
        for node in silent:
            self.notes.append(f"node {node.name} did not answer any more; others did its work")
        lost = [reply for node in gone for reply in self._give_up(node, is_dead=True)]
        lost += [reply for node in silent for reply in self._give_up(node, is_dead=False)]
        return lost

    def _open(self, node: Node) -> None:
        """Start the node's engine; its answer comes like any other."""
        future = self._submit(node, on_node.open_engine, self._run, self._bundle, self._rules)
        self._opening[future.key] = node

    def _opened(self, node: Node, future: Future) -> None:
        if future.status == "finished":
            with suppress(Exception):  # it is gone again
                description: Description = future.result(timeout=FETCH_SECONDS)
                self.nodes.describe(node, description)
        elif future.status == "error":
            error = future.exception(timeout=FETCH_SECONDS)
            node.refusal = f"cannot run autograder: {type(error).__name__}: {error}"
        if node.refusal:
            self.notes.append(f"node {node.name} is not used: {node.refusal}")

    def _require_nodes(self) -> None:
        now = time.monotonic()
        if self.nodes.usable:
            self._usable_at = now
        elif now - self._usable_at > NODES_SECONDS or (self.nodes.environment is None and self._all_refused()):
            reasons = "; ".join(f"{node.name} {node.refusal}" for node in self.nodes if node.refusal) or "none is there"
            raise AutograderError(f"the cluster at {self._address} has no node that can grade: {reasons}")

    def _all_refused(self) -> bool:
        return bool(list(self.nodes)) and all(node.refusal for node in self.nodes)

    def _reconnect(self) -> None:
        """The scheduler is gone, and with it every batch: wait for it to come back, with nodes of its own."""
        self._again.extend(task for batch in self._batches.values() for task in batch.tasks)
        self._batches.clear()
        self._futures.clear()
        self._opening.clear()
        self.nodes.forget()
        with suppress(Exception):
            self._client.close(timeout=1)
        end = time.monotonic() + NODES_SECONDS
        while True:
            try:
                self._client = connect(self._where)
            except AutograderError:
                if time.monotonic() > end:
                    raise AutograderError(
                        f"the scheduler at {self._address} has gone; what was graded is kept, run the same command again"
                    ) from None
                time.sleep(LOOK_SECONDS)
            else:
                self._usable_at = time.monotonic()
                return

    # --- batches ------------------------------------------------------------------------------------------------------

    def _free_nodes(self) -> Iterator[Node]:
        """Nodes with room for a batch, those that have nothing first."""
        load = Counter(batch.node.address for batch in self._batches.values())
        for count in range(AHEAD):
            yield from (node for node in self.nodes.usable if load[node.address] <= count)

    def _next_batch(self, source: Iterator[Task]) -> tuple[Task, ...]:
        """What was lost before goes by itself, so that it is seen which of them a node does not survive."""
        if self._again:
            return (self._again.popleft(),)
        batch: list[Task] = []
        for task in islice(source, max(1, min(BATCH, round(BATCH_SECONDS / self._seconds)))):
            batch.append(task)
            if sum(task.size_bytes for task in batch) >= BATCH_BYTES:
                break
        return tuple(batch)

    def _send(self, node: Node, tasks: tuple[Task, ...]) -> None:
        future = self._submit(node, on_node.grade, self._run, tasks)
        self._batches[future.key] = _Batch(node, tasks)

    def _submit(self, node: Node, function: Any, *args: Any) -> Future:
        """A Dask task for that node alone. Dask does not try it anew elsewhere: what is lost is for us to place."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of Dask's, that a notebook of megabytes is large
            future = self._client.submit(
                function, *args, workers=[node.address], allow_other_workers=False, pure=False, retries=0
            )
        self._futures[future.key] = future
        future.add_done_callback(self._done.put)
        return future

    def _receive(self) -> Iterator[Reply]:
        """The replies of the next batch that comes back; nothing if none does in time for the next look."""
        try:
            future = self._done.get(timeout=LOOK_SECONDS)
        except queue.Empty:
            return
        self._futures.pop(future.key, None)
        if future.key in self._opening:
            self._opened(self._opening.pop(future.key), future)
        batch = self._batches.get(future.key)  # None: it was given up, and others grade it
        if batch is None:
            return
        replies = self._fetch(future)
        if replies is None:
            yield from self._lose(self._batches.pop(future.key), is_blamed=False)
            return
        del self._batches[future.key]
        self._deaths = 0
        self._seconds = 0.7 * self._seconds + 0.3 * max(replies.seconds / len(replies.replies), 1e-4)
        yield from replies.replies

    def _fetch(self, future: Future) -> Replies | None:
        """What a node has ready; None if it is gone with it."""
        if future.status == "error":
            error = future.exception(timeout=FETCH_SECONDS)
            if isinstance(error, AutograderError):
                raise error
            return None
        if future.status != "finished":
            return None
        try:
            replies: Replies = future.result(timeout=FETCH_SECONDS)
        except Exception:  # noqa: BLE001 - however Dask says that it is lost, it is graded again
            return None
        return replies

    def _give_up(self, node: Node, *, is_dead: bool) -> Iterator[Reply]:
        """Place the batches of a node again. If it died, the one that it worked on may be to blame."""
        for key in [key for key, opening in self._opening.items() if opening is node]:
            del self._opening[key]
            self._futures.pop(key, None)
        keys = [key for key, batch in self._batches.items() if batch.node is node]
        if keys and is_dead:
            self._count_death()
        for number, key in enumerate(keys):
            self._client.cancel([self._futures.pop(key)], force=True)
            yield from self._lose(self._batches.pop(key), is_blamed=is_dead and number == 0)

    def _lose(self, batch: _Batch, *, is_blamed: bool) -> Iterator[Reply]:
        if is_blamed and len(batch.tasks) == 1:
            (task,) = batch.tasks
            self._losses[task.submission] += 1
            if self._losses[task.submission] >= TRIES:
                yield Faulted(
                    task.submission, f"{TRIES} nodes were lost (out of memory?) while they graded this file alone\n"
                )
                return
        self._again.extend(batch.tasks)

    def _count_death(self) -> None:
        self._deaths += 1
        if self._deaths >= DEATHS:
            raise AutograderError(
                f"nodes were lost {DEATHS} times in a row (out of memory?); what was graded is kept, run the same command again"
            )
