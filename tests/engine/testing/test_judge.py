"""The fairness rules of judging: what counts as right, and which comparison fails first where it is not."""

import numpy as np
import pytest

from autograder.sandbox import Other
from autograder.testing import (
    Axes,
    Figure,
    Line,
    Mistake,
    Stage,
    assert_array,
    assert_bit,
    assert_close,
    assert_curve,
    assert_equal,
    assert_integers,
    assert_true,
)

ROW = np.array([1.0, 2.0, 3.0])


class Subclass(np.ndarray):
    """What a worker can never send, but an author's own value could be."""


def failed_stage(judge, *args, **options):
    """The comparison at which a judgement fails."""
    with pytest.raises(Mistake) as caught:
        judge(*args, **options)
    return caught.value.stage


# --- assert_close -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        (ROW, [1.0, 2.0, 3.0]),
        (np.array([1, 2, 3]), ROW),
        (np.array([1, 2, 3], dtype=np.uint8), ROW),
        (ROW.astype(np.float32), ROW),
        (ROW * (1 + 1e-7), ROW),
        (np.array([-0.0]), np.array([0.0])),
        (np.array([1e-9]), np.array([0.0])),
        (np.array([np.inf, -np.inf]), np.array([np.inf, -np.inf])),
        (np.empty((0, 3)), np.empty((0, 3))),
        (2, 2.0),
        (True, 1.0),
        (np.float32(0.5), 0.5),
        (np.array(2.0), 2.0),
        (ROW.view(Subclass), ROW),
    ],
)
def test_nearly_equal_numbers_of_the_same_shape_are_right(got, expected):
    assert_close(got, expected)


@pytest.mark.parametrize(
    ("got", "expected", "broken"),
    [
        (2.0, ROW, Stage.TYPE),
        ([1.0, 2.0, 3.0], ROW, Stage.TYPE),
        ((1.0, 2.0, 3.0), ROW, Stage.TYPE),
        (None, ROW, Stage.TYPE),
        (Other("builtins.object"), ROW, Stage.TYPE),
        (Other("an array of dtype object"), ROW, Stage.TYPE),
        (np.array([1 + 0j, 2, 3]), ROW, Stage.TYPE),
        (np.array([True, True]), np.array([1.0, 1.0]), Stage.TYPE),
        (ROW.reshape(3, 1), ROW, Stage.SHAPE),
        (ROW.reshape(1, 3), ROW, Stage.SHAPE),
        (np.array(1.0), np.array([1.0]), Stage.SHAPE),
        (np.ones((2, 3)), np.ones((3, 2)), Stage.SHAPE),
        (np.ones(3), np.ones((2, 3)), Stage.SHAPE),
        (np.array([]), ROW, Stage.SHAPE),
        (np.array([1.0, 2.0, 3.1]), ROW, Stage.VALUE),
        (ROW * (1 + 1e-5), ROW, Stage.VALUE),
        (np.array([1.0, np.nan, 3.0]), ROW, Stage.VALUE),
        (np.array([np.nan]), np.array([np.nan]), Stage.VALUE),
        (np.array([np.inf]), np.array([1e300]), Stage.VALUE),
        (np.nan, 1.0, Stage.VALUE),
        (2.1, 2.0, Stage.VALUE),
        (np.array([2.0]), 2.0, Stage.TYPE),
        (np.array([[2.0]]), 2.0, Stage.TYPE),
        ("2.0", 2.0, Stage.TYPE),
        (2 + 0j, 2.0, Stage.TYPE),
        ([2.0], 2.0, Stage.TYPE),
        (Other("decimal.Decimal"), 2.0, Stage.TYPE),
    ],
)
def test_what_is_not_right_breaks_at_the_first_wrong_stage(got, expected, broken):
    assert failed_stage(assert_close, got, expected) is broken


def test_a_one_element_array_for_a_number_is_told_so():
    for judge in (assert_close, assert_bit):
        with pytest.raises(Mistake, match="an array with one element, not the number itself"):
            judge(np.array([1.0]), 1)


def test_the_tolerance_is_below_any_mistake_and_above_rounding():
    printed_by_the_book = 0.01821127
    assert_close(np.array([0.018211273295547534]), [printed_by_the_book])
    assert failed_stage(assert_close, np.array([0.0182]), [printed_by_the_book]) is Stage.VALUE


def test_an_author_may_state_another_tolerance():
    assert_close(1.05, 1.0, rtol=0.1)
    assert failed_stage(assert_close, 1.05, 1.0, rtol=0.01) is Stage.VALUE


def test_a_huge_whole_number_is_compared_without_overflow():
    assert failed_stage(assert_close, 2**70, 1.0) is Stage.VALUE
    assert failed_stage(assert_close, 10**400, 1.0) is Stage.VALUE


def test_a_mistake_keeps_both_values_for_whoever_explains_it():
    with pytest.raises(Mistake) as caught:
        assert_close(np.array([9.0]), [1.0])
    assert caught.value.whole.got.tolist() == [9.0]
    assert caught.value.whole.expected.tolist() == [1.0]


# --- assert_array, assert_integers, assert_bit, assert_true -----------------------------------------------------------


def test_an_array_is_judged_by_type_and_shape_alone_and_returned():
    assert assert_array(ROW, (3,)) is ROW
    assert assert_array(np.array([np.nan]), (1,)).shape == (1,)
    assert failed_stage(assert_array, [1.0], (1,)) is Stage.TYPE
    assert failed_stage(assert_array, np.array([True]), (1,)) is Stage.TYPE
    assert failed_stage(assert_array, ROW, (3, 1)) is Stage.SHAPE


