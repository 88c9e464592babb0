"""Errors as they crossed the boundary, the same on every version of Python and NumPy: their types' names, texts and lines of code."""

from __future__ import annotations

import builtins
import re

LINE_LENGTH = 300  # of a line of code; patterns look no further
_PLACE = re.compile(r" \([^()]*, line \d+\)$")  # what Python adds to a syntax error; the line is known
_TEXT_OR_COMMENT = re.compile(r"""(["'])(?:\\.|(?!\1)[^\\])*\1|#.*""")
# NumPy's own types under their public names: where they live, and what they are called there, differs between versions.
_NUMPY = {
    "numpy.exceptions.AxisError": "AxisError",
    "numpy.exceptions.DTypePromotionError": "DTypePromotionError",
    "numpy.linalg.LinAlgError": "LinAlgError",
    **{
        f"numpy.{core}._exceptions.{private}": public
        for core in ("core", "_core")
        for private, public in (
            # Which of these, or TypeError itself, is raised for one mistake differs too: all of them are TypeErrors.
            ("_UFuncNoLoopError", "TypeError"),
            ("_UFuncOutputCastingError", "TypeError"),
            ("_UFuncInputCastingError", "TypeError"),
            ("_UFuncBinaryResolutionError", "TypeError"),
            ("_ArrayMemoryError", "MemoryError"),
        )
    },
}


def public_name(type_name: str) -> str:
    """The name of an exception type of Python's or NumPy's own; "" for any other: a submission calls its types what it likes."""
    module, _, name = type_name.rpartition(".")
    known = getattr(builtins, name, None) if module == "builtins" else None  # a type may say so and not be there
    return name if isinstance(known, type) and issubclass(known, BaseException) else _NUMPY.get(type_name, "")


def own_text(text: str) -> str:
    """What an exception says, without the file and line that Python adds to a syntax error."""
    return _PLACE.sub("", text).strip()


def code_of(line: str) -> str:
    """A line of code with its texts emptied and its comment left out, for patterns to look at."""
    return _TEXT_OR_COMMENT.sub(lambda found: '""' if found[1] else "", line[:LINE_LENGTH])
