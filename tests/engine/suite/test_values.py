"""Plain values as JSON."""

import json

import numpy as np
import pytest

from autograder.sandbox.inside.wire import Other
from autograder.suite.values import decode, encode


@pytest.mark.parametrize("value", [None, True, False, 3, 2**70, "text", 1.5, -0.0, 1e300, [1, [2.0, "x"]], []])
def test_what_json_knows_stands_for_itself(value):
    assert json.loads(json.dumps(encode(value))) == value


@pytest.mark.parametrize(
    ("value", "encoded"),
    [
        ((1, 2.5), {"tuple": [1, 2.5]}),
        ({"W1": 1, 2: (3,)}, {"dict": [["W1", 1], [2, {"tuple": [3]}]]}),
        (float("nan"), {"float": "nan"}),
        ([float("inf"), float("-inf")], [{"float": "inf"}, {"float": "-inf"}]),
        (1 - 2j, {"complex": [1.0, -2.0]}),
        (np.float64(0.5), {"dtype": "float64", "value": 0.5}),
        (np.bool_(True), {"dtype": "bool", "value": True}),
        (np.array([[1, 2], [3, 4]]), {"dtype": "int64", "shape": [2, 2], "data": [1, 2, 3, 4]}),
        (np.array([0.5, np.nan]), {"dtype": "float64", "shape": [2], "data": [0.5, {"float": "nan"}]}),
        (np.zeros((0, 3)), {"dtype": "float64", "shape": [0, 3], "data": []}),
        (np.array(2.0), {"dtype": "float64", "shape": [], "data": [2.0]}),
        (np.array([1j]), {"dtype": "complex128", "shape": [1], "data": [{"complex": [0.0, 1.0]}]}),
        (np.array([0.5], np.longdouble), {"dtype": np.dtype(np.longdouble).name, "shape": [1], "data": [0.5]}),
        (
            np.array([1j], np.clongdouble),
            {"dtype": np.dtype(np.clongdouble).name, "shape": [1], "data": [{"complex": [0.0, 1.0]}]},
        ),
        (Other("builtins.function"), {"other": "builtins.function"}),
    ],
)
def test_everything_else_is_tagged(value, encoded):
    assert encode(value) == encoded
    json.dumps(encode(value), allow_nan=False)


@pytest.mark.parametrize(
    "value",
    [
        None, True, 2**70, "text", 0.5, [1, [2.0]], (1, (2.5, None)), {"W1": np.ones((2, 2)), 2: ()}, 1 - 2j,
        np.float32(0.5), np.bool_(True), np.array([[1, 2], [3, 4]]), np.array([0.5, np.inf]), np.zeros((0, 3)),
        np.array(2.0), np.array([1j, 2.0]), np.array([True, False]), Other("builtins.function"),
    ],
)  # fmt: skip
def test_what_was_written_reads_back_the_same(value):
    back = decode(json.loads(json.dumps(encode(value))))
    assert type(back) is type(value)
    assert repr(back) == repr(value)
    if isinstance(value, np.ndarray):
        assert (back.dtype, back.shape) == (value.dtype, value.shape)
        assert back.flags.writeable


def test_not_a_number_reads_back_as_itself():
    assert np.isnan(decode(encode(float("nan"))))
    assert np.isnan(decode(encode(np.array([np.nan]))))[0]


def test_floats_are_rounded_so_that_every_numpy_writes_the_same():
    value = 1.2345678901234567
    assert encode(value) == encode(float(np.nextafter(value, 2))) == 1.23456789012
    assert encode(np.array([value]))["data"] == [1.23456789012]


def test_truth_values_stay_truth_values():
    assert encode(True) is True
    assert encode(np.array([True]))["data"] == [True]


def test_what_never_comes_over_the_wire_is_an_error_of_ours():
    with pytest.raises(TypeError, match="no JSON for set"):
        encode({1})
