"""Bytes of a file that a stranger handed in: bounded, and of plain files only."""

from __future__ import annotations

import codecs
import os
import stat
from pathlib import Path

from autograder.limits import Limits
from autograder.notebook import Unreadable

from .archives import Packed

SCRIPT, NOTEBOOK = ".py", ".ipynb"
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read(path: Path | Packed, limits: Limits) -> bytes:
    """The bytes of a file, or of one in an archive.

    Raises:
        Unreadable: there are none to grade.
    """
    file_bytes = limits.notebook_bytes if path.suffix == NOTEBOOK else limits.file_bytes
    try:
        content = path.read(file_bytes + 1) if isinstance(path, Packed) else content_of(path, file_bytes + 1)
    except OSError as error:
        raise Unreadable(_why(Path(str(path)), error)) from None
    if len(content) > file_bytes:
        raise Unreadable(f"is larger than {file_bytes / 1e6:g} MB")
    if path.suffix == NOTEBOOK:
        return content
    if "\0" in content.decode("utf-16" if content.startswith(UTF_16) else "latin-1", "replace"):
        raise Unreadable("holds null bytes: it is not a text file")
    return content


def content_of(path: Path, most: int) -> bytes:
    """At most so many bytes of a file.

    Raises:
        Unreadable: it is a folder, a pipe or the like.
        OSError: it cannot be opened or read.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        mode = os.fstat(descriptor).st_mode
        if not stat.S_ISREG(mode):
            raise Unreadable(_kind(mode))
        with open(descriptor, "rb", closefd=False) as file:
            return file.read(most)
    finally:
        os.close(descriptor)


def _why(path: Path, error: OSError) -> str:
    try:
        mode = path.lstat().st_mode
    except OSError:
        mode = 0
    if not stat.S_ISREG(mode) and mode:
        return _kind(mode)
    return f"cannot be read: {error.strerror}"


def _kind(mode: int) -> str:
    kinds = (
        (stat.S_ISLNK, "symbolic link"),
        (stat.S_ISFIFO, "named pipe"),
        (stat.S_ISDIR, "folder"),
        (stat.S_ISSOCK, "socket"),
    )
    return f"is a {next((name for test, name in kinds if test(mode)), 'device')}, not a file"
