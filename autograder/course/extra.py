"""Packages that only instructors and authors have: imported when needed, and asked for by name when missing."""

from __future__ import annotations

import importlib
from types import ModuleType

from autograder.errors import AutograderError


def instructor(module: str, purpose: str) -> ModuleType:
    """The imported `module` of the [instructor] extra; `purpose` begins the sentence that asks for it."""
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        missing = error.name or module
        raise AutograderError(f"{purpose} needs {missing}: pip install 'dlfs-autograder[instructor]'") from None
