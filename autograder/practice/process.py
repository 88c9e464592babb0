"""A child process from its parent's side: started early, sent orders, listened to with a deadline, killed without regret."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
from typing import Any

from autograder.practice.submission import Submission
from autograder.scratch import Scratch

# One thread for each sum: the arrays are small, and starting a pool of threads takes time.
ENVIRONMENT = {"MPLBACKEND": "Agg", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


class ChildExit(Exception):
    """The child is gone without having said that it was done."""


class Child:
    """A child that warms up. It needs nothing but Python to be started, so that it may be before anything else is imported."""

    def __init__(self) -> None:
        # A folder of its own: a student's file finds there what the grader would offer it, nothing; and litters nothing else.
        self._folder = Scratch()
        self._errors = self._folder.path / "errors.txt"
        with self._errors.open("wb") as errors:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "autograder.practice.child"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,  # a file: nobody reads while it runs, and a full pipe would stop the child
                cwd=self._folder.path,
                env={**os.environ, **ENVIRONMENT},
            )
        self._events: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        # A thread, since pipes cannot be waited for with a deadline on Windows.
        threading.Thread(target=self._listen, daemon=True).start()
        self.prepared = ("", "")

    def prepare(self, kit: str, assignment: str, *, draws: bool) -> None:
        """Have everything imported and collected that this assignment needs."""
        self.prepared = (kit, assignment)
        self._order(kit=kit, assignment=assignment, draws=draws)

    def go(self, submission: Submission, **order: Any) -> None:
        """Have the file loaded and checked."""
        content = base64.b64encode(submission.content).decode("ascii")
        companions = [
            (companion.name, base64.b64encode(companion.source).decode("ascii"), companion.role.value)
            for companion in submission.companions
        ]
        order["companions"] = companions
        self._order(name=submission.name, content=content, draws=submission.draws, **order)

    def event(self, seconds: float) -> dict[str, Any] | None:
        """The next event; None if there is none within `seconds`.

        Raises:
            ChildExit: there will be none.
        """
        try:
            event = self._events.get(timeout=seconds)
        except queue.Empty:
            return None
        if event is None:
            raise ChildExit
        return event

    @property
    def errors(self) -> str:
        """What Python said before the child could speak for itself: that a package is missing, say."""
        return self._errors.read_text(encoding="utf-8", errors="replace").strip()

    def kill(self) -> None:
        """End it, whatever it does."""
        self._process.kill()
        # At once, since nothing outlives being killed; unreaped it would stay as a zombie while a watch runs.
        self._process.wait()
        if self._process.stdin is not None:
            with contextlib.suppress(OSError):  # it ended with an order unread
                self._process.stdin.close()
        self._folder.close()  # after it has ended: Windows removes no folder that a process is in

    def _order(self, **order: Any) -> None:
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):  # it is gone; the next event says so
            self._process.stdin.write(json.dumps(order).encode() + b"\n")
            self._process.stdin.flush()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as lines:
            for line in lines:
                try:
                    event = json.loads(line)
                except ValueError:
                    continue  # a student's code has found the pipe
                if isinstance(event, dict) and "event" in event:
                    self._events.put(event)
        # Its pipe is closed: the child, and whoever had inherited it, is gone.
        self._events.put(None)
