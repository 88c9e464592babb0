"""Everything that a worker could say: near an honest answer, far from it, and not even a frame."""

import json
import struct

import numpy as np
from hypothesis import strategies as st

from autograder.sandbox import Other
from autograder.sandbox.inside.wire import pack

DTYPES = "?bhilqBHILQefdgFDG"
SHAPES = [
    (),
    (0,),
    (1,),
    (2,),
    (3,),
    (3, 1),
    (2, 3),
    (0, 3),
    (3, 0),
    (1, 3),
    (2, 2, 2),
    (1,) * 26,
    (2,) * 20,
    (300,),
    (0,) * 32,
]
TEXTS = [
    "", " ", "\0", "\ud800", "\x1b[2J", "a\nb", "${x}", "{name}", "%s", "<script>", "x" * 500, "`" * 9, "\\" * 9, "\u202e", "−1", "名前", "=1+1",
    "operands could not be broadcast together with shapes (2,) (3,)", "operands could not be broadcast together with shapes (" * 9,
    "f() takes 1 positional argument but 2 were given", "double() missing 1 required positional argument: 'x'", "name 'y' is not defined",
    "name '" + "y" * 400 + "' is not defined", "module 'numpy' has no attribute 'maximam'", "'list' object has no attribute 'shape'",
    "list index out of range", "index 5 is out of bounds for axis 0 with size 3", "division by zero", "'W1'", "'w1'", "could not convert string to float: 'a'",
    "matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature (n?,k),(k,m?)->(n?,m?) (size 3 is different from 2)",
    "shapes (2,3) and (2,) not aligned: 3 (dim 1) != 2 (dim 0)", "The truth value of an array with more than one element is ambiguous.",
    "invalid syntax (submission.py, line 3)", "unexpected indent", "No module named 'dataset'", "unsupported operand type(s) for +: 'NoneType' and 'float'",
]  # fmt: skip
TYPES = [
    *(f"builtins.{name}" for name in "ValueError TypeError NameError KeyError IndexError AttributeError SyntaxError IndentationError TabError "
      "ZeroDivisionError RecursionError MemoryError NotImplementedError ModuleNotFoundError UnboundLocalError SystemExit UnicodeError".split()),
    "numpy.exceptions.AxisError", "numpy.linalg.LinAlgError", "numpy._core._exceptions._UFuncNoLoopError", "__main__.Own", "builtins.int", "builtins.",
    ".", "timeout", "crash", "",
]  # fmt: skip

texts = st.one_of(st.sampled_from(TEXTS), st.text(max_size=30))
whole = st.one_of(
    st.integers(-3, 60), st.sampled_from([2**63, -(2**63), 10**7, 10**7 + 1, 2**999, True, False, None, 1.0, "1"])
)


@st.composite
def arrays(draw):
    """Read-only arrays as they come from the wire, with everything that floats can be."""
    dtype, shape = np.dtype(draw(st.sampled_from(DTYPES))), draw(st.sampled_from(SHAPES))
    kind = draw(st.sampled_from(["zeros", "ramp", "bytes", "extreme"]))
    size = int(np.prod(shape, dtype=np.int64))
    if kind == "bytes" and dtype.kind != "b":
        array = np.frombuffer(
            (draw(st.binary(min_size=1, max_size=16)) * (size * dtype.itemsize + 1))[: size * dtype.itemsize], dtype
        )
    else:
        values = {"zeros": [0], "ramp": [1, 2, 3, 4, 5, 6], "extreme": [0, 1, -1]}.get(kind, [0])
        with np.errstate(all="ignore"):
            array = np.resize(np.array(values, np.int64), size).astype(dtype)
            if kind == "extreme" and dtype.kind in "fc":
                array = array / np.zeros_like(array)
    array = array.reshape(shape)
    array.flags.writeable = False
    return array[()] if draw(st.booleans()) and not shape else array


leaves = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**70), 2**70), st.sampled_from([2**999, -(2**999), 1e308, -0.0]), st.floats(), st.complex_numbers(), texts,
    texts.map(Other), arrays(),
)  # fmt: skip
keys = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-9, 9),
    st.floats(),
    texts,
    texts.map(Other),
    st.sampled_from(["W1", "b1", "axes", "lines", "x"]),
)
line = st.fixed_dictionaries({}, optional={"x": leaves, "y": leaves, "style": texts, "label": texts, "more": leaves})
honest_line = st.fixed_dictionaries(
    {"x": st.just(np.arange(3.0)), "y": st.one_of(st.just(np.arange(3.0)), arrays()), "style": texts, "label": texts}
)
limits = st.one_of(st.just((0.0, 1.0)), st.tuples(st.floats(), st.floats()), leaves)
axes = st.fixed_dictionaries(
    {"lines": st.lists(st.one_of(honest_line, line), max_size=3), "title": texts, "xlabel": texts, "ylabel": texts,
     "xlim": limits, "ylim": limits, "legend": st.one_of(st.none(), st.lists(texts, max_size=3), leaves)}
)  # fmt: skip
figures = st.fixed_dictionaries({"axes": st.one_of(st.lists(axes, max_size=3), leaves)}, optional={"more": leaves})
inner = st.one_of(leaves, st.lists(leaves, max_size=3), st.lists(leaves, max_size=2).map(tuple))
containers = st.one_of(
    st.lists(inner, max_size=3), st.lists(inner, max_size=3).map(tuple), st.dictionaries(keys, inner, max_size=4)
)
values = st.one_of(leaves, arrays(), containers, figures)

