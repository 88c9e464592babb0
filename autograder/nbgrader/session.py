"""What a process of nbgrader keeps warm for all submissions: the course, its suites, and servers for student code.

nbgrader makes its converters and preprocessors anew for every notebook, and formgrader's server runs for weeks: one session serves the whole
process, and is made anew once a file of the course has changed.
"""

from __future__ import annotations

import atexit
import functools
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from autograder.course.folder import find_course
from autograder.errors import AutograderError
from autograder.grade.engine import Settings
from autograder.grade.pool import Pool
from autograder.grade.requirements import require_private_paths
from autograder.grade.tasks import Graded, Reply, Task
from autograder.sandbox import policy
from autograder.sandbox.notebook import CellRun, NotebookRun
from autograder.sandbox.server import Server

from .room import Folders, SubmissionRoom

Stamp = tuple[tuple[str, int, int], ...]


class GradingSession:
    """One course, ready to grade.

    Raises:
        AutograderError: the folder holds no course, or workers would not be confined.
    """

    def __init__(self, root: Path | None, executable: str | None, *, unconfined: bool) -> None:
        missing = policy.available().missing
        if missing and not unconfined:
            raise AutograderError(
                f"this machine cannot confine student code: it lacks {'; '.join(missing)}. 'autograder doctor' shows "
                "more; c.Autograder.allow_unconfined = True in nbgrader_config.py grades all the same and says so"
            )
        self.course = find_course(root)
        self.assignments = {assignment.name: assignment for assignment in self.course.assignments}
        self._open = ExitStack()
        self._thread = self._open.enter_context(ThreadPoolExecutor(1))
        self._prefetched: tuple[object, Future[Reply]] | None = None
        self._starting: list[Future[Any]] = []
        self._room: tuple[object, SubmissionRoom] | None = None
        self._settings = Settings(self.course, executable, unconfined, outputs=True)

    def prefetch(self, task: Task) -> None:
        """Start to grade what `grade` will ask for next."""
        self._prefetched = task.submission.path, self._thread.submit(self._grade, task)

    def grade(self, path: Path, read: Callable[[], Task]) -> Reply:
        """Run the full suite on a notebook of the course, which `read` reads if it was not prefetched."""
        if self._prefetched is None or self._prefetched[0] != path:
            self.prefetch(read())
        assert self._prefetched is not None
        (_, future), self._prefetched = self._prefetched, None
        return future.result()

    def _grade(self, task: Task) -> Reply:
        with _main_left_out():
            reply = self._pool.grade_exclusively(task)
            # Once more if the machine was too busy: load must not decide grades.
            is_starved = isinstance(reply, Graded) and reply.starved
            return self._pool.grade_exclusively(task) if is_starved else reply

    def enter(self, run: object, folders: Folders) -> list[str]:
        """Prepare for the notebooks of one submission, in one run of nbgrader's; what of it is no file, by relative path, when that is new."""
        if self._room is None or self._room[0] is not run or self._room[1].folders != folders:
            self._leave()
            self._room = run, SubmissionRoom(folders)
            return self._room[1].refused
        return []

    def run(
        self, sources: list[str], seconds: Callable[[int], float | None], environment: Mapping[str, str]
    ) -> list[CellRun]:
        """Run the cells of some other notebook, tests among them, in the room that was entered; what came of each."""
        assert self._room is not None
        limits = self.course.notebooks
        room = self._room[1].room(limits.scratch_bytes, environment)
        return NotebookRun(self.server, room, limits, seconds).run(sources)

    def keep(self) -> list[str]:
        """Put what the last notebook made where nbgrader keeps it; what cannot be kept, by relative path."""
        return self._room[1].keep(self.course.notebooks.scratch_bytes) if self._room else []

    def _leave(self) -> None:
        if self._room is not None:
            self._room[1].close()
        self._room = None

    def warm_up(self, assignment: str) -> None:
        """Start what an assignment will need, while nbgrader is at something else."""
        if assignment in self.assignments:
            self._starting.append(self._thread.submit(lambda: self._pool))
        else:
            self._starting.append(self._server_future)

    @property
    def server(self) -> Server:
        """For notebooks that are not the course's."""
        return self._server_future.result()

    @functools.cached_property
    def _server_future(self) -> Future[Server]:
        return self._thread.submit(self._start_server)

    def _start_server(self) -> Server:
        mine = self.course.notebooks
        limits = replace(self.course.limits, submission_cpu_seconds=mine.cpu_seconds, memory_bytes=mine.memory_bytes)
        unconfined = self._settings.unconfined
        return self._open.enter_context(
            Server(self._settings.executable, limits, unconfined=unconfined, notebooks=True)
        )

    @functools.cached_property
    def _pool(self) -> Pool:
        # A process of its own: it imports the suites, and a process imports a file only once.
        return self._open.enter_context(Pool(self._settings, 1))

    @property
    def confinement(self) -> str:
        """How far workers are confined here: "full", "partial" or "none"."""
        return policy.available().level

    def require_private_paths(self, *paths: Path) -> None:
        """Raise AutograderError if anything of the course or the class lies where student code may read."""
        readable = self.server.readable if self._settings.executable else policy.readable_here()
        require_private_paths(readable, (self.course.root, *paths))

    def close(self) -> None:
        """End what was started."""
        self._leave()
        wait(self._starting)  # what was being started is then known, to be ended
        self._open.close()


@contextmanager
def _main_left_out() -> Iterator[None]:
    """A job process that starts meanwhile does not run the main program once more: all of nbgrader or Jupyter, or a script of the user's."""
    main: Any = sys.modules["__main__"]
    kept = {name: main.__dict__.pop(name) for name in ("__file__", "__spec__") if name in main.__dict__}
    main.__spec__ = None  # not merely gone: multiprocessing asks for it without a default
    try:
        yield
    finally:
        main.__dict__.update(kept)


class _SessionCache:
    """The one session of this process, and what it was made from."""

    def __init__(self) -> None:
        self._session: GradingSession | None = None
        self._made_of: tuple[object, ...] = ()

    def session_for(self, root: Path | None, executable: str | None, *, unconfined: bool) -> GradingSession:
        made_of = (root, executable, unconfined, _stamp(root) if root else ())
        if self._session is None or made_of != self._made_of:
            self.close()
            self._session = GradingSession(root, executable, unconfined=unconfined)
            self._made_of = made_of
        return self._session

    def close(self) -> None:
        if self._session is not None:
            self._session.close()
        self._session = None


_cache = _SessionCache()  # nbgrader gives its classes no place of their own that outlives a notebook
atexit.register(_cache.close)
session_for = _cache.session_for


def _stamp(root: Path) -> Stamp:
    """Sizes and times of the files that a grade depends on: cheap enough to look at for every notebook."""
    files = [root / "course.toml", *root.glob("solutions/*.py"), *root.glob("tests/exercises/*/*.py")]
    found = [(file, file.stat()) for file in files if file.is_file()]
    return tuple(sorted((str(file), status.st_size, status.st_mtime_ns) for file, status in found))
