"""A student's file as the child gets it, or one sentence that says why it cannot be checked."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import AutograderError
from autograder.limits import Limits

NOTEBOOK = ".ipynb"


@dataclass(frozen=True)
class Submission:
    """A script or a notebook, by its file's name and bytes."""

    name: str
    content: bytes

    @classmethod
    def read(cls, path: Path, limits: Limits) -> Submission:
        """The file at `path`.

        Raises:
            AutograderError: it cannot be read, or is too large to be handed in.
        """
        try:
            content = path.read_bytes()
        except OSError as error:
            raise AutograderError(f"{path.name} cannot be read: {error.strerror}") from None
        if len(content) > limits.file_bytes and path.suffix != NOTEBOOK:
            raise AutograderError(
                f"{path.name} is larger than {limits.file_bytes / 1e6:g} MB, too large to be handed in"
            )
        return cls(path.name, content)

    @property
    def draws(self) -> bool:
        """Whether it may want Matplotlib."""
        return b"matplotlib" in self.content or b"pylab" in self.content

    def line(self, number: int) -> str:
        """A script's line, counted from 1; "" in a notebook, where a number alone does not tell the place."""
        lines = self._lines()
        return lines[number - 1].strip() if 0 < number <= len(lines) else ""

    def body(self, first: int) -> dict[int, str]:
        """The lines, by number, that are set in below the `def` in line `first`; none in a notebook."""
        lines = enumerate(self._lines()[first:], first + 1)
        inside = itertools.takewhile(lambda line: not line[1].strip() or line[1][0].isspace(), lines)
        return {number: text.strip() for number, text in inside}

    def _lines(self) -> list[str]:
        return [] if self.name.endswith(NOTEBOOK) else self.content.decode("utf-8", "replace").splitlines()