@pytest.mark.parametrize("dtype", ["int8", "int32", "int64", "uint8"])
def test_any_integer_dtype_counts_as_integers(dtype):
    assert_integers(np.array([0, 1], dtype=dtype), [0, 1])


@pytest.mark.parametrize(
    ("got", "broken"),
    [
        (np.array([False, True]), Stage.TYPE),
        (np.array([0.0, 1.0]), Stage.TYPE),
        ([0, 1], Stage.TYPE),
        (1, Stage.TYPE),
        (np.array([[0, 1]]), Stage.SHAPE),
        (np.array([1, 1]), Stage.VALUE),
    ],
)
def test_what_is_no_array_of_the_right_integers_is_not_right(got, broken):
    assert failed_stage(assert_integers, got, [0, 1]) is broken


@pytest.mark.parametrize("one", [1, True, 1.0, np.int64(1), np.bool_(True), np.float32(1), np.array(1), np.array(True)])
def test_any_scalar_equal_to_one_is_a_gates_one(one):
    assert_bit(one, 1)
    assert failed_stage(assert_bit, one, 0) is Stage.VALUE


@pytest.mark.parametrize("zero", [0, False, 0.0, -0.0, np.int8(0), np.array(-0.0)])
def test_any_scalar_equal_to_zero_is_a_gates_zero(zero):
    assert_bit(zero, 0)


@pytest.mark.parametrize("other", [None, "1", [1], (1,), np.array([1]), 1 + 0j, Other("builtins.object")])
def test_what_is_no_real_scalar_is_no_bit(other):
    assert failed_stage(assert_bit, other, 1) is Stage.TYPE


@pytest.mark.parametrize("other", [2, -1, 0.999, np.nan, np.inf])
def test_another_number_is_no_bit(other):
    assert failed_stage(assert_bit, other, 1) is Stage.VALUE


def test_a_property_that_does_not_hold_says_its_sentence():
    assert_true(np.bool_(True), "never said")
    with pytest.raises(Mistake, match="every probability must be above 0") as caught:
        assert_true(np.bool_(False), "every probability must be above 0")
    assert caught.value.stage is Stage.PROPERTY


# --- assert_equal -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        (((2, 2), "int64"), ((2, 2), "int64")),
        ((np.int64(2), "a"), (2, "a")),
        ([1.0, 2], [1, 2.0]),
        ({"W1": ROW, "n": 1}, {"n": 1, "W1": ROW}),
        (None, None),
        (np.array(3), 3),
        (True, 1),
        ((), ()),
    ],
)
def test_equal_plain_values_are_right(got, expected):
    assert_equal(got, expected)


@pytest.mark.parametrize(
    ("got", "expected", "broken", "place"),
    [
        ([2, 2], (2, 2), Stage.TYPE, ""),
        ((2,), (2, 2), Stage.VALUE, ""),
        ((2, 3), (2, 2), Stage.VALUE, "element at index 1"),
        (((2, 3), "a"), ((2, 2), "a"), Stage.VALUE, "element at index 1"),
        ((1, b"int64"), (1, "int64"), Stage.TYPE, "element at index 1"),
        (None, "a", Stage.TYPE, ""),
        (0, None, Stage.TYPE, ""),
        ("1", 1, Stage.TYPE, ""),
        (1.5, 1, Stage.VALUE, ""),
        (np.nan, np.nan, Stage.VALUE, ""),
        ({"w1": 1}, {"W1": 1}, Stage.VALUE, ""),
        ([("W1", 1)], {"W1": 1}, Stage.TYPE, ""),
        ({"W1": [1.0]}, {"W1": np.array([1.0])}, Stage.TYPE, "key 'W1'"),
        ({"W1": np.ones((1, 2))}, {"W1": np.ones(2)}, Stage.SHAPE, "key 'W1'"),
        ({"W1": np.zeros(2)}, {"W1": np.ones(2)}, Stage.VALUE, "key 'W1'"),
        (np.array([1.0, np.nan]), np.array([1.0, np.nan]), Stage.VALUE, ""),
    ],
)
def test_the_innermost_part_that_differs_is_named(got, expected, broken, place):
    with pytest.raises(Mistake) as caught:
        assert_equal(got, expected)
    assert (caught.value.stage, caught.value.part.place) == (broken, place)


# --- assert_curve -----------------------------------------------------------------------------------------------------


def figure(*lines):
    """A figure with one pair of axes."""
    return Figure((Axes(lines, "", "", "", (0.0, 1.0), (0.0, 1.0), None),))


X, Y = np.array([0.0, 1.0]), np.array([2.0, 3.0])


def test_the_line_that_fits_is_found_among_others():
    fitting = Line(X, Y, "--", "sin")
    assert assert_curve(figure(Line(X, X, "-", ""), fitting), X, Y, style="--", label="sin") is fitting


@pytest.mark.parametrize(
    ("drawn", "says"),
    [
        (figure(), "nothing was drawn as a line"),
        (Figure(()), "nothing was drawn as a line"),
        (figure(Line(X, X, "-", "")), "no line has the expected y values"),
        (figure(Line(X + 1, Y, "-", "")), "no line has the expected x values"),
        (figure(Line(X[:1], Y[:1], "-", "")), "no line has the expected x values"),
        (figure(Line(X, Y * np.nan, "-", "")), "no line has the expected y values"),
        (figure(Line(X, Y, "-", "sin")), "its line style is not '--'"),
        (figure(Line(X, Y, "--", "cos")), "its label is not 'sin'"),
    ],
)
def test_a_drawing_without_the_curve_is_told_what_is_missing(drawn, says):
    with pytest.raises(Mistake, match=says):
        assert_curve(drawn, X, Y, style="--", label="sin")
