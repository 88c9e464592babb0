"""Plain values as JSON and back, the same text on every machine.

JSON's own null, booleans, strings and finite numbers stand for themselves, and a list for a list. Everything else is
an object: `{"tuple": […]}`, `{"dict": [[key, value], …]}`, `{"float": "nan"}`, `{"complex": [real, imaginary]}`,
`{"other": type name}`; an array is `{"dtype", "shape", "data"}` with its elements in reading order, a NumPy scalar
`{"dtype", "value"}`.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.sandbox.inside.wire import Other

# `exp` differs by one unit in the last place between NumPys, and a chain of calculations by a few. Twelve digits hide
# that, and are six more than any check compares.
DIGITS = 12


def encode(value: Any) -> Any:
    """`value`, as it came over the wire, in terms of what `json` writes."""
    # Exact types throughout: NumPy's float64 is a float, and a bool an int, which must read back as what they were.
    if value is None or type(value) in (bool, int, str):
        return value
    if type(value) is float:
        return _number(value)
    if type(value) is complex:
        return {"complex": [_number(value.real), _number(value.imag)]}
    if type(value) is tuple:
        return {"tuple": [encode(item) for item in value]}
    if type(value) is list:
        return [encode(item) for item in value]
    if type(value) is dict:
        return {"dict": [[encode(key), encode(item)] for key, item in value.items()]}
    if isinstance(value, np.ndarray):
        data = [_element(item) for item in value.ravel().tolist()]
        return {"dtype": value.dtype.name, "shape": list(value.shape), "data": data}
    if isinstance(value, np.generic):
        return {"dtype": value.dtype.name, "value": _element(value.tolist())}
    if isinstance(value, Other):
        return {"other": value.type_name}
    raise TypeError(f"no JSON for {type(value).__name__}")


def decode(node: Any) -> Any:
    """The value that `encode` made `node` of, its arrays fresh and writable."""
    if isinstance(node, list):
        return [decode(item) for item in node]
    if not isinstance(node, dict):
        return node
    # An array has a dtype, too.
    if "shape" in node:
        return np.array([decode(item) for item in node["data"]], node["dtype"]).reshape(node["shape"])
    if "dtype" in node:
        return np.dtype(node["dtype"]).type(decode(node["value"]))
    ((tag, content),) = node.items()
    return _DECODERS[tag](content)


def _element(item: Any) -> Any:
    """One element of an array; what is longer than Python's numbers stays a NumPy scalar in `tolist`, so it becomes one here."""
    if isinstance(item, np.longdouble):
        return encode(float(item))
    return encode(complex(item)) if isinstance(item, np.clongdouble) else encode(item)


def _number(number: float) -> Any:
    if not math.isfinite(number):
        # JSON has no NaN and no infinity; what Python writes for them other readers refuse.
        return {"float": str(number)}
    return float(f"{number:.{DIGITS}g}")


_DECODERS: dict[str, Callable[[Any], Any]] = {
    "tuple": lambda items: tuple(map(decode, items)),
    "dict": lambda pairs: {decode(key): decode(value) for key, value in pairs},
    "float": float,
    "complex": lambda parts: complex(*map(decode, parts)),
    "other": Other,
}
