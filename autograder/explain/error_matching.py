"""Errors as they crossed the boundary, the same on every version of Python and NumPy: their types' names, texts and lines of code."""

from __future__ import annotations

import builtins
import difflib
import functools
import re
from collections.abc import Collection, Iterable, Mapping

import numpy as np

from .phrasebook import PHRASES, Phrase, Pool

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
    known = getattr(builtins, name, None) if module == "builtins" else None
    return name if isinstance(known, type) and issubclass(known, BaseException) else _NUMPY.get(type_name, "")


def own_text(text: str) -> str:
    """What an exception says, without the file and line that Python adds to a syntax error."""
    return _PLACE.sub("", text).strip()


def code_of(line: str) -> str:
    """A line of code with its texts emptied and its comment left out, for patterns to look at."""
    return _TEXT_OR_COMMENT.sub(lambda found: '""' if found[1] else "", line[:LINE_LENGTH])


# --- the old functions, until their callers use `python_errors` and `names` ---------------------------------------------

# A name this near is a slip of the fingers; one that is less so may be meant where a whole function is looked for.
SLIP, RELATED = 0.75, 0.6


def translate(
    type_name: str, text: str, names: Mapping[Pool, Iterable[str]] | None = None, *, known: Collection[str] = ()
) -> str:
    """What an error means, for the student: a sentence of the phrasebook; "" for an error that is not in it.

    Args:
        type_name: module and name of the exception's type.
        text: what the exception says.
        names: what may be meant where a name is misspelt, beside NumPy's own names.
        known: names that are no misspellings of others.
    """
    text = own_text(text)
    phrase = find(type_name, text)
    if phrase is None:
        return ""
    found = phrase.text.search(text)
    assert found is not None  # or it would not be the phrase
    groups = {key: value or "" for key, value in found.groupdict().items()}
    name = groups.get("name", "")
    near = slip(name, _pool(phrase.pool, names or {})) if name not in known else ""
    return phrase.sentence.format(**groups, text=text) + (phrase.near.format(near=near) if near else "")


def closed(type_name: str, text: str) -> str:
    """The same for a hidden check: a sentence from a closed list, chosen by the error but free of anything it says; or ""."""
    phrase = find(type_name, text)
    return phrase.closed if phrase is not None else ""


def meaning(type_name: str, text: str) -> str:
    """What all wordings of one error have in common: its closed sentence. That sentence, as a text, means itself."""
    is_one = any(text == phrase.closed for phrase in _phrases(public_name(type_name)))
    return text if is_one else closed(type_name, text)


def find(type_name: str, text: str) -> Phrase | None:
    """The phrase for an error; None for an unknown one, or one of a type that is neither Python's nor NumPy's."""
    return next((one for one in _phrases(public_name(type_name)) if one.text.search(text)), None)


@functools.cache
def _phrases(name: str) -> tuple[Phrase, ...]:
    return tuple(one for one in PHRASES if name in one.errors)


def slip(name: str, names: Iterable[str]) -> str:
    """The one of `names` that `name` is a misspelling of, capital letters aside; "" for none."""
    others = {other.lower(): other for other in names if other != name}
    close = difflib.get_close_matches(name.lower(), others, n=1, cutoff=SLIP)
    swapped = [other for other in others if sorted(other) == sorted(name.lower())]  # `smu`: too short for a ratio
    return others[(close or swapped)[0]] if close or swapped else ""


def related(name: str, names: Iterable[str]) -> str:
    """The same, more generously: a word more or less does not count, so that `and_gate` is related to `AND`."""
    others = [other for other in names if other != name]
    words = _words(name)
    longer = (other for other in others if words < _words(other) or _words(other) < words)
    low = {other.lower(): other for other in others}
    close = difflib.get_close_matches(name.lower(), low, n=1, cutoff=RELATED)
    return slip(name, others) or next(longer, "") or (low[close[0]] if close else "")


def _words(name: str) -> set[str]:
    return set(re.split(r"[_\d]+", name.lower())) - {""}


def _pool(pool: Pool | None, names: Mapping[Pool, Iterable[str]]) -> Iterable[str]:
    if pool is Pool.NUMPY:
        return _public(np)
    if pool is Pool.ARRAY:
        return _public(np.ndarray)
    return names.get(pool, ()) if pool is not None else ()


def _public(owner: object) -> list[str]:
    return [name for name in dir(owner) if not name.startswith("_")]
