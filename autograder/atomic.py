"""Files that a reader finds whole, old or new, whatever stops the writer."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from autograder.errors import AutograderError

DRAFT = ".draft"


def write(path: Path, content: bytes) -> None:
    """Put `content` in place of the file at `path` at once, making its folder where needed.

    Raises:
        OSError: the disk is full or the folder not writable; an earlier file is untouched and no draft stays behind.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(prefix=".", suffix=DRAFT, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(draft, 0o644)  # mkstemp makes files that only their owner can read
        os.replace(draft, path)
    except BaseException:
        os.unlink(draft)
        raise


def write_text(path: Path, text: str) -> None:
    """The same with text, as UTF-8.

    Raises:
        AutograderError: what hinders it, in a sentence; an earlier file is untouched.
    """
    try:
        write(path, text.encode("utf-8"))
    except OSError as error:
        raise AutograderError(f"cannot write '{path}': {error.strerror}") from None
