"""A students' Python with NumPy and nothing else: its servers are up in a third of the time, and its path is no other process's."""

from __future__ import annotations

import os
import shutil
import venv
from contextlib import suppress
from pathlib import Path

import numpy as np


def students_python(folder: Path) -> Path:
    """Make one in a folder that is not there yet; its executable."""
    venv.create(folder, symlinks=True)
    (libraries,) = folder.glob("lib/python*/site-packages")
    for source in Path(np.__file__).parent, Path(np.__file__).parent.with_name("numpy.libs"):
        with suppress(FileNotFoundError):  # where NumPy brings no libraries along
            shutil.copytree(source, libraries / source.name, copy_function=_linked)
    return folder / "bin" / "python"


def _linked(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
