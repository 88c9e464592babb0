"""The assertions of suites. Each compares plain data on the trusted side, after checking type and shape exactly."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .figure import Figure, Line
from .mistake import Mistake, Part, Stage

# Two correct programs differ by rounding: the order of a sum, or an exp that is one ulp off on another NumPy. 1e-6 is far above that
# and far below any mistake; 1e-8 is half a unit in the last of the 8 decimals that the book prints, and what is left of a sum that cancels.
RTOL, ATOL = 1e-6, 1e-8
# Single precision holds 7 digits, of which a chain of operations costs two or three; a mistake is larger than that, too.
SINGLE_RTOL, SINGLE_ATOL = 1e-4, 1e-5
ONE_ELEMENT = "the answer is an array with one element, not the number itself"


def assert_close(got: Any, expected: ArrayLike, *, rtol: float = RTOL, atol: float = ATOL) -> None:
    """Real numbers, nearly equal: an array of exactly the expected shape, or a scalar where a scalar is expected.

    Integers pass where floats are expected, and so does single precision, as far as it goes; a list does not pass for an array, nor
    (3, 1) for (3,); NaN equals nothing.

    Args:
        got: the student's value.
        expected: array or number, of any shape.
        rtol, atol: tolerances relative to the expected value and absolute; of single precision at least `SINGLE_RTOL`, `SINGLE_ATOL`.
    Raises:
        Mistake: at the first comparison that fails.
    """
    wanted = np.asarray(expected, dtype=np.float64)
    values = assert_array(got, wanted.shape, expected=expected) if wanted.ndim else _scalar(got, expected)
    if getattr(values, "dtype", None) == np.float32:
        rtol, atol = max(rtol, SINGLE_RTOL), max(atol, SINGLE_ATOL)
    if not np.all(np.isclose(_floats(values), wanted, rtol=rtol, atol=atol)):
        raise Mistake.of(Stage.VALUE, got, wanted if wanted.ndim else expected)


def assert_array(got: Any, shape: tuple[int, ...], *, expected: Any = None) -> NDArray[Any]:
    """A real array of exactly `shape`, whatever its values; returns it, so that a property can be tested.

    Raises:
        Mistake: another type, dtype or shape.
    """
    sample = np.zeros(shape) if expected is None else np.asarray(expected)
    if not isinstance(got, np.ndarray) or got.dtype.kind not in "iuf":
        raise Mistake.of(Stage.TYPE, got, sample)
    if got.shape != tuple(shape):
        raise Mistake.of(Stage.SHAPE, got, sample)
    return got


def assert_integers(got: Any, expected: ArrayLike) -> None:
    """An array of an integer dtype (not bool, not float), of the expected shape and values.

    Raises:
        Mistake: at the first comparison that fails.
    """
    wanted = np.asarray(expected)
    if not isinstance(got, np.ndarray) or got.dtype.kind not in "iu":
        raise Mistake.of(Stage.TYPE, got, wanted)
    if got.shape != wanted.shape:
        raise Mistake.of(Stage.SHAPE, got, wanted)
    if not np.array_equal(got, wanted):
        raise Mistake.of(Stage.VALUE, got, wanted)


def assert_bit(got: Any, expected: int) -> None:
    """A gate's output: any scalar equal to 0 or 1 (int, bool, float, NumPy scalar).

    Raises:
        Mistake: not a scalar, or another number.
    """
    if _scalar(got, expected) != expected:
        raise Mistake.of(Stage.VALUE, got, expected)


def assert_equal(got: Any, expected: Any) -> None:
    """Exactly equal plain values: numbers, strings, None, arrays, and tuples, lists and dicts of them.

    Containers must be of the same type; numbers may be of any numeric type.

    Raises:
        Mistake: at the first comparison that fails.
    """
    found = _difference(Part("", got, expected))
    if found is not None:
        stage, part = found
        raise Mistake.of(stage, got, expected, part=part)


def assert_true(condition: Any, message: str) -> None:
    """A property that must hold; `message` tells the student which, and names no input.

    Raises:
        Mistake: it does not hold.
    """
    if not condition:
        raise Mistake(Stage.PROPERTY, sentence=message)


def assert_unchanged(student: Any, name: str) -> None:
    """The last call, whose answer was found right before, left its array argument as it was; `name` is what the task calls that.

    Raises:
        Mistake: it holds other numbers now.
    """
    if student.changed:
        raise Mistake(
            Stage.PROPERTY,
            sentence=f"what came back is right, but `{name}` itself holds other numbers afterwards, also for whoever called the function: "
            f"work on a copy, `{name} = {name}.copy()`, or make a new array",
        )


def assert_curve(
    figure: Figure, x: ArrayLike, y: ArrayLike, *, style: str | None = None, label: str | None = None
) -> Line:
    """Some line of the figure runs through exactly these points, with this style and label where they are asked for.

    Args:
        figure: what the student drew.
        x, y: the points, shape (n,), compared with the tolerances of `assert_close`.
        style: "-", "--", "-." or ":".
        label: the line's label.
    Returns:
        The line.
    Raises:
        Mistake: no line is there, none runs so, or the one that does has another style or label.
    """
    lines = [line for axes in figure.axes for line in axes.lines]
    if not lines:
        raise Mistake.of(Stage.VALUE, figure, None, "nothing was drawn as a line")
    fitting = [line for line in lines if _near(line.x, x) and _near(line.y, y)]
    if not fitting:
        same_x = [line for line in lines if _near(line.x, x)]
        what = "no line has the expected y values" if same_x else "no line has the expected x values"
        raise _line_mistake(
            figure, (same_x or lines)[0], what, x=np.asarray(x, np.float64), y=np.asarray(y, np.float64)
        )
    styled = [line for line in fitting if style is None or line.style == style]
    if not styled:
        what = f"the curve is there, but its line style is not {style!r}"
        raise _line_mistake(figure, fitting[0], what, style=style)
    for line in styled:
        if label is None or line.label == label:
            return line
    raise _line_mistake(figure, styled[0], f"the curve is there, but its label is not {label!r}", label=label)


def _line_mistake(figure: Figure, nearest: Line, sentence: str, **expected: Any) -> Mistake:
    """A mistake in the line that is nearest to the expected one, which differs from it in `expected`."""
    return Mistake.of(
        Stage.VALUE, figure, None, sentence, part=Part("a line", nearest, dataclasses.replace(nearest, **expected))
    )


def _floats(values: Any) -> NDArray[np.float64]:
    try:
        return np.asarray(values, dtype=np.float64)
    except OverflowError:  # an int beyond every float equals none
        return np.asarray(np.nan)


def _near(got: NDArray[np.float64], expected: ArrayLike) -> bool:
    wanted = np.asarray(expected, dtype=np.float64)
    return got.shape == wanted.shape and bool(np.all(np.isclose(got, wanted, rtol=RTOL, atol=ATOL)))


def _scalar(got: Any, expected: Any) -> Any:
    """A real number; an array without axes is one, True and False are 1 and 0."""
    if isinstance(got, np.ndarray) and got.ndim:
        raise Mistake.of(Stage.TYPE, got, expected, ONE_ELEMENT if got.size == 1 else "")
    if isinstance(got, np.ndarray) and got.dtype.kind in "biuf":
        return got[()]
    if isinstance(got, (bool, int, float, np.bool_, np.integer, np.floating)):
        return got
    raise Mistake.of(Stage.TYPE, got, expected)


def _difference(part: Part) -> tuple[Stage, Part] | None:
    """The first comparison that fails, and where."""
    got, expected = part.got, part.expected
    if isinstance(expected, np.ndarray):
        stage = _array_difference(got, expected)
    elif isinstance(expected, (tuple, list)):
        if type(got) is type(expected) and len(got) == len(expected):
            inner = (Part(f"element at index {n}", *pair) for n, pair in enumerate(zip(got, expected, strict=True)))
            return next(filter(None, map(_difference, inner)), None)
        stage = Stage.TYPE if type(got) is not type(expected) else Stage.VALUE
    elif isinstance(expected, dict):
        if type(got) is dict and got.keys() == expected.keys():
            inner = (Part(f"key {key!r}", got[key], expected[key]) for key in expected)
            return next(filter(None, map(_difference, inner)), None)
        stage = Stage.TYPE if type(got) is not dict else Stage.VALUE
    else:
        stage = _scalar_difference(got, expected)
    return stage and (stage, part)


def _array_difference(got: Any, expected: NDArray[Any]) -> Stage | None:
    if not isinstance(got, np.ndarray):
        return Stage.TYPE
    if got.shape != expected.shape:
        return Stage.SHAPE
    return None if np.array_equal(got, expected) else Stage.VALUE


def _scalar_difference(got: Any, expected: Any) -> Stage | None:
    if expected is None or isinstance(expected, str):
        if type(got) is not type(expected):
            return Stage.TYPE
        return None if got == expected else Stage.VALUE
    if isinstance(got, np.ndarray) and got.ndim == 0:
        got = got[()]
    if not isinstance(got, (bool, int, float, complex, np.bool_, np.number)):
        return Stage.TYPE
    return None if got == expected else Stage.VALUE
