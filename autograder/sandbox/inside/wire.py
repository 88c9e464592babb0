"""Frames and plain values: the only things that pass between the grader and a worker.

A frame is `total length | header length | JSON header | array bytes` (both lengths are 4 bytes, big-endian; the total counts
what follows it). Values cross by exact type: None, bool, int, float, complex, str, list, tuple, dict, NumPy scalars and arrays of a
numeric dtype; a named tuple and a few types of libraries as the plain ones that they are. Everything else crosses as the name of its type. Nothing is ever unpickled or evaluated.
"""

import json
import math
import struct
from collections import OrderedDict, defaultdict

import numpy as np

FRAME_BYTES = 8 * 1024 * 1024
# Of the JSON: read, it takes ten times its room, and what it costs to read is not the worker's to pay.
TEXT_BYTES = 1024 * 1024
STR_LENGTH = 65_536
DICT_LENGTH, COLLISIONS = 1000, 8  # keys chosen to have one hash make a dict quadratic; -1 and -2 have by nature
DEPTH, AXES = 16, 32
INT_BITS = 1000  # every int still fits in a float
INT_DIGITS = 303
NAME_LENGTH = 100

_LENGTHS = struct.Struct(">II")
# By way of `str`, which is the same for all codes of one size: "l" and "q" are, where a C long has 64 bits.
_DTYPES = {dtype.str: dtype for dtype in (np.dtype(np.dtype(code).str) for code in "?bBhHiIlLqQefdgFDG")}
_SCALARS = frozenset(dtype.type for dtype in _DTYPES.values()) | {np.longlong, np.ulonglong}
_ARRAY = np.ndarray
# Past whatever a metaclass would answer: that would be the submission's code.
_mro, _members = (type.__dict__[name].__get__ for name in ("__mro__", "__dict__"))
# Types of libraries that hold nothing but what a plain one holds, and cross as that.
_PLAIN = {OrderedDict: dict, defaultdict: dict, np.str_: str}


class WireError(Exception):
    """The bytes are not a frame, or the frame holds what no honest sender would send."""


class Other:
    """Stands for a value that does not cross: only the name of its type does."""

    __slots__ = ("type_name",)

    def __init__(self, type_name):
        self.type_name = type_name

    def __eq__(self, other):
        return type(other) is Other and other.type_name == self.type_name

    def __hash__(self):
        return hash(self.type_name)

    def __repr__(self):
        return f"Other({self.type_name!r})"


def memory(values):
    """What the arrays among `values` hold now, for `changed`."""
    # Bytes, not values: -0.0 equals 0.0, and NaN nothing, although nothing was changed.
    return [value.tobytes() if type(value) is _ARRAY else None for value in values]


def changed(before, values):
    """The positions of the arrays that hold something else than at the time of `before`."""
    return [index for index, now in enumerate(memory(values)) if now != before[index]]


# --- frames ---------------------------------------------------------------------------------------------------------


def pack(header, *values):
    """Bytes of one frame: `header` (a JSON-able dict) with `values` encoded under its key "values"."""
    buffers = []
    nodes = [_encode(value, buffers, DEPTH) for value in values]
    text = json.dumps({**header, "values": nodes}).encode("ascii")
    total = 4 + len(text) + sum(map(len, buffers))
    if total > FRAME_BYTES or len(text) > TEXT_BYTES:
        raise WireError(f"a frame of {total} bytes")
    return b"".join([_LENGTHS.pack(total, len(text)), text, *buffers])


def unpack(frame):
    """(header, values) of the bytes that follow a frame's total length; raises WireError."""
    try:
        (length,) = struct.unpack_from(">I", frame)
        if length > TEXT_BYTES or 4 + length > len(frame):
            raise WireError("not a frame")
        header = _JSON.decode(str(frame[4 : 4 + length], "ascii"))
        if type(header) is not dict or type(header.get("values")) is not list:
            raise WireError("not a frame")
        reader = _Reader(frame, 4 + length)
        values = [_decode(node, reader, DEPTH) for node in header.pop("values")]
    except (struct.error, ValueError, RecursionError, TypeError, KeyError, IndexError, OverflowError) as error:
        raise WireError(f"not a frame: {type(error).__name__}") from None
    if reader.offset != len(frame):
        raise WireError("a frame with extra bytes")
    return header, values


def _int(digits):
    if len(digits) > INT_DIGITS:
        raise WireError("an int of very many digits")
    return int(digits)


_JSON = json.JSONDecoder(parse_int=_int)

# --- values ---------------------------------------------------------------------------------------------------------
# JSON's own null, booleans, numbers and strings stand for themselves; everything else is a list [tag, …].


