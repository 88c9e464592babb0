"""What is asked of a function to draw it."""

import numpy as np
import pytest

from autograder.course.model import FigureKind
from autograder.sandbox import Other, Raised, Value
from autograder.suite.sampling import CURVE_X, PLANE_X, of_plain, plain, sample
from autograder.suite.values import decode, encode


def answering(function):
    """`call` of a worker, for one function."""

    def call(*args):
        try:
            return Value(function(*args))
        except Exception as error:  # noqa: BLE001 - a worker answers with whatever was raised
            return Raised(type(error).__name__, str(error), 0)

    return call


def curve(function):
    return sample(FigureKind.CURVE, answering(function), (), {}, ())


def plane(function):
    return sample(FigureKind.PLANE, answering(function), (), {}, ())


def test_a_curve_has_a_point_at_zero_exactly():
    assert 0.0 in CURVE_X
    assert np.array_equal(curve(np.square).y, CURVE_X**2)


@pytest.mark.parametrize(
    "wrong", [lambda x: 1.0, lambda x: x[:3], lambda x: [0] * len(x), lambda x: x.nope, lambda x: Other("x")]
)
def test_what_is_no_curve_has_no_values(wrong):
    assert np.all(np.isnan(curve(wrong).y))


def test_a_gate_is_asked_over_the_plane_and_at_its_four_corners():
    found = plane(lambda x1, x2: int(x1 + x2 > 1.5))
    assert found.corners == {(0, 0): 0, (0, 1): 0, (1, 0): 0, (1, 1): 1}
    at = {float(x): index for index, x in enumerate(PLANE_X)}
    assert found.values[at[0.5], at[1.25]] == 1.0
    assert found.values[at[1.25], at[0.0]] == 0.0


def test_a_row_of_the_plane_is_an_x2_and_a_column_an_x1():
    found = plane(lambda x1, x2: float(x1))
    assert np.array_equal(found.values[0], PLANE_X)


def test_a_gate_that_raises_for_some_inputs_answers_the_others():
    found = plane(lambda x1, x2: 1 // (x1 + x2))
    assert np.isnan(found.corners[0, 0])
    assert found.corners[1, 0] == 1.0


NETWORK = {
    "double": lambda z: 2 * z,
    "identity": lambda z: z,
}


def test_a_forward_pass_is_followed_through_the_functions_it_uses():
    functions = dict(NETWORK)
    functions["forward"] = lambda network, x: functions["identity"](functions["double"](x + network["b"]))
    args = ({"b": np.array([1.0, 2.0])}, np.array([1.0, 0.5]))
    found = sample(
        FigureKind.LAYERS, answering(functions["forward"]), args, functions, ("double", "identity", "absent")
    )
    assert [(step.name, step.outputs.tolist()) for step in found.steps] == [
        ("double", [4.0, 5.0]),
        ("identity", [4.0, 5.0]),
    ]
    assert found.output.tolist() == [4.0, 5.0]
    assert functions["double"] is NETWORK["double"]


def test_a_forward_pass_that_raises_half_way_shows_how_far_it_came():
    functions = dict(NETWORK)
    functions["forward"] = lambda network, x: functions["double"](x) @ np.ones((3, 3))
    found = sample(FigureKind.LAYERS, answering(functions["forward"]), ({}, np.array([1.0])), functions, ("double",))
    assert len(found.steps) == 1
    assert found.output.size == 0
    assert functions["double"] is NETWORK["double"]


def bars(function):
    return sample(FigureKind.BARS, answering(function), (np.array([1.0, 3.0]),), {}, ())


def product(function, *args):
    return sample(FigureKind.PRODUCT, answering(function), args or (np.eye(2), np.ones((2, 3))), {}, ())


def test_what_becomes_of_each_score_is_a_bar():
    assert bars(np.square).y.tolist() == [1.0, 9.0]
    assert not bars(np.sum).has_values
    assert not bars(lambda x: x[:1]).has_values


def test_two_tables_and_what_comes_of_them():
    found = product(np.dot)
    assert (found.left.shape, found.right.shape, found.values.tolist()) == ((2, 2), (2, 3), [[1.0] * 3] * 2)
    for wrong in (lambda a, b: 1.0, lambda a, b: "x", lambda a, b: np.zeros((2, 2, 2)), lambda a, b: np.zeros((2, 13))):
        assert not product(wrong).has_values


@pytest.mark.parametrize(
    ("picture", "shown"),
    [
        (FigureKind.CURVE, curve(np.square)),
        (FigureKind.PLANE, plane(lambda x1, x2: int(x1 > x2))),
        (FigureKind.BARS, bars(np.square)),
        (FigureKind.PRODUCT, product(np.dot)),
        (
            FigureKind.LAYERS,
            sample(FigureKind.LAYERS, answering(lambda network, x: x), ({}, np.array([1.0])), {}, ()),
        ),
    ],
)
def test_what_is_shown_survives_the_way_through_json(picture, shown):
    again = of_plain(picture, decode(encode(plain(shown))))
    assert encode(plain(again)) == encode(plain(shown))
