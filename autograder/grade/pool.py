"""Job processes: submissions go in, what became of them comes out, and a process that is killed is replaced."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from types import TracebackType

from autograder.errors import AutograderError

from .engine import Cores, Settings, run, start
from .intake import Submission
from .tasks import Faulted, Reply, Task

WAITING, WAITING_BYTES = 64, 64 * 1024**2  # tasks in the queue, and what their files come to: notebooks may be large
TRIES = 2  # so often may a submission be in flight when a process dies; after that it is graded while nothing else runs
DEATHS = 12  # so many in a row, with nothing graded in between, are the machine's doing and no submission's


class Pool:
    """`count` job processes. Use it as a context manager: they end with the block, at once if an exception leaves it.

    Raises:
        AutograderError: processes are killed one after another, with nothing graded in between.
    """

    def __init__(self, settings: Settings, count: int) -> None:
        self._settings, self._count = settings, count
        self._deaths = 0
        self._executor = self._new_executor()

    def start(self) -> None:
        """Have the processes come up while there is something else to do."""
        with _held_back():
            # Any task will do: an executor starts its processes with the first.
            self._executor.submit(os.getpid)

    def map(self, tasks: Iterable[Task]) -> Iterator[Reply]:
        """Replies as they come; only some tasks wait in the queue at a time, so that memory stays flat."""
        waiting: dict[Future[Reply], Task] = {}
        losses: Counter[Submission] = Counter()
        for task in tasks:
            while _is_full(waiting):
                yield from self._finished(waiting, losses)
            waiting[self._submit(task)] = task
        while waiting:
            yield from self._finished(waiting, losses)

    def grade_exclusively(self, task: Task) -> Reply:
        """The reply to one task while nothing else runs. If a process dies with it once more, it is to blame."""
        try:
            reply = self._submit(task).result()
        except BrokenProcessPool:
            self._restart()
            return Faulted(
                task.submission, "the grading process was killed (out of memory?) while it had only this file\n"
            )
        self._deaths = 0
        return reply

    def __enter__(self) -> Pool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None:
            for child in multiprocessing.active_children():
                # `shutdown` alone would wait for what is being graded just now.
                child.terminate()
        self._executor.shutdown(wait=True, cancel_futures=True)

    def _finished(self, waiting: dict[Future[Reply], Task], losses: Counter[Submission]) -> Iterator[Reply]:
        done, _ = wait(waiting, return_when=FIRST_COMPLETED)
        if any(isinstance(future.exception(), BrokenProcessPool) for future in done):
            # A process died, and the executor gives up all that waited, whichever of them did it.
            done, _ = wait(waiting)
        lost = []
        for future in [future for future in waiting if future in done]:
            task = waiting.pop(future)
            if isinstance(future.exception(), BrokenProcessPool):
                lost.append(task)
            else:
                self._deaths = 0
                yield future.result()
        if lost:
            self._restart()
            # Everything in flight is suspect at first: an executor does not tell with which task its process died.
            losses.update(task.submission for task in lost)
            for task in (task for task in lost if losses[task.submission] >= TRIES):
                yield self.grade_exclusively(task)
            for task in (task for task in lost if losses[task.submission] < TRIES):
                waiting[self._submit(task)] = task

    def _submit(self, task: Task) -> Future[Reply]:
        try:
            with _held_back():
                return self._executor.submit(run, task)
        except BrokenProcessPool as error:  # it died since: the same as if it had died with this one waiting
            broken: Future[Reply] = Future()
            broken.set_exception(error)
            return broken

    def _restart(self) -> None:
        self._deaths += 1
        self._executor.shutdown(wait=True)
        if self._deaths >= DEATHS:
            raise AutograderError(
                f"grading processes were killed {DEATHS} times in a row (out of memory?); what was graded is kept, "
                "run the same command again, perhaps with a smaller --jobs"
            )
        self._executor = self._new_executor()

    def _new_executor(self) -> ProcessPoolExecutor:
        # Not fork: what another thread holds locked at that moment would stay locked in the child for ever.
        context = multiprocessing.get_context("spawn")
        try:
            cores = Cores(context, self._count)
            return ProcessPoolExecutor(
                self._count, mp_context=context, initializer=start, initargs=(self._settings, cores)
            )
        except OSError as error:  # what processes share is a semaphore and a page of memory
            raise AutograderError(
                f"grading processes need shared memory, and this machine refuses it ({error.strerror}): "
                "mount /dev/shm so that it can be written"
            ) from None


def _is_full(waiting: dict[Future[Reply], Task]) -> bool:
    return len(waiting) >= WAITING or sum(task.size_bytes for task in waiting.values()) >= WAITING_BYTES


@contextmanager
def _held_back() -> Iterator[None]:
    """Keep Ctrl-C waiting for the block, which may start a process: left half-made, it would end with a traceback of its own."""
    # Only the main thread may set handlers, and only there Ctrl-C arrives.
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    caught: list[int] = []
    before = {
        kind: signal.signal(kind, lambda number, _: caught.append(number)) for kind in (signal.SIGINT, signal.SIGTERM)
    }
    signal.pthread_sigmask(
        signal.SIG_BLOCK, {signal.SIGINT}
    )  # the new process inherits this, until it ignores Ctrl-C itself
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        for kind, handler in before.items():
            signal.signal(kind, handler)
        # Once, however often the key was pressed: a second would interrupt the tidying up after the first.
        for number in caught[:1]:
            signal.raise_signal(number)