def _encode(value, buffers, depth):
    kind = type(value)  # exactly: a subclass answers `isinstance`, and everything after it, as the submission likes
    if kind in _PLAIN:
        value, kind = _PLAIN[kind](value), _PLAIN[kind]
    elif _is_named_tuple(kind):
        value, kind = tuple.__getitem__(value, slice(None)), tuple
    if value is None or kind is bool or kind is float:
        return value
    if kind is str:
        return value if len(value) <= STR_LENGTH else ["other", "a very long str"]
    if kind is int:
        return value if value.bit_length() <= INT_BITS else ["other", "a very large int"]
    if kind is _ARRAY:
        return _encode_array(value, buffers, "array")
    if kind in _SCALARS:
        return _encode_array(np.asarray(value), buffers, "scalar")
    if kind is complex:
        return ["complex", value.real, value.imag]
    if depth and (kind is list or kind is tuple):
        return [kind.__name__, [_encode(item, buffers, depth - 1) for item in value]]
    if kind is dict and len(value) > DICT_LENGTH:
        return ["other", "a very large dict"]
    if depth and kind is dict:
        return ["dict", [[_encode(k, buffers, 0), _encode(v, buffers, depth - 1)] for k, v in value.items()]]
    return ["other", value.type_name if kind is Other else type_name(kind)]


def _is_named_tuple(kind):
    """Whether a type is one that `namedtuple` or `typing.NamedTuple` made, or a subclass of it; asked past what the type itself would answer."""
    order = _mro(kind)
    if len(order) < 3 or order[-2] is not tuple or type(kind) is not type:
        return False
    fields = _members(order[-3]).get("_fields")
    return type(fields) is tuple and all(type(field) is str for field in fields)


def _encode_array(array, buffers, tag):
    if array.dtype.kind not in "biufc":
        return ["other", f"an array of dtype {array.dtype.name[:NAME_LENGTH]}"]
    dtype = array.dtype.newbyteorder("=")
    if array.size * dtype.itemsize > FRAME_BYTES // 2:
        return ["other", "a very large array"]
    data = array.astype(dtype, order="C", copy=False).tobytes()
    buffers.append(data)
    return [tag, dtype.str, list(array.shape)]


def type_name(kind):
    """`module.Name` of a type, as far as it is an honest str; never longer than NAME_LENGTH."""
    module, name = getattr(kind, "__module__", ""), getattr(kind, "__qualname__", "")
    if type(module) is not str or type(name) is not str:
        return "a type without a name"
    return f"{module}.{name}"[:NAME_LENGTH]


class _Reader:
    def __init__(self, frame, offset):
        self.frame, self.offset = frame, offset

    def take(self, length):
        start, self.offset = self.offset, self.offset + length
        if self.offset > len(self.frame):
            raise WireError("a frame cut short")
        return bytearray(self.frame[start : self.offset])  # a copy of its own: an array over it can be written to


def _decode(node, reader, depth):
    if node is None or type(node) in (bool, int, float):
        return node
    if type(node) is str and len(node) <= STR_LENGTH:
        return node
    if type(node) is not list or type(node[0]) is not str:
        raise WireError("an unknown kind of value")
    tag, rest = node[0], node[1:]
    if tag in ("array", "scalar"):
        return _decode_array(tag, *rest, reader)
    if tag == "complex" and list(map(type, rest)) == [float, float]:
        return complex(*rest)
    if tag == "other" and type(rest[0]) is str:
        return Other(rest[0][:NAME_LENGTH])
    if depth and type(rest[0]) is list:
        if tag in ("list", "tuple"):
            items = [_decode(item, reader, depth - 1) for item in rest[0]]
            return items if tag == "list" else tuple(items)
        if tag == "dict" and len(rest[0]) <= DICT_LENGTH:
            return _dict([(_decode_key(k, reader), _decode(v, reader, depth - 1)) for k, v in rest[0]])
    raise WireError("an unknown kind of value")


def _dict(pairs):
    if len(pairs) - len({hash(key) for key, _ in pairs}) > COLLISIONS:
        raise WireError("a dict of keys that collide")
    return dict(pairs)


def _decode_key(node, reader):
    key = _decode(node, reader, 0)
    return Other("an array") if type(key) is _ARRAY else key


def _decode_array(tag, code, shape, reader):
    dtype = _DTYPES[code]
    if type(shape) is not list or any(type(size) is not int or size < 0 for size in shape) or len(shape) > AXES:
        raise WireError("a shape that no array has")
    count = math.prod(shape)
    if count * dtype.itemsize > FRAME_BYTES or (tag == "scalar" and shape):
        raise WireError("an array larger than its frame")
    data = reader.take(count * dtype.itemsize)
    if dtype.kind == "b":  # any byte but 0 is True; compared as it came, it might equal neither True nor False
        data = (np.frombuffer(data, np.uint8) != 0).view(np.uint8)
    array = np.frombuffer(data, dtype).reshape(shape)
    return array if tag == "array" else array[()]
