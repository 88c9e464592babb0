"""Values and types in words: what a student reads. Numbers are shown with 6 significant digits, on every NumPy alike."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Any

import numpy as np

from autograder.sandbox.inside.wire import Other
from autograder.testing.figure import Figure

# A value of more elements than this is cut: of an array, WINDOW elements or TABLE_ROWS rows stay.
ELEMENTS, WINDOW, TABLE_ROWS = 12, 7, 4
LONG = 2000  # characters of a list, after which nothing more of it is shown: whoever shows it cuts it shorter still
AXES = 4  # of an array with more, some millions of elements would be left after cutting each axis

# The only names of foreign types that feedback ever shows: everything else is "another type", because a name can smuggle.
KNOWN_TYPES = {
    "builtins.NoneType": "None",
    "builtins.set": "a set",
    "builtins.frozenset": "a frozenset",
    "builtins.bytes": "bytes",
    "builtins.bytearray": "a bytearray",
    "builtins.range": "a range",
    "builtins.generator": "a generator",
    "builtins.function": "a function",
    "builtins.builtin_function_or_method": "a function",
    "builtins.method": "a method",
    "builtins.type": "a class",
    "builtins.module": "a module",
    "builtins.ellipsis": "...",
    "builtins.NotImplementedType": "NotImplemented",
    "builtins.zip": "a zip object",
    "builtins.map": "a map object",
    "builtins.filter": "a filter object",
    "builtins.dict_values": "dict values",
    "builtins.dict_keys": "dict keys",
    "numpy.matrix": "a matrix",
    "numpy.ma.MaskedArray": "a masked array",
    "numpy.ma.core.MaskedArray": "a masked array",
    "an array of dtype object": "an array of objects (are its rows of different lengths?)",
    "a very large array": "a very large array",
    "a very large int": "a very large int",
    "a very long str": "a very long str",
    "a very large dict": "a very large dict",
    "a very large value": "a very large value",
}
KINDS = {"b": "booleans", "i": "integers", "u": "integers", "f": "floats", "c": "complex numbers"}


def type_words(value: Any) -> str:
    """What kind of thing a plain value is, from a closed list: "an array of floats", "a list", "another type"."""
    if value is None:
        return "None"
    if isinstance(value, Other):
        if value.type_name.startswith("an array of dtype str"):
            return "an array of strings"
        return KNOWN_TYPES.get(value.type_name, "another type")
    if isinstance(value, np.ndarray):
        return f"an array of {KINDS[value.dtype.kind]}"
    if isinstance(value, (bool, np.bool_)):
        return "a bool"
    if isinstance(value, (int, np.integer)):
        return "an int"
    if isinstance(value, (float, np.floating)):
        return "a float"
    if isinstance(value, (complex, np.complexfloating)):
        return "a complex number"
    if isinstance(value, Figure):
        return "a figure"
    plain: dict[type, str] = {str: "a str", list: "a list", tuple: "a tuple", dict: "a dict"}
    return plain.get(type(value), "another type")


def shape_words(shape: tuple[int, ...]) -> str:
    """A shape as Python writes it, on every version alike."""
    return f"({shape[0]},)" if len(shape) == 1 else f"({', '.join(map(str, shape))})"


def number(value: Any) -> str:
    """One number with at most 6 significant digits; floats keep a point, so that they read as floats."""
    if isinstance(value, (bool, np.bool_)):
        return str(bool(value))
    if isinstance(value, (int, np.integer)):
        return str(int(value))
    if isinstance(value, (complex, np.complexfloating)):
        # A minus brings its own sign.
        return f"({number(value.real)}{'+' if value.imag >= 0 else ''}{number(value.imag)}j)"
    text = f"{float(value):.6g}"
    # Exponents, "inf" and "nan" have no need of a point.
    return text if any(mark in text for mark in ".einf") else text + ".0"


def show(value: Any, *, code: bool = False, around: tuple[int, ...] = ()) -> str:
    """A value on one line.

    Args:
        value: a plain value.
        code: as Python that can be pasted, whole: `np.array([1.0, 2.0])`. Otherwise a long value is cut.
        around: the index of the element around which a long array is cut; its beginning is shown without.
    """
    if isinstance(value, np.ndarray):
        if value.ndim > AXES and not code:
            return f"an array of shape {shape_words(value.shape)}"
        return _code(value) if code else _shown(value, around)
    if isinstance(value, (list, tuple)):
        items = [show(item, code=True) for item in value] if code else _first(map(show, value), len(value))
        inside = ", ".join(items)
        if isinstance(value, list):
            return f"[{inside}]"
        return f"({inside},)" if len(value) == 1 else f"({inside})"
    if isinstance(value, dict):
        pairs = (f"{show(k)}: {show(v, code=code)}" for k, v in value.items())
        items = list(pairs) if code else _first(pairs, min(len(value), ELEMENTS))
        return "{" + ", ".join(items) + "}"
    if isinstance(value, str):
        return repr(value if code or len(value) <= 80 else value[:79] + "…")
    if isinstance(value, (bool, int, float, complex, np.generic)):
        return _literal(value) if code else number(value)
    return type_words(value)


def _first(texts: Iterable[str], count: int) -> list[str]:
    """The first of so many texts, and "…" where there are more: lists within lists would make any number of them."""
    kept: list[str] = []
    for text in islice(texts, ELEMENTS):
        kept.append(text)
        if sum(map(len, kept)) > LONG:
            break
    return kept + ["…"] * (count > len(kept))


def _code(value: Any) -> str:
    if value.size == 0 and value.ndim > 1:  # nested brackets cannot tell (0, 3) from (0, 2)
        return f"np.array([], dtype={value.dtype.name!r}).reshape{shape_words(value.shape)}"
    dtype = (
        # What `np.array` makes of such numbers by itself; of ints it makes another type on some systems.
        "" if value.dtype.name in ("bool", "float64", "complex128") and value.size else f", dtype={value.dtype.name!r}"
    )
    return f"np.array({_nested(value)}{dtype})"


def _literal(value: Any) -> str:
    """A number that Python reads: infinity and "not a number" have no digits."""
    text = number(value)
    return text.replace("inf", "np.inf").replace("nan", "np.nan")


def _nested(value: Any) -> str:
    return f"[{', '.join(map(_nested, value))}]" if value.ndim else _literal(value[()])


def _shown(value: Any, around: tuple[int, ...]) -> str:
    return _part(value, around) if value.ndim else number(value[()]) + " (an array without axes)"


def _part(value: Any, around: tuple[int, ...]) -> str:
    """An array, of a long one the elements around one place."""
    if value.ndim == 0:
        return number(value[()])
    whole, size = (ELEMENTS, WINDOW) if value.ndim == 1 else (TABLE_ROWS, TABLE_ROWS)
    length = len(value)
    centre = around[0] if around else 0
    first = max(0, min(centre - size // 2, length - size)) if length > whole else 0
    last = first + size if length > whole else length
    items = [_part(np.asarray(item), around[1:]) for item in value[first:last]]
    return f"[{', '.join(['…'] * (first > 0) + items + ['…'] * (last < length))}]"