plain_json = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), texts),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(texts, inner, max_size=4)),
    max_leaves=8,
)


def one_of_or_junk(strategy):
    """Mostly what is asked for."""
    return st.one_of(strategy, strategy, strategy, strategy, plain_json)


answers = st.fixed_dictionaries(
    {
        "kind": st.one_of(st.sampled_from(["value", "value", "value", "raised", "raised", "missing", "ask", "loaded"]), plain_json),
        "id": st.one_of(st.just(1), st.just(1), st.just(1), whole),
    },
    optional={
        "changed": one_of_or_junk(st.lists(whole, max_size=3)),
        "type": one_of_or_junk(st.one_of(st.sampled_from(TYPES), texts)),
        "text": one_of_or_junk(texts),
        "line": one_of_or_junk(whole),
    },
)  # fmt: skip


def reports(exercises):
    """What loading says, with the exercises' names and names near them."""
    names = st.one_of(
        st.sampled_from(
            [*exercises, *(name[:-1] for name in exercises), *(name.upper() for name in exercises), "x", "*"]
        ),
        texts,
    )
    spans = st.one_of(st.lists(st.integers(0, 9), min_size=2, max_size=2), st.lists(whole, max_size=3))
    error = st.fixed_dictionaries(
        {
            "line": whole,
            "type": st.one_of(st.sampled_from(TYPES), texts),
            "text": texts,
            "defines": one_of_or_junk(st.lists(names, max_size=3)),
        }
    )
    return st.fixed_dictionaries(
        {
            "kind": st.one_of(st.just("loaded"), st.just("loaded"), st.just("loaded"), plain_json),
            "id": st.one_of(st.just(0), st.just(0), st.just(0), whole),
            "names": one_of_or_junk(st.lists(names, max_size=6)),
            "functions": one_of_or_junk(st.dictionaries(names, spans, max_size=5)),
            "errors": one_of_or_junk(st.lists(st.one_of(error, plain_json), max_size=3)),
            "skipped": one_of_or_junk(st.lists(st.one_of(error, plain_json), max_size=2)),
            "warnings": one_of_or_junk(st.lists(texts, max_size=2)),
            "parameters": one_of_or_junk(st.dictionaries(names, one_of_or_junk(st.lists(names, max_size=4)), max_size=3)),
            "earlier": one_of_or_junk(st.dictionaries(names, one_of_or_junk(st.lists(st.integers(0, 9), max_size=3)), max_size=3)),
            "value_names": one_of_or_junk(st.lists(names, max_size=3)),
            "methods": one_of_or_junk(st.dictionaries(names, one_of_or_junk(names), max_size=3)),
        }
    )  # fmt: skip


@st.composite
def frames(draw):
    """The bytes of a frame: whole, bent in a few places, or from nothing."""
    if draw(st.integers(0, 9)) == 0:
        return draw(st.binary(max_size=60))
    if draw(st.booleans()):
        text = json.dumps(
            {**draw(answers), "values": draw(st.one_of(st.lists(nodes, max_size=3), plain_json))}
        ).encode()
        return (
            struct.pack(">I", draw(st.one_of(st.just(len(text)), st.integers(0, 99))))
            + text
            + draw(st.binary(max_size=40))
        )
    frame = bytearray(pack(draw(answers), *draw(st.lists(values, max_size=2)))[4:])
    for _ in range(draw(st.integers(0, 3))):
        frame[draw(st.integers(0, len(frame) - 1))] = draw(st.integers(0, 255))
    return bytes(frame[: draw(st.one_of(st.just(len(frame)), st.integers(0, len(frame))))])


_code = st.one_of(st.sampled_from([np.dtype(code).str for code in DTYPES]), texts)
_array = st.tuples(
    st.sampled_from(["array", "scalar"]),
    _code,
    st.one_of(st.lists(st.one_of(st.integers(-1, 4), whole), max_size=40), plain_json),
).map(list)
nodes = st.recursive(
    st.one_of(
        plain_json,
        _array,
        st.tuples(st.just("complex"), whole, whole).map(list),
        st.tuples(st.just("other"), texts).map(list),
    ),
    lambda inner: st.one_of(
        st.tuples(st.sampled_from(["list", "tuple"]), st.lists(inner, max_size=4)).map(list),
        st.lists(st.tuples(inner, inner).map(list), max_size=4).map(lambda pairs: ["dict", pairs]),
    ),
    max_leaves=6,
)
