"""What came back and what was expected, one above the other, for a screen: arrays in columns, the first difference marked."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.explain.words import number, shape_words, show, type_words
from autograder.feedback import DifferenceLine
from autograder.testing import Figure
from autograder.testing.figure import Axes
from autograder.testing.figure import Line as Curve
from autograder.testing.judge import ATOL, RTOL
from autograder.text import one_line

GOT, EXPECTED = "got       ", "expected  "  # equally wide: what follows stands below each other
ROWS = 7  # odd, so that the row that differs can stand in the middle
GAP = "  "

Index = tuple[int, ...]


def compare(got: Any, expected: Any, width: int = 80) -> list[DifferenceLine]:
    """Lines of at most `width` characters that show how `got` differs from `expected`.

    Args:
        got, expected: plain values, as they stand in a `Mistake`.
        width: at least 40.
    """
    return [line if len(line.text) <= width else _cut(line, width) for line in _compare(got, expected, width)]


def first_difference(got: Any, expected: Any) -> Index | None:
    """Where two arrays of one shape first differ, in reading order; None where they cannot be compared so, or agree."""
    wrong = _differing(got, expected)
    if wrong is None or not wrong.any():
        return None
    return tuple(int(index) for index in np.argwhere(wrong)[0])


def _differing(got: Any, expected: Any) -> NDArray[np.bool_] | None:
    if not isinstance(got, np.ndarray) or got.shape != np.shape(expected):
        return None
    try:
        return np.asarray(~np.isclose(got, np.asarray(expected), rtol=RTOL, atol=ATOL))
    except TypeError:  # elements that are no numbers
        return None


def _compare(got: Any, expected: Any, width: int) -> Iterator[DifferenceLine]:
    if isinstance(expected, Figure) and isinstance(got, Figure):
        yield from _figures(got, expected, width)
    elif isinstance(expected, Curve) and isinstance(got, Curve):
        yield from _curves(got, expected, width)
    elif isinstance(expected, dict) and isinstance(got, dict):
        yield from _dicts(got, expected, width)
    elif isinstance(expected, (list, tuple)) and type(got) is type(expected):
        yield from _sequences(got, expected, width)
    elif isinstance(expected, np.ndarray) and expected.ndim:
        yield from _arrays(got, expected, width)
    elif isinstance(expected, str) and isinstance(got, str):
        yield from _texts(got, expected)
    elif type_words(got) == type_words(expected) or (_is_number(got) and _is_number(expected)):
        yield from _scalars(got, expected)
    else:
        yield from _kinds(got, expected)


# --- values that are not alike, and single values ----------------------------------------------------------------------


def _kinds(got: Any, expected: Any) -> Iterator[DifferenceLine]:
    """Two kinds of values. Of an expected array only the kind is shown: it may stand for any values of its shape."""
    value = "" if got is None or type_words(got) == show(got) else f": {show(got)}"
    yield _marked(GOT, _kind(got), value)
    if _is_number(expected) or isinstance(expected, str):
        yield _marked(EXPECTED, show(expected))
    else:
        many = isinstance(expected, (list, tuple, dict))
        # Beside a list the kind of number is no difference: an array of ints may do where floats are expected.
        kind = _kind(expected) if isinstance(got, np.ndarray) or many else _any_kind(expected)
        yield _marked(EXPECTED, kind, f": {show(expected)}" if many else "")


def _kind(value: Any) -> str:
    if isinstance(value, Curve):
        return "a line"
    if isinstance(value, np.ndarray) and value.ndim:
        return f"{type_words(value)} of shape {shape_words(value.shape)}"
    return type_words(value)


def _any_kind(value: Any) -> str:
    if isinstance(value, np.ndarray) and value.ndim:
        return f"an array of shape {shape_words(value.shape)}"
    return _kind(value)


def _marked(label: str, text: str, after: str = "") -> DifferenceLine:
    return DifferenceLine(label + text + after, (len(label), len(label) + len(text)))


def _is_number(value: Any) -> bool:
    return isinstance(value, (bool, int, float, np.bool_, np.number)) or (  # NumPy's bool is none of its numbers
        isinstance(value, np.ndarray) and value.ndim == 0
    )


def _scalars(got: Any, expected: Any) -> Iterator[DifferenceLine]:
    yield _marked(GOT, show(got))
    yield _marked(EXPECTED, show(expected))
    yield from _invisible(got, expected)


def _invisible(got: Any, expected: Any) -> Iterator[DifferenceLine]:
    """Two numbers that look alike with 6 digits."""
    if _is_number(got) and _is_number(expected) and number(got) == number(expected) and got != expected:
        difference = abs(float(got) - float(expected))
        if np.isfinite(difference):
            yield DifferenceLine(f"the difference is {number(difference)}, too small to be seen above")


def _texts(got: str, expected: str) -> Iterator[DifferenceLine]:
    got = one_line(got)  # as many letters as before, all of which can be shown
    place = next(
        (n for n, (a, b) in enumerate(zip(got, expected, strict=False)) if a != b), min(len(got), len(expected))
    )
    start = max(0, place - 20)
    before = "…" if start else ""
    mark = (len(GOT) + 1 + len(before) + place - start, len(GOT) + 2 + len(before) + place - start)
    for label, text in ((GOT, got), (EXPECTED, expected)):
        part = text[start : start + 50]
        yield DifferenceLine(f"{label}'{before}{part}{'…' * (len(text) > start + 50)}'", mark)
    yield DifferenceLine(" " * mark[0] + "^")


# --- containers --------------------------------------------------------------------------------------------------------


def _dicts(got: dict[Any, Any], expected: dict[Any, Any], width: int) -> Iterator[DifferenceLine]:
    missing, extra = ([key for key in one if key not in other] for one, other in ((expected, got), (got, expected)))
    if missing or extra:
        yield DifferenceLine(f"{GOT}the keys {', '.join(map(show, got))}" if got else f"{GOT}no keys")
        yield DifferenceLine(f"{EXPECTED}the keys {', '.join(map(show, expected))}")
        if missing:
            yield DifferenceLine(f"missing:  {', '.join(map(show, missing))}")
        if extra:
            yield DifferenceLine(f"unknown:  {', '.join(map(show, extra))}")
        return
    key = next((key for key in expected if not _alike(got[key], expected[key])), None)
    if key is not None:
        yield DifferenceLine(f"key {show(key)}:")
        yield from _compare(got[key], expected[key], width)


def _sequences(got: Sequence[Any], expected: Sequence[Any], width: int) -> Iterator[DifferenceLine]:
    if len(got) != len(expected):
        for label, value in ((GOT, got), (EXPECTED, expected)):
            yield _marked(label, f"{type_words(value)} of length {len(value)}", f": {show(value)}")
        return
    place = next((n for n, pair in enumerate(zip(got, expected, strict=True)) if not _alike(*pair)), None)
    if place is not None:
        yield DifferenceLine(f"element at index {place}:")
        yield from _compare(got[place], expected[place], width)


def _alike(got: Any, expected: Any) -> bool:
    """Whether there is nothing to be shown about these two."""
    if isinstance(expected, np.ndarray):
        wrong = _differing(got, expected)
        return wrong is not None and not wrong.any()
    if isinstance(expected, (list, tuple)):
        return type(got) is type(expected) and len(got) == len(expected) and all(map(_alike, got, expected))
    if isinstance(expected, dict):
        return (
            isinstance(got, dict)
            and got.keys() == expected.keys()
            and all(_alike(got[k], expected[k]) for k in expected)
        )
    if _is_number(got) and _is_number(expected):
        return bool(np.isclose(got, expected, rtol=RTOL, atol=ATOL))
    return type(got) is type(expected) and bool(got == expected)


# --- arrays ------------------------------------------------------------------------------------------------------------


def _arrays(got: Any, expected: NDArray[Any], width: int) -> Iterator[DifferenceLine]:
    if not isinstance(got, np.ndarray) or got.dtype.kind not in "biufc":  # texts, say, have no decimal points to align
        yield from _kinds(got, expected)
        return
    if got.shape != expected.shape:
        yield _marked(GOT, f"shape {shape_words(got.shape)}", f": {show(got)}")
        yield _marked(EXPECTED, f"shape {shape_words(expected.shape)}")
        return
    wrong = _differing(got, expected)
    if wrong is None or not wrong.any():
        wrong = np.asarray(got != expected)  # a check may be stricter than most
    if not wrong.any():
        yield from _kinds(got, expected)  # the values agree, so it is the type that does not
        return
    place = tuple(int(index) for index in np.argwhere(wrong)[0])
    if expected.ndim > 2:
        yield DifferenceLine(f"in [{', '.join(map(str, place[:-2]))}, :, :]:")
    row, column = place[-2] if expected.ndim > 1 else 0, place[-1]
    outer = place[:-2]
    tables = [np.atleast_2d(value[outer]) for value in (got, expected)]
    yield from _tables(tables[0], tables[1], (row, column), width, brackets=min(expected.ndim, 2))
    yield from _invisible(got[place], expected[place])
    count = int(wrong.sum())
    if got.size > 1:  # of one element there is nothing to say where it stands
        which = "the only difference" if count == 1 else f"the first of {count} differences among {got.size} elements"
        yield DifferenceLine(f"index {list(place)} is {which}")


def _tables(
    got: NDArray[Any], expected: NDArray[Any], place: tuple[int, int], width: int, *, brackets: int
) -> Iterator[DifferenceLine]:
    """Two tables below each other, their columns aligned, cut to the rows and columns around `place`."""
    first, last = _window(place[0], len(got), ROWS)
    cells = [[[number(item) for item in row] for row in table[first:last]] for table in (got, expected)]
    if got.dtype.kind != expected.dtype.kind and _is_whole(got) and _is_whole(expected):
        # A point on one side only would look like the difference.
        cells = [[[cell.removesuffix(".0") for cell in row] for row in table] for table in cells]
    columns = [_aligned([row[n] for table in cells for row in table]) for n in range(got.shape[1])]
    room = width - len(GOT) - 2 * brackets - 4
    left, right = _fitting([len(column[0]) for column in columns], place[1], room)
    carets = []
    for label, offset in ((GOT, 0), (EXPECTED, last - first)):
        if first:
            yield DifferenceLine(label + "…")
        for n in range(first, last):
            texts = [column[offset + n - first] for column in columns[left:right]]
            opening = "[" * brackets if n == 0 else " " * (brackets - 1) + "["
            lead = (label if n == 0 or first == last - 1 else " " * len(label)) + opening + ("… " if left else "")
            closing = "]" * (brackets if n == len(got) - 1 else 1)
            text = lead + GAP.join(texts).rstrip() + (" …" if right < len(columns) else "") + closing
            if n != place[0]:
                yield DifferenceLine(text)
                continue
            cell = texts[place[1] - left]
            start = len(lead) + sum(len(shown) + len(GAP) for shown in texts[: place[1] - left])
            mark = (start + len(cell) - len(cell.lstrip()), start + len(cell.rstrip()))
            yield DifferenceLine(text, mark)
            carets.append(DifferenceLine(" " * mark[0] + "^" * (mark[1] - mark[0]), mark))
            if last - first > 1:
                yield carets[-1]
        if last < len(got):
            yield DifferenceLine(" " * len(label) + "…")
    if last - first == 1:
        yield carets[-1]


def _is_whole(table: NDArray[Any]) -> bool:
    """Whether all its numbers are whole."""
    return table.dtype.kind in "iuf" and bool(np.all(table == np.trunc(table)))


def _aligned(cells: list[str]) -> list[str]:
    """The cells of one column, their decimal points below each other."""
    parts = [cell.partition(".") for cell in cells]
    before = max(len(whole) for whole, _, _ in parts)
    after = max(len(point + rest) for _, point, rest in parts)
    return [whole.rjust(before) + (point + rest).ljust(after) for whole, point, rest in parts]


def _window(centre: int, length: int, size: int) -> tuple[int, int]:
    """The (first, after the last) of `size` places around `centre`."""
    first = max(0, min(centre - size // 2, length - size))
    return first, min(length, first + size)


def _fitting(widths: list[int], centre: int, room: int) -> tuple[int, int]:
    """The (first, after the last) of the columns around `centre` that fit into `room` characters."""
    left, right = centre, centre + 1
    used = widths[centre]
    grown = True
    while grown:
        grown = False
        for side, place in (("right", right), ("left", left - 1)):
            if 0 <= place < len(widths) and used + len(GAP) + widths[place] <= room:
                used += len(GAP) + widths[place]
                left, right, grown = (left - 1, right, True) if side == "left" else (left, right + 1, True)
    return left, right


# --- drawings ----------------------------------------------------------------------------------------------------------


def _figures(got: Figure, expected: Figure, width: int) -> Iterator[DifferenceLine]:
    curves, wanted = ([line for axes in figure.axes for line in axes.lines] for figure in (got, expected))
    if len(curves) != len(wanted):
        yield _marked(GOT, _count(len(curves)))
        yield _marked(EXPECTED, _count(len(wanted)))
    for curve in wanted:
        if not any(_same_curve(other, curve) for other in curves):
            nearest = max(curves, key=lambda drawn: _likeness(drawn, curve), default=None)
            if nearest is not None:
                yield from _curves(nearest, curve, width)
            return
    for one, other in zip(got.axes, expected.axes, strict=False):
        yield from _labels(one, other)


def _count(lines: int) -> str:
    return f"{lines or 'no'} line{'s' * (lines != 1)}"


def _curves(got: Curve, expected: Curve, width: int) -> Iterator[DifferenceLine]:
    for name in ("x", "y"):
        one, other = getattr(got, name), getattr(expected, name)
        if len(one) != len(other):
            yield DifferenceLine(f"{name} of the line:")
            yield _marked(GOT, f"{len(one)} points", f": {show(one)}")
            yield _marked(EXPECTED, f"{len(other)} points", f": {show(other)}")
            return
        if not _alike(one, other):
            yield DifferenceLine(f"{name} of the line:")
            yield from _arrays(one, other, width)
            return
    for name in ("style", "label"):
        if getattr(got, name) != getattr(expected, name):
            yield DifferenceLine(f"{name} of the line:")
            yield from _scalars(getattr(got, name), getattr(expected, name))


def _same_curve(one: Curve, other: Curve) -> bool:
    return all(map(_alike, dataclasses.astuple(one), dataclasses.astuple(other)))


def _likeness(one: Curve, other: Curve) -> int:
    return 2 * _alike(one.x, other.x) + _alike(one.y, other.y)  # with the right x a curve is the one that was meant


def _labels(got: Axes, expected: Axes) -> Iterator[DifferenceLine]:
    names = {"title": "title", "xlabel": "label of the x-axis", "ylabel": "label of the y-axis", "xlim": "limits of x"}
    for name, words in {**names, "ylim": "limits of y", "legend": "legend"}.items():
        one, other = getattr(got, name), getattr(expected, name)
        if not _alike(one, other):
            yield DifferenceLine(f"{words}:")
            yield _marked(GOT, show(one))
            yield _marked(EXPECTED, show(other))
            return


def _cut(line: DifferenceLine, width: int) -> DifferenceLine:
    mark = line.mark and (min(line.mark[0], width - 1), min(line.mark[1], width - 1))  # what it marks may be cut away
    return DifferenceLine(line.text[: width - 1] + "…", mark)
