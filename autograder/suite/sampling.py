"""What to ask of a function so that it can be drawn, and its answers as plain data: of our own solutions for a kit, of a student's to show."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.course.model import FigureKind
from autograder.sandbox import Answer, Value

Array = NDArray[np.float64]

# x on tenths and halves of tenths, 0 among them exactly: a step there must not fall between two points.
CURVE_X = np.round(np.linspace(-6, 6, 241), 2)
# Beyond the four inputs on all sides, so that a line which separates them is seen whole.
PLANE_X = np.round(np.linspace(-0.5, 1.5, 81), 3)
BITS = (0, 1)
STEPS = 16  # a loop around a layer must fill neither the screen nor memory
CELLS = 12  # in a row or column of a table: of more nobody reads the numbers


@dataclass(frozen=True)
class Elementwise:
    """`x` and, of the same shape, what a function makes of it: y is all NaN where the function gave no such array."""

    x: Array
    y: Array

    @property
    def has_values(self) -> bool:
        """Whether the function gave anything to draw."""
        return not np.all(np.isnan(self.y))


class Curve(Elementwise):
    """A function of one array, over x of shape (n,)."""


class Bars(Elementwise):
    """A function of scores, of shape (n,) or (N, n)."""


@dataclass(frozen=True)
class Plane:
    """A gate's answers: `values` (n, n) over the inputs `x` (n,) in both directions (row: x2), NaN for none; `corners` by input pair."""

    x: Array
    values: Array
    corners: dict[tuple[int, int], float]

    @property
    def has_values(self) -> bool:
        """Whether the gate answered anything."""
        return not np.all(np.isnan(list(self.corners.values())))


@dataclass(frozen=True)
class Step:
    """One activation on a network's way forward: its function's name, and what came out, shape (n,)."""

    name: str
    outputs: Array


@dataclass(frozen=True)
class Layers:
    """One sample's way through a network: the input, each activation, and what came out in the end, shape (m,)."""

    x: Array
    steps: tuple[Step, ...]
    output: Array

    @property
    def has_values(self) -> bool:
        """Whether the pass came anywhere."""
        return bool(self.steps) or self.output.size > 0


@dataclass(frozen=True)
class Table:
    """Two tables and what a function makes of them: each of shape (n, m) or (m,); `values` is empty where it gave no table of numbers."""

    left: Array
    right: Array
    values: Array

    @property
    def has_values(self) -> bool:
        """Whether the function gave anything to draw."""
        return bool(self.values.size)


class Product(Table):
    """Rows of the left table meet columns of the right one."""


class Broadcast(Table):
    """The smaller table is repeated over the larger one, and elements in the same place meet."""


Sample = Curve | Plane | Layers | Bars | Product | Broadcast
TABLES: dict[FigureKind, type[Product] | type[Broadcast]] = {
    FigureKind.PRODUCT: Product,
    FigureKind.BROADCAST: Broadcast,
}


def sample(
    kind: FigureKind,
    call: Callable[..., Answer],
    args: tuple[Any, ...],
    functions: dict[str, Any],
    names: tuple[str, ...],
) -> Sample:
    """What a function does, in the form of `kind`.

    Args:
        call: the function, answering as a worker does.
        args: an example of its arguments, the last of which is the sample that goes through `layers`.
        functions: the namespace in which it looks up the others that it calls, `names` among them.
    """
    if kind is FigureKind.CURVE:
        return curve_of(call)
    if kind is FigureKind.PLANE:
        return plane_of(call)
    if kind is FigureKind.BARS:
        return bars_of(call, args)
    if kind in TABLES:
        left, right = map(_table, args)
        return TABLES[kind](left, right, _table(_value(call(*args))))
    return layers_of(call, args, functions, names)


def plain(shown: Sample) -> dict[str, Any]:
    """`shown` as plain values."""
    if isinstance(shown, Curve):
        return {"y": shown.y}
    if isinstance(shown, Plane):
        return {"values": shown.values, "corners": list(shown.corners.values())}
    if isinstance(shown, (Bars, Table)):
        return dict(vars(shown))
    return {"x": shown.x, "steps": [(step.name, step.outputs) for step in shown.steps], "output": shown.output}


