"""Packages that only instructors and authors have: imported when needed, and asked for by name when missing."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

from autograder.errors import AutograderError

# jsonschema, which comes with nbformat, compiles a grammar when it finds this one: most of a second, for a format that no notebook has.
SLOW = "rfc3987_syntax"


def instructor(module: str, purpose: str) -> ModuleType:
    """The imported `module` of the [instructor] extra; `purpose` begins the sentence that asks for it."""
    try:
        with _hidden(SLOW):
            return importlib.import_module(module)
    except ModuleNotFoundError as error:
        missing = error.name or module
        raise AutograderError(f"{purpose} needs {missing}: pip install 'dlfs-autograder[instructor]'") from None


@contextmanager
def _hidden(name: str) -> Iterator[None]:
    """Have imports of a module find nothing, unless it is there already."""
    if name in sys.modules:
        yield
        return
    sys.modules[name] = None  # type: ignore[assignment]  # how the import system itself says so
    try:
        yield
    finally:
        sys.modules.pop(name, None)
