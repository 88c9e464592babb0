"""How wrong values are related to the expected ones: said only where it holds for every one of them, and where it could not be chance.

Each sentence is about the values, not about the code that they come from: what was compared proves it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.feedback import Statement
from autograder.testing.figure import Line
from autograder.testing.judge import ATOL, RTOL
from autograder.testing.mistake import Part

from .words import number, show

Array = NDArray[np.float64]

DECIMALS = (1, 2, 3, 4)
FEW = 3  # of fewer different values, a relation among several may be chance
# What may be done to each element, in words; the first that fits is said.
FUNCTIONS: tuple[tuple[str, Callable[[Array], Array]], ...] = (
    ("square", np.square),
    ("square root", np.sqrt),
    ("exponential (`exp`)", np.exp),
    ("logarithm (`log`)", np.log),
    ("reciprocal (1 divided by it)", np.reciprocal),
)
# Which elements are wrong, by the argument's element in the same place.
SIGNS: tuple[tuple[str, Callable[[Array], NDArray[np.bool_]]], ...] = (
    ("where `{name}` is 0", lambda x: x == 0),
    ("where `{name}` is below 0", lambda x: x < 0),
    ("where `{name}` is above 0", lambda x: x > 0),
    ("where `{name}` is 0 or below", lambda x: x <= 0),
    ("where `{name}` is 0 or above", lambda x: x >= 0),
)


def relation(whole: Part, part: Part, args: Sequence[Any], names: Sequence[str]) -> Statement | None:
    """What the values of `part` have to do with the expected ones; None where nothing is found that holds for all of them.

    Args:
        whole: the answer that `part` is a part of.
        args: of the call; `names` are those of its parameters.
    """
    if isinstance(part.got, Line) and isinstance(part.expected, Line):
        return _of_lines(part.got, part.expected)
    if isinstance(part.got, str) and isinstance(part.expected, str):
        return _of_texts(part.got, part.expected)
    got, expected = _numbers(part.got), _numbers(part.expected)
    if got is None or expected is None:
        return None
    if got.shape != expected.shape:
        same = got.ndim > 0 and expected.size > 1 and _same(np.ravel(got), np.ravel(expected))
        return Statement("shape_only") if same else None
    with np.errstate(all="ignore"):
        found = (
            *_elsewhere(got, whole, part),
            *_of_arguments(got, expected, args, names),
            *_of_numbers(got, expected, is_whole=np.asarray(part.got).dtype.kind in "iu"),
            *_where(got, expected, args, names),
        )
    return next(iter(found), None)


def _of_numbers(got: Array, expected: Array, *, is_whole: bool = False) -> Iterator[Statement]:
    """What is the same for every element; `is_whole` for values that came as integers."""
    if not np.all(np.isfinite(expected)):
        return
    if not np.all(np.isfinite(got)):
        if np.any(np.isnan(got)):
            yield Statement("value_nan")
        return
    # One number of size 1 tells too little: `~0` is -1, too.
    if _same(got, -expected) and np.any(expected != 0) and (got.ndim or abs(expected) != 1):
        yield Statement("value_negative" if got.ndim else "value_negative_number")
    if got.ndim and len(np.unique(expected)) > 1:
        yield from _rounded(got, expected, is_whole=is_whole)
    if got.ndim and len(np.unique(expected)) > 1:
        yield from _of_several(got, expected)


def _rounded(got: Array, expected: Array, *, is_whole: bool) -> Iterator[Statement]:
    fractional = int(np.sum(~np.isclose(expected, np.trunc(expected))))
    if not fractional:
        return
    is_cut = np.array_equal(got, np.trunc(expected)) or np.array_equal(got, np.round(expected))
    if is_cut and (is_whole or (fractional > 1 and len(np.unique(got)) > 1)):
        yield Statement("value_whole")
    for decimals in DECIMALS:
        if np.array_equal(got, np.round(expected, decimals)) and fractional > 1 and len(np.unique(got)) > 1:
            yield Statement("value_rounded", {"decimals": f"{decimals} decimal{'s' * (decimals != 1)}"})


def _of_several(got: Array, expected: Array) -> Iterator[Statement]:
    if len(np.unique(got)) == 1:
        yield Statement("value_constant", {"value": number(got.flat[0])})
        return
    if _same(got, 1 - expected):
        is_bits = set(np.unique(expected)) <= {0.0, 1.0}
        yield Statement("value_swapped" if is_bits else "value_complement")
    if got.ndim == 2 and got.shape[0] == got.shape[1] and _same(got, expected.T):
        yield Statement("value_transposed")
    if got.ndim == 1 and _same(got, expected[::-1]):
        yield Statement("value_reversed")
    elif _same(np.sort(got, axis=None), np.sort(expected, axis=None)):  # `axis=None`: whatever shape they have
        is_sorted = got.ndim == 1 and np.all(np.diff(got) >= 0)
        yield Statement("value_sorted" if is_sorted else "value_order")
    if len(np.unique(expected)) < FEW:
        return
    yield from _shifted(got, expected)
    # Where 0 is expected, any factor fits.
    difference, factor = got - expected, got[expected != 0] / expected[expected != 0]
    if _same(difference, np.full_like(difference, difference.flat[0])):
        more = "more" if difference.flat[0] > 0 else "less"
        yield Statement("value_offset", {"value": number(abs(difference.flat[0])), "more": more})
    elif _same(factor, np.full_like(factor, factor.flat[0])) and _same(got, factor.flat[0] * expected):
        yield Statement("value_factor", {"value": number(factor.flat[0])})
    for words, function in FUNCTIONS:
        if _same(got, function(expected)):
            yield Statement("value_function", {"function": words})


def _shifted(got: Array, expected: Array) -> Iterator[Statement]:
    if got.ndim == 1 and len(got) > FEW:
        if _same(got[1:], expected[:-1]):
            yield Statement("value_shifted", {"side": "right"})
        elif _same(got[:-1], expected[1:]):
            yield Statement("value_shifted", {"side": "left"})


def _elsewhere(got: Array, whole: Part, part: Part) -> Iterator[Statement]:
    """Of a tuple, list or dict: what stands here belongs to another place."""
    if not part.place or not isinstance(whole.expected, (tuple, list, dict)):
        return
    items = whole.expected.items() if isinstance(whole.expected, dict) else enumerate(whole.expected)
    places = [key for key, item in items if item is not part.expected and _equals(got, item)]
    # A number alone, or one value throughout, stands in several places by chance.
    if len(places) == 1 and got.size > 1 and len(np.unique(got)) > 1:
        place = f"key {places[0]!r}" if isinstance(whole.expected, dict) else f"index {places[0]}"
        yield Statement("value_elsewhere", {"place": place})


def _of_arguments(got: Array, expected: Array, args: Sequence[Any], names: Sequence[str]) -> Iterator[Statement]:
    """What came back is an argument as it is, or an element of one at another place."""
    for arg, name in zip(args, names, strict=False):
        values = _numbers(arg)
        if values is None or not isinstance(arg, np.ndarray):
            continue
        if got.size > 1 and _equals(got, values):
            yield Statement("value_unchanged", {"name": name})
        if got.size > 1 and np.any(values != 0) and _equals(got, -values):
            yield Statement("value_opposite", {"name": name})
        if not got.ndim and values.ndim > 1:
            places = np.argwhere(np.isclose(values, got, rtol=RTOL, atol=ATOL))
            if len(places) == 1:  # of a number that is there twice nobody knows which was taken
                yield Statement(
                    "value_is_element", {"value": number(got.item()), "name": name, "index": show(places[0].tolist())}
                )


def _where(got: Array, expected: Array, args: Sequence[Any], names: Sequence[str]) -> Iterator[Statement]:
    """The elements that are wrong are those where an argument has a certain sign, and no others."""
    wrong = ~np.isclose(got, expected, rtol=RTOL, atol=ATOL)
    for arg, name in zip(args, names, strict=False):
        values = _numbers(arg)
        if values is None or values.shape != got.shape or got.size <= FEW or wrong.all():
            continue
        for words, holds in SIGNS:
            if np.array_equal(wrong, holds(values)):
                yield Statement("value_wrong_only", {"where": words.format(name=name)})


def _of_texts(got: str, expected: str) -> Statement | None:
    if got.strip().casefold() == expected.strip().casefold():
        return Statement("text_letters")
    return None


def _of_lines(got: Line, expected: Line) -> Statement | None:
    """A curve beside the nearest expected one: its x first, then its y."""
    if len(got.x) != len(expected.x) or not _same(got.x, expected.x):
        steps = [_steps(line.x) for line in (got, expected)]
        if all(steps) and steps[0] != steps[1]:
            return Statement("line_steps", {"got": steps[0], "expected": steps[1]})
        if len(got.x) != len(expected.x):
            return Statement("line_points", {"got": _points(len(got.x)), "expected": str(len(expected.x))})
        return None
    with np.errstate(all="ignore"):
        found = next(_of_numbers(got.y, expected.y), None) if len(got.y) == len(expected.y) else None
        if found is None and len(got.y) == len(got.x) and _same(got.y, got.x):
            return Statement("line_is_x")
    return Statement("line_y", {"relation": found}) if found is not None else None


def _steps(x: Array) -> str:
    """Evenly spaced numbers in words; "" for others."""
    if len(x) < FEW or not np.all(np.isfinite(x)) or not np.allclose(np.diff(x), x[1] - x[0]) or x[1] == x[0]:
        return ""
    return f"from {number(x[0])} to {number(x[-1])} in steps of {number(x[1] - x[0])}"


def _points(count: int) -> str:
    return f"{count or 'no'} point{'s' * (count != 1)}"


def _numbers(value: Any) -> Array | None:
    """Real numbers as floats; None for anything else."""
    # A bool first: in Python it is an int, and arithmetic with it explains nothing.
    if isinstance(value, (bool, np.bool_)) or not isinstance(value, (int, float, np.number, np.ndarray)):
        return None
    array = np.asarray(value)
    return array.astype(np.float64) if array.dtype.kind in "iuf" and array.size else None


def _equals(got: Array, item: Any) -> bool:
    values = _numbers(item)
    return values is not None and values.shape == got.shape and _same(got, values)


def _same(one: Array, other: Array) -> bool:
    return one.shape == other.shape and bool(np.allclose(one, other, rtol=RTOL, atol=ATOL))
