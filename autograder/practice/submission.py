"""A student's file as the child gets it, or one sentence that says why it cannot be checked."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from autograder.companions import Companion, answered, companions
from autograder.errors import AutograderError
from autograder.limits import Limits

NOTEBOOK = ".ipynb"
FOLDERS, SCRIPTS = 20, 200  # a kit may lie among all that was ever downloaded


@dataclass(frozen=True)
class Submission:
    """A script or a notebook, by its file's name and bytes."""

    name: str
    content: bytes
    companions: tuple[Companion, ...] = ()

    @classmethod
    def read(cls, path: Path, limits: Limits, exercises: Collection[str] = ()) -> Submission:
        """The file at `path`, with the scripts beside it that it imports or that answer those of `exercises` that it does not.

        Raises:
            AutograderError: it cannot be read, or is too large to be handed in.
        """
        try:
            content = path.read_bytes()
        except OSError as error:
            raise AutograderError(f"{path.name} cannot be read: {error.strerror}") from None
        # Of a notebook only its cells count, not its pictures.
        if len(content) > limits.file_bytes and path.suffix != NOTEBOOK:
            raise AutograderError(
                f"{path.name} is larger than {limits.file_bytes / 1e6:g} MB, too large to be handed in"
            )
        return cls(path.name, content, _beside(path, content, limits, exercises))

    @property
    def draws(self) -> bool:
        """Whether it may want Matplotlib."""
        texts = [self.content, *(companion.source for companion in self.companions)]
        return any(b"matplotlib" in text or b"pylab" in text for text in texts)

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


def _beside(path: Path, content: bytes, limits: Limits, exercises: Collection[str]) -> tuple[Companion, ...]:
    """What would be handed in beside the file and goes with it: the scripts in its folder, and in folders there."""
    found = sorted(_scripts(path), key=_saved, reverse=True)  # of two answers the newer counts
    beside = {other.relative_to(path.parent).as_posix(): functools.partial(_source, other, limits) for other in found}
    joined = []
    answers = answered(content, exercises)
    for name, source in beside.items() if path.suffix != NOTEBOOK else ():
        more = answered(source(), exercises) - answers
        if more:
            joined.append((name, source()))
            answers |= more
    return companions(path.name, content, joined, beside)


def _scripts(path: Path) -> list[Path]:
    """The scripts beside a file that may be the student's own; those of the kit's checks are not."""
    try:
        folders = [folder for folder in path.parent.iterdir() if folder.is_dir() and folder.name[0] not in "._"]
        # Nor a virtual environment.
        own = [folder for folder in folders if folder.name != "tests" and not (folder / "pyvenv.cfg").exists()]
        places = [path.parent, *own[:FOLDERS]]
        return [other for place in places for other in place.glob("*.py") if other.is_file() and other != path][
            :SCRIPTS
        ]
    except OSError:
        return []


def _saved(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0  # removed meanwhile


def _source(path: Path, limits: Limits) -> bytes:
    try:
        content = path.read_bytes()
    except OSError:
        return b""
    return content if len(content) <= limits.file_bytes else b""
