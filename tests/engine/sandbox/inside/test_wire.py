"""The wire carries plain values exactly, and whatever else arrives is a WireError or another plain value, never anything more."""

import json
import math
import random
import struct
from collections import OrderedDict, defaultdict, namedtuple
from typing import NamedTuple

import numpy as np
import pytest

from autograder.sandbox.inside.wire import (
    DEPTH,
    DICT_LENGTH,
    FRAME_BYTES,
    STR_LENGTH,
    TEXT_BYTES,
    Other,
    WireError,
    pack,
    type_name,
    unpack,
)

PLAIN = {type(None), bool, int, float, complex, str, list, tuple, dict, np.ndarray, Other}


def crossed(value):
    """What the other side makes of a value."""
    return unpack(pack({}, value)[4:])[1][0]


def frame(values, data=b"", **header):
    """A frame's body, written by hand."""
    return raw(json.dumps({**header, "values": values}).encode(), data)


def raw(text, data=b""):
    return struct.pack(">I", len(text)) + text + data


# --- what crosses -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "value",
    [
        None, True, False, 0, -1, 2**70, -(2**999), 0.0, math.inf, 5e-324, 1.5 - 2j, "", "é\0\n", "\ud800 alone", [], (), {},
        [1, (2, [3.0])], {"W1": [1], 2: "two", None: None, True: 1.5, 1j: 2}, ("list", "other"), ["dict", []],
    ],
    ids=lambda value: repr(value)[:20],
)  # fmt: skip
def test_a_plain_value_crosses_unchanged(value):
    got = crossed(value)
    assert got == value
    assert type(got) is type(value)


def test_minus_zero_and_nan_cross_as_they_are():
    assert math.copysign(1, crossed(-0.0)) == -1
    assert math.isnan(crossed(math.nan))


@pytest.mark.parametrize("code", "?bBhHiIlLqQefdgFDG")
@pytest.mark.parametrize("shape", [(), (0,), (3,), (2, 0, 3), (2, 3), (1,) * 32], ids=str)
def test_an_array_crosses_with_dtype_shape_and_bytes(code, shape):
    array = np.arange(math.prod(shape)).reshape(shape).astype(code)
    got = crossed(array)
    assert type(got) is np.ndarray
    assert (got.dtype, got.shape, got.tobytes()) == (array.dtype, array.shape, array.tobytes())


@pytest.mark.parametrize("code", "?bBhHiIlLqQefdgFDG")
def test_a_numpy_scalar_stays_a_scalar(code):
    got = crossed(np.dtype(code).type(1))
    assert isinstance(got, np.generic)
    assert got == 1
    assert got.dtype == np.dtype(code)


@pytest.mark.parametrize(
    "array",
    [np.arange(6.0).reshape(2, 3).T, np.arange(9.0)[::-2], np.broadcast_to(1.0, (2, 3)), np.array([1, 2], ">i4")],
    ids=["transposed", "strided", "broadcast", "big-endian"],
)
def test_an_odd_memory_layout_crosses_by_value(array):
    np.testing.assert_array_equal(crossed(array), array)
    assert crossed(array).dtype.isnative


def test_what_arrives_can_be_written_to():
    first, second = unpack(pack({}, np.zeros(3), np.zeros(3))[4:])[1]
    first[0] = 1.0  # an honest in-place solution must not fail on a read-only input
    assert second[0] == 0.0


class Sub(float):
    """A subclass that could lie about everything."""


class Liar:
    """Says that it is a float."""

    __class__ = float


@pytest.mark.parametrize(
    "value",
    [
        Sub(1.0), type("S", (int,), {})(1), type("S", (str,), {})("x"), type("S", (dict,), {})(), type("S", (list,), {})(),
        np.ma.masked_array([1.0], [False]), np.ma.masked, np.zeros((1, 1)).view(np.matrix), np.zeros(2).view(type("A", (np.ndarray,), {})),
        np.array([1, "x"], dtype=object), np.array(["a"]), np.array([b"a"]), np.zeros(1, "M8[s]"), np.zeros(1, "m8[s]"),
        np.zeros(1, [("a", float)]), np.datetime64(0, "s"), {1, 2}, frozenset(), b"x", bytearray(1), range(3), iter([]),
        len, object(), Liar(), NotImplemented, ..., 2**1001, "x" * (STR_LENGTH + 1), dict.fromkeys(range(DICT_LENGTH + 1)),
    ],
    ids=lambda value: type.__getattribute__(type(value), "__name__"),
)  # fmt: skip
def test_anything_but_an_exact_plain_type_crosses_as_a_name(value):
    assert type(crossed(value)) is Other


