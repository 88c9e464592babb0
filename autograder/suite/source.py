"""Running an author's files: solutions and misconceptions."""

from __future__ import annotations

import runpy
import traceback
from pathlib import Path
from typing import Any

from autograder.errors import AutograderError


def run(file: Path) -> dict[str, Any]:
    """What a file of the course defines.

    Raises:
        AutograderError: it does not run; the message names the line.
    """
    try:
        # Not imported: no byte code is written beside the course, and a file that changed is run as it is now. Not as
        # `__main__`, so that nothing under that name's `if` runs.
        return runpy.run_path(str(file), run_name=file.stem)
    except SyntaxError as error:
        raise AutograderError(f"{error.filename}:{error.lineno}: {error.msg}") from None
    except Exception as error:
        # The innermost line of the author's own file: the error may have been raised deep in NumPy.
        lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == str(file)]
        raise AutograderError(f"{file}:{lines[-1] if lines else 1}: {type(error).__name__}: {error}") from error