def of_plain(kind: FigureKind, values: dict[str, Any]) -> Sample:
    """Read back what `plain` made."""
    if kind is FigureKind.CURVE:
        return Curve(CURVE_X, values["y"])
    if kind is FigureKind.PLANE:
        inputs = [(x1, x2) for x1 in BITS for x2 in BITS]
        return Plane(PLANE_X, values["values"], dict(zip(inputs, values["corners"], strict=True)))
    if kind is FigureKind.BARS:
        return Bars(**values)
    if kind in TABLES:
        return TABLES[kind](**values)
    return Layers(values["x"], tuple(Step(*step) for step in values["steps"]), values["output"])


def curve_of(call: Callable[..., Answer]) -> Curve:
    """A function of one array as a curve; `call` answers as a worker does."""
    answer = _row(_value(call(CURVE_X)))
    return Curve(
        CURVE_X, answer if answer is not None and answer.shape == CURVE_X.shape else np.full(CURVE_X.shape, np.nan)
    )


def plane_of(call: Callable[..., Answer]) -> Plane:
    """A gate's answers over the whole input plane."""
    values = np.array([[_number(call(float(x1), float(x2))) for x1 in PLANE_X] for x2 in PLANE_X])
    return Plane(PLANE_X, values, {(x1, x2): _number(call(x1, x2)) for x1 in BITS for x2 in BITS})


def bars_of(call: Callable[..., Answer], args: tuple[Any, ...]) -> Bars:
    """What a function makes of scores, its only argument: one row of them, or several."""
    x, answer = np.asarray(args[0], float), _table(_value(call(*args)))
    return Bars(x, answer if answer.shape == x.shape else np.full(x.shape, np.nan))


def layers_of(
    call: Callable[..., Answer], args: tuple[Any, ...], functions: dict[str, Any], names: tuple[str, ...]
) -> Layers:
    """One forward pass: `call(*args)`, whose last argument is the sample, and each call that it makes to one of `names` on the way.

    Args:
        functions: the namespace in which the called function looks up `names`.
    """
    with _noted(functions, names) as steps:
        output = _row(_value(call(*args)))
    nothing = np.empty(0)
    return Layers(np.asarray(args[-1], float), tuple(steps), nothing if output is None else output)


def step_of(name: str, answer: Answer) -> tuple[Step, ...]:
    """The step that an answer is, if it is a row of numbers."""
    row = _row(_value(answer))
    return () if row is None else (Step(name, row),)


@contextmanager
def _noted(functions: dict[str, Any], names: tuple[str, ...]) -> Iterator[list[Step]]:
    """Have every call to one of `names` noted with its result, as far as it is a row of numbers."""
    steps: list[Step] = []
    # In its own namespace, where it looks them up: the function itself is left as it is.
    before = {name: functions[name] for name in names if callable(functions.get(name))}

    def noting(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def noted(*args: Any, **kwargs: Any) -> Any:
            value = function(*args, **kwargs)
            row = _row(value)
            if row is not None and len(steps) < STEPS:
                steps.append(Step(name, row))
            return value

        return noted

    functions.update({name: noting(name, function) for name, function in before.items()})
    try:
        yield steps
    finally:
        functions.update(before)


def _value(answer: Answer) -> Any:
    return answer.value if isinstance(answer, Value) else None


def _number(answer: Answer) -> float:
    value = _value(answer)
    is_number = isinstance(value, (bool, int, float, np.bool_, np.integer, np.floating))
    return float(value) if is_number else float("nan")


def _table(value: Any) -> Array:
    """A copy of an array of real numbers with one axis or two, small enough to be drawn; empty for anything else."""
    is_table = type(value) is np.ndarray and value.ndim in (1, 2) and value.dtype.kind in "iuf"
    return value.astype(np.float64) if is_table and max(value.shape) <= CELLS else np.empty(0)


def _row(value: Any) -> Array | None:
    """A copy of a one-axis array of real numbers; None for anything else."""
    # Not a subclass: what a masked array or a matrix does when it is asked for its shape is its own affair.
    if type(value) is not np.ndarray or value.ndim != 1 or value.dtype.kind not in "biuf":
        return None
    return value.astype(np.float64)