def test_a_value_that_does_not_cross_says_so_inside_a_container_too():
    assert crossed([1, {2}, {"a": {3}}]) == [1, Other("builtins.set"), {"a": Other("builtins.set")}]


@pytest.mark.parametrize("value", [np.zeros(FRAME_BYTES // 2 + 1, bool), np.broadcast_to(1.0, (10**6, 10**6))])
def test_a_giant_array_crosses_as_a_name_and_is_never_copied(value):
    assert crossed(value) == Other("a very large array")


def test_a_value_that_holds_itself_ends_at_a_depth():
    loop = []
    loop.append(loop)
    expected = Other("builtins.list")
    for _ in range(DEPTH):
        expected = [expected]
    assert crossed(loop) == expected


def test_a_frame_too_large_is_refused_before_it_is_sent():
    with pytest.raises(WireError, match="a frame of"):
        pack({}, *(np.zeros(FRAME_BYTES // 16) for _ in range(3)))
    with pytest.raises(WireError, match="a frame of"):
        pack({}, ["x" * 60_000] * 20)


@pytest.mark.parametrize("name", ["__module__", "__qualname__"])
def test_a_types_name_that_is_no_str_is_not_used(name):
    class Meta(type):
        def __getattribute__(cls, asked):
            return 7 if asked == name else super().__getattribute__(asked)

    assert type_name(Meta("X", (), {})) == "a type without a name"
    assert len(type_name(type("x" * 10_000, (), {}))) == 100


# --- what may arrive --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        b"", b"\0", b"\0\0\0", b"\0\0\0\1", b"\xff\xff\xff\xff{}", raw(b""), raw(b"{"), raw(b"{}"), raw(b"[]"), raw(b"null"),
        raw(b'{"values": {}}'), raw(b'{"values": []}', b"x"), raw(b'{"values": [1]}x'), raw('{"values": ["é"]}'.encode()),
        raw(b"\xff\xfe"), raw(b'{"values": ["\\u"]}'), raw(b"[" * 500_000), raw(b'{"values": ' + b"[" * 500_000),
        raw(b'{"values": [' + b'{"a":' * 100_000), raw(b'{"values": [' + b"1" * 304 + b"]}"), raw(b" " * (TEXT_BYTES + 1)),
    ],
    ids=range(21),
)  # fmt: skip
def test_bytes_that_are_no_frame_are_a_wire_error(body):
    with pytest.raises(WireError):
        unpack(body)


@pytest.mark.parametrize(
    "node",
    [
        [], [[]], [None], [1], ["list"], ["list", 1], ["list", {}], ["list", "ab"], ["tuple", None], ["dict", [1]], ["dict", [[1]]],
        ["dict", [[["list", []], 1]]], ["dict", [[["dict", []], 1]]], ["dict", [[n, 1] for n in range(DICT_LENGTH + 1)]], {"a": 1},
        ["other"], ["other", 1], ["other", ["x"]], ["complex", 1, 2], ["complex", 1.0], ["complex", "1.0", 2.0], ["eval", "1"],
        ["array"], ["array", "<f8"], ["array", [], []], ["array", {}, []], ["array", "<f8", 3], ["array", "<f8", [True]],
        ["array", "<f8", [1.0]], ["array", "<f8", [-1]], ["array", "<f8", [1]], ["array", "<f8", [0] * 33], ["array", "<f8", [0, 2**63]],
        ["array", "<f8", [0, 10**300]], ["array", "<f8", [2**40, 2**40]], ["array", "|O", [1]], ["array", "<U1", [1]],
        ["array", "<M8[s]", [0]], ["array", "|V8", [0]], ["array", "f8,f8", [0]], ["scalar", "<f8", [1]], ["scalar", "|O", []],
        "x" * (STR_LENGTH + 1),
    ],
    ids=lambda node: json.dumps(node)[:30],
)  # fmt: skip
def test_a_node_that_no_honest_sender_writes_is_a_wire_error(node):
    with pytest.raises(WireError):
        unpack(frame([node]))


def test_nesting_is_bounded_in_what_arrives_too():
    node = 1
    for _ in range(DEPTH + 1):
        node = ["list", [node]]
    with pytest.raises(WireError):
        unpack(frame([node]))


@pytest.mark.parametrize("data", [b"", b"1234567", b"123456789"], ids=["none", "short", "long"])
def test_array_bytes_must_be_exactly_as_many_as_announced(data):
    with pytest.raises(WireError):
        unpack(frame([["array", "<f8", [1]]], data))


def test_a_byte_that_is_neither_true_nor_false_becomes_true():
    array = unpack(frame([["array", "|b1", [3]]], b"\x00\x02\xff"))[1][0]
    assert array.tobytes() == b"\x00\x01\x01"


def test_keys_that_collide_do_not_cross():
    """A thousand of one hash take a million comparisons, in every dict of a frame."""
    colliding = {key * (2**61 - 1): 0 for key in range(1, 1000)}
    with pytest.raises(WireError, match="collide"):
        unpack(pack({}, colliding)[4:])
    for honest in (
        {-1: 0, -2: 0, True: 0, 0.0: 0},
        dict.fromkeys(range(-500, 500)),
        {str(key): key for key in range(1000)},
    ):
        assert unpack(pack({}, honest)[4:])[1] == [honest]


def test_keys_that_are_equal_leave_one_entry():
    assert unpack(frame([["dict", [[1, "a"], [True, "b"], [1.0, "c"]]]]))[1] == [{1: "c"}]


def test_an_array_as_a_key_crosses_as_a_name():
    assert unpack(frame([["dict", [[["array", "<f8", [0]], 1]]]]))[1] == [{Other("an array"): 1}]


# --- fuzz -------------------------------------------------------------------------------------------------------------


def is_plain(value):
    if type(value) in (list, tuple):
        return all(map(is_plain, value))
    if type(value) is dict:
        return all(is_plain(key) and is_plain(item) for key, item in value.items())
    if isinstance(value, (np.ndarray, np.generic)):
        return type(value).__module__ == "numpy" and value.dtype.kind in "biufc"
    return type(value) in PLAIN


def is_harmless(body):
    """Whether a body is refused, or read as plain values and nothing else."""
    try:
        header, values = unpack(body)
    except WireError:
        return True
    return type(header) is dict and is_plain(values)


HONEST = [
    pack({"kind": "value", "id": 7, "changed": []}, value)[4:]
    for value in (
        3.5, [1, 2, ("a", None)], {"W1": np.ones((2, 3)), "b": np.float32(1)}, np.arange(5), np.array([True, False]), 2**70, 1j,
        "text", Other("x"), np.zeros((0, 3)), {1: {2: {3: [4]}}},
    )
]  # fmt: skip


@pytest.mark.parametrize("seed", range(20))
def test_random_bytes_are_a_wire_error_or_plain_values(seed):
    rng = random.Random(seed)
    for _ in range(100):
        assert is_harmless(rng.randbytes(rng.choice([0, 1, 4, 5, 30, 300])))
        assert is_harmless(raw(rng.randbytes(rng.randrange(60)), rng.randbytes(rng.randrange(20))))


@pytest.mark.parametrize("seed", range(20))
def test_a_frame_with_bytes_changed_cut_or_doubled_is_a_wire_error_or_plain_values(seed):
    rng = random.Random(seed)
    for _ in range(150):
        body = bytearray(rng.choice(HONEST))
        for _ in range(rng.randrange(1, 4)):
            start, end = sorted(rng.randrange(len(body) + 1) for _ in range(2))
            kind = rng.randrange(4)
            if kind == 0 and start < len(body):
                body[start] = rng.randrange(256)
            elif kind == 1:
                del body[start : min(end, start + 5)]
            elif kind == 2:
                body[start:start] = body[start:end]
            else:
                body[start:start] = rng.choice(
                    [b"9" * 400, b"[", b"]", b'"', b"-1", b"null", b"1e999", b"\\ud800", b"NaN"]
                )
        assert is_harmless(bytes(body))


def random_node(rng, depth):
    leaves = [None, True, 0, -1, 2**70, 1.5, math.nan, "", "list", "\ud800", {}, [], 10**302]
    if not depth or rng.random() < 0.3:
        return rng.choice(leaves)
    tag = rng.choice(["list", "tuple", "dict", "array", "scalar", "complex", "other", "x", None])
    rest = {
        "dict": lambda: [[[random_node(rng, 0), random_node(rng, depth - 1)] for _ in range(rng.randrange(4))]],
        "array": lambda: [rng.choice(["<f8", "|b1", "<f16", "<c8", ">f8", "|O"]), [rng.randrange(-1, 3) for _ in range(rng.randrange(3))]],
        "scalar": lambda: [rng.choice(["<f8", "|b1", "<i4"]), []],
        "complex": lambda: [1.0, rng.choice([2.0, 2])],
        "other": lambda: [random_node(rng, 0)],
    }.get(tag, lambda: [[random_node(rng, depth - 1) for _ in range(rng.randrange(4))]])  # fmt: skip
    return [tag, *rest()]


@pytest.mark.parametrize("seed", range(20))
def test_random_trees_of_nodes_are_a_wire_error_or_plain_values(seed):
    rng = random.Random(seed)
    for _ in range(200):
        assert is_harmless(frame([random_node(rng, 4)], rng.randbytes(rng.choice([0, 1, 8, 16, 24, 32]))))


def test_what_holds_no_more_than_a_plain_value_crosses_as_that():
    values = [OrderedDict(a=1), defaultdict(list, b=2), np.str_("c"), [OrderedDict(d=np.str_("e"))]]
    _, read = unpack(pack({}, *values)[4:])
    assert read == [{"a": 1}, {"b": 2}, "c", [{"d": "e"}]]
    assert [type(value) for value in read] == [dict, dict, str, list]


Pair = namedtuple("Pair", "first second")


class Named(NamedTuple):
    shape: tuple
    kind: str = "float64"

    def __iter__(self):
        raise AssertionError("the submission's own code ran")


class Twisted(Pair):
    def __getitem__(self, index):
        raise AssertionError("the submission's own code ran")

    __len__ = __iter__ = __reduce__ = __getattribute__ = __getitem__


def test_a_named_tuple_crosses_as_the_tuple_that_it_holds_and_nothing_of_its_own_runs():
    values = [Pair(1, np.ones(2)), Named((2, 2)), Twisted(1, 2), [Pair(Pair(1, 2), "b")], np.linalg.qr(np.eye(1))]
    _, read = unpack(pack({}, *values)[4:])
    assert [type(value) for value in read] == [tuple, tuple, tuple, list, tuple]
    assert read[0][0] == 1 and read[0][1].tolist() == [1.0, 1.0]
    assert read[1:4] == [((2, 2), "float64"), (1, 2), [((1, 2), "b")]]


class Meta(type):
    def __getattribute__(cls, name):
        return ("a", "b")


@pytest.mark.parametrize(
    "kind",
    [
        type("Tuple", (tuple,), {}),
        type("Fields", (tuple,), {"_fields": "ab"}),
        type("Numbers", (tuple,), {"_fields": (1, 2)}),
        Meta("Lying", (tuple,), {"_fields": ("a", "b")}),
        type("Both", (str,), {"_fields": ("a", "b")}),
        type("Object", (), {"_fields": ("a", "b")}),
    ],
)
def test_other_types_that_look_like_named_tuples_do_not_cross(kind):
    value = kind() if kind.__mro__[1] is object else kind("ab")
    _, (read,) = unpack(pack({}, value)[4:])
    assert type(read) is Other
