"""Values and types in words: what a student reads. Numbers are shown with 6 significant digits, on every NumPy alike."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.sandbox.inside.wire import Other

from .figure import Figure

ELEMENTS = 24

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
        return f"({number(value.real)}{'+' if value.imag >= 0 else ''}{number(value.imag)}j)"
    text = f"{float(value):.6g}"
    return text if any(mark in text for mark in ".einf") else text + ".0"


def show(value: Any, *, code: bool = False) -> str:
    """A value on one line. With `code`, arrays read as Python that can be pasted: `np.array([1.0, 2.0])`."""
    if isinstance(value, np.ndarray):
        return _array(value, code)
    if isinstance(value, (list, tuple)):
        items = [show(item, code=code) for item in value[:ELEMENTS]] + ["…"] * (len(value) > ELEMENTS)
        inside = ", ".join(items)
        if isinstance(value, list):
            return f"[{inside}]"
        return f"({inside},)" if len(value) == 1 else f"({inside})"
    if isinstance(value, dict):
        items = [f"{show(k)}: {show(v, code=code)}" for k, v in list(value.items())[:ELEMENTS]]
        return "{" + ", ".join(items) + "}"
    if isinstance(value, str):
        return repr(value if len(value) <= 80 else value[:79] + "…")
    if isinstance(value, (bool, int, float, complex, np.generic)):
        return number(value)
    return type_words(value)


def _array(value: Any, code: bool) -> str:
    inside = _nested(value)
    if not code:
        return inside if value.ndim else inside + " (an array without axes)"
    empty = f".reshape{shape_words(value.shape)}" if value.size == 0 and value.ndim > 1 else ""
    dtype = "" if value.dtype.kind in "bfc" and value.size else f", dtype={value.dtype.name!r}"
    return f"np.array({inside}{dtype}){empty}" if not empty else f"np.array([]{dtype}){empty}"


def _nested(value: Any) -> str:
    if value.ndim == 0:
        return number(value[()])
    limit = ELEMENTS if value.ndim == 1 else 8
    items = [_nested(np.asarray(item)) for item in value[:limit]] + ["…"] * (len(value) > limit)
    return f"[{', '.join(items)}]"
