"""The sandbox servers of a job process: one that has Matplotlib, and one without it for submissions that draw nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from autograder.errors import AutograderError
from autograder.limits import Limits
from autograder.sandbox import Cell
from autograder.sandbox.server import Server

# Of the bytes as they are, since no submission is parsed here. It need not be exact: a submission that comes to need Matplotlib
# where there is none is begun anew where there is.
DRAWS = re.compile(rb"plot|pylab|plt|PIL", re.IGNORECASE)


def probe(executable: str | None, limits: Limits, *, unconfined: bool) -> Server:
    """A server that is asked what its interpreter has and what confines here, and forks nothing: it is up soon."""
    return Server(executable, limits, unconfined=unconfined, richer=partial(Server, executable, limits))


class Servers:
    """Both servers, of which the rich one starts in the background. Close them when done.

    Attributes:
        lean: the server without Matplotlib.
    Raises:
        AutograderError: as `Server`.
    """

    def __init__(self, executable: str | None, limits: Limits, *, unconfined: bool) -> None:
        background = ThreadPoolExecutor(1)
        self._rich = background.submit(Server, executable, limits, unconfined=unconfined)
        # No further work will come; the thread ends by itself when the server is up.
        background.shutdown(wait=False)
        self.lean = Server(executable, limits, unconfined=unconfined, richer=self.rich)

    def rich(self) -> Server:
        """The server with Matplotlib, once it is up."""
        server = self._rich.result()
        # The lean one only looks whether it is installed, and imports nothing.
        if server.interpreter.matplotlib is None and self.lean.interpreter.matplotlib is not None:
            raise AutograderError(
                f"{server.interpreter.executable} has a Matplotlib that does not load: install it anew"
            )
        return server

    def of(self, cells: Sequence[Cell]) -> Server:
        """Where a submission begins: notebooks find IPython beside Matplotlib."""
        is_lean = all(isinstance(cell.source, bytes) and not DRAWS.search(cell.source) for cell in cells)
        return self.lean if is_lean else self.rich()

    def close(self) -> None:
        """End both."""
        self.lean.close()
        # Waited for, if it is still coming up: closed before, it would be left behind.
        self._rich.result().close()
