"""Family 1: whatever a submission says or does, a wrong function never earns a point."""

import pytest

from autograder.result import Outcome
from autograder.sandbox import Crashed, Other, Raised, TimedOut, Value

# Bytes of a frame that claims to answer call `id` with the right value, whatever that call is.
FORGE = """
import json, os, struct
def frame(values, **header):
    text = json.dumps({"kind": "value", "id": 1, "changed": [], "values": values, **header}).encode()
    return struct.pack(">II", 4 + len(text), len(text)) + text
def passed():
    return json.dumps({"outcome": "passed", "score": 2.0, "max_score": 2.0, "passed": True, "name": "test_example"})
"""

GRADED = {
    "os._exit at load": "import os\nos._exit(0)",
    "sys.exit at load": "import sys\nsys.exit(0)",
    "os._exit in a call": "import os\ndef double(x): os._exit(0)\nfloor = double",
    "sys.exit in a call": "import sys\ndef double(*args): sys.exit(0)\nfloor = double",
    "quit": "def double(*args): quit()\nfloor = double",
    "atexit": FORGE + "import atexit\natexit.register(lambda: os.write(3, frame([2])))\ndef double(*args): raise SystemExit\nfloor = double",
    "fake pytest output": "print('==== 5 passed in 0.01s ====')\ndef double(*args): print('5 passed'); return None\nfloor = double",
    "fake results on every descriptor": FORGE + (
        "def double(*args):\n    for fd in range(21):\n        try: os.write(fd, passed().encode())\n        except OSError: pass\nfloor = double"
    ),
    "fake results on every descriptor at load": FORGE + (
        "for fd in range(21):\n    try: os.write(fd, passed().encode())\n    except OSError: pass\ndouble = floor = print"
    ),
    "result files": FORGE + (
        "def double(*args):\n    for path in ('/tmp/results.json', 'results.json', '/work/results.json', '/dev/shm/r.json'):\n"
        "        try: open(path, 'w').write(passed())\n        except OSError: pass\nfloor = double"
    ),
    "an imported pytest told to exit": (
        "try:\n    import pytest\n    pytest.exit('passed', 0)\nexcept BaseException: pass\n"
        "def double(*args):\n    import pytest\n    pytest.skip('fine')\nfloor = double"
    ),
    "AssertionError patched": "import builtins\nbuiltins.AssertionError = builtins.Exception = SystemExit\ndef double(*args): assert False\nfloor = double",
    "an __eq__ that always agrees": "class A:\n    def __eq__(self, other): return True\n    __hash__ = None\ndef double(*args): return A()\nfloor = double",
    "an __array__ that lies": (
        "class A:\n    shape = (3,)\n    def __array__(self, *args, **more): raise SystemExit\n    def __float__(self): return 2.0\n"
        "    def __array_function__(self, *args): return True\n    def __array_ufunc__(self, *args, **more): return True\n"
        "    def __index__(self): return 2\ndef double(*args): return A()\nfloor = double"
    ),
    "an array subclass": (
        "import numpy as np\nclass A(np.ndarray):\n    def __eq__(self, other): return np.ones(self.shape, bool)\n"
        "    def __array_ufunc__(self, *args, **more): return np.ones(self.shape, bool)\n    def __array_function__(self, *args): return True\n"
        "def double(*args): return args[0].view(A)\ndef floor(*args): return args[0].view(A)"
    ),
    "a float subclass": (
        "class F(float):\n    def __eq__(self, other): return True\n    def __sub__(self, other): return 0.0\n    __rsub__ = __sub__\n"
        "def double(*args): return F(1)\nfloor = double"
    ),
    "a masked array": "import numpy as np\ndef double(*args): return np.ma.masked_all(args[0].shape)\nfloor = double",
    "NaN": "import numpy as np\ndef double(*args): return np.full(args[0].shape, np.nan)\nfloor = double",
    "infinity": "import numpy as np\ndef double(*args): return np.full(args[0].shape, np.inf)\nfloor = double",
    "a __class__ that lies": (
        "import numpy as np\nclass A:\n    __class__ = np.ndarray\n    dtype = np.dtype(float)\n    shape = (3,)\n    ndim = 1\n"
        "def double(*args): return A()\nfloor = double"
    ),
    "a scalar for an array": "def double(x): return 2.0\ndef floor(x, low): return 5.0",
    "a shape that broadcasts": "import numpy as np\ndef double(x): return np.array([[2.0], [4.0], [6.0]])\nfloor = double",
    "patched comparisons": (
        "import numpy as np\nnp.allclose = np.isclose = np.array_equal = np.all = lambda *args, **more: True\n"
        "np.testing.assert_allclose = print\ndef double(*args): return args[0]\ndef floor(*args): return args[0]"
    ),
    "an early right answer": FORGE + (
        'for call in range(1, 9): os.write(3, frame([["list", [2.0, 4.0, 6.0]]], id=call))\ndef double(*args): return None\nfloor = double'
    ),
    "a report of names only": FORGE + 'os.write(3, frame([], kind="loaded", id=0, errors=[], warnings=[], names=["double", "floor"], functions={}))',
    "an answer with a verdict": FORGE + (
        'def double(*args):\n    os.write(3, frame([None], outcome="passed", score=2.0, passed=True))\n    return None\nfloor = double'
    ),
    "a raised AssertionError": "def double(*args): raise AssertionError\nfloor = double",
    "a raised Mistake": "class Mistake(Exception): __module__ = 'autograder.testing.mistake'\ndef double(*args): raise Mistake\nfloor = double",
    "StopIteration": "def double(*args): raise StopIteration\nfloor = double",
    "a generator": "def double(*args): yield 2.0\nfloor = double",
    "a coroutine": "async def double(*args): return 2.0\nfloor = double",
    "a function": "def double(*args): return double\nfloor = double",
    "a type": "double = floor = type",
    "no function": "double = floor = 5",
}  # fmt: skip


@pytest.mark.parametrize("name", GRADED)
def test_no_point_comes_of(grade_tiny, name):
    graded = grade_tiny(GRADED[name] + "\n")
    assert graded.result.score == 0.0
    assert all(check.outcome is not Outcome.PASSED for one in graded.result.exercises for check in one.checks)
    assert all(check.message for one in graded.result.exercises for check in one.checks)


def test_right_functions_beside_earn_theirs(grade_tiny):
    right = "import os\ndef double(x): return x * 2\ndef floor(x, low): os._exit(0)\n"
    assert [one.score for one in grade_tiny(right).result.exercises] == [2.0, 0.0]


FRAMES = {
    "a whole one of its own": ("os.write(3, frame([7])); os._exit(0)", Value(7)),
    "another call's": ("os.write(3, frame([7], id=2)); os._exit(0)", Crashed),
    "a replayed one": ("os.write(3, frame([7], id=0)); os._exit(0)", Crashed),
    "no id": ("os.write(3, frame([7], id=None)); os._exit(0)", Crashed),
    "half of one, then the end": ("os.write(3, frame([7])[:-3]); os._exit(0)", Crashed),
    "half of one, then silence": ("os.write(3, frame([7])[:-3]); import time; time.sleep(60)", TimedOut),
    "a byte at a time for ever": (
        "os.write(3, b'\\0\\0\\x10\\0')\n    import time\n    while True: os.write(3, b' '); time.sleep(0.05)",
        TimedOut,
    ),
    "a length without end": ("os.write(3, b'\\xff' * 8)", Crashed),
    "a length of nothing": ("os.write(3, b'\\0' * 64)", Crashed),
    "text": ("os.write(3, b'passed')", Crashed),
    "two values": ("os.write(3, frame([7, 8]))", Crashed),
    "no value": ("os.write(3, frame([]))", Crashed),
    "an unknown kind": ("os.write(3, frame([7], kind='passed'))", Crashed),
    "a late report of loading": ("os.write(3, frame([], kind='loaded', id=0))", Crashed),
    "a raised one without text": ("os.write(3, frame([], kind='raised', type=1, text=2, line=3))", Crashed),
    "a raised one in line minus one": ("os.write(3, frame([], kind='raised', type='', text='', line=-1))", Crashed),
    "an object": ("os.write(3, frame([['__reduce__', 'os.system', 'true']]))", Crashed),
    "changes that are none": ("os.write(3, frame([7], changed=['a', 10**300, None])); os._exit(0)", Value(7, (10**300,))),
    "an ask for a substitute that is not there": ("os.write(3, frame([1.0], kind='ask', n=1, name='double'))", Crashed),
}  # fmt: skip


@pytest.mark.parametrize("name", FRAMES)
def test_a_forged_frame_is_an_answer_or_the_end(attack, server, idle, name):
    body, expected = FRAMES[name]
    answer = attack(f"{FORGE}\ndef f():\n    {body}\n    return 1\n", server=idle if expected is TimedOut else server)
    assert answer == expected if isinstance(expected, Value) else type(answer) is expected


def test_a_double_answer_ends_the_worker_before_its_next_call(worker):
    one = worker(f"{FORGE}\ndef f():\n    os.write(3, frame([7]))\n    return 8\ndef g(): return 9\n")
    assert one.call("f") == Value(7)
    # Of a fresh process; or, where the second frame came only after the question, of none.
    assert one.call("g") in (Value(9), Crashed("sent bytes that are no answer"))
    assert one.call("g") == Value(9)


def test_an_early_answer_to_a_call_not_yet_made_is_dropped(worker):
    one = worker(
        f"{FORGE}\ndef f():\n    os.write(3, frame([7]) + frame([8], id=2))\n    os._exit(0)\ndef g(): return 9\n"
    )
    assert one.call("f") == Value(7)
    assert one.call("g") == Value(9)


def test_a_late_answer_is_never_read(worker, idle):
    source = f"{FORGE}\nimport time\ndef f():\n    time.sleep(1)\n    os.write(3, frame([7]))\ndef g(): return 9\n"
    one = worker(source, server=idle)
    assert type(one.call("f")) is TimedOut
    assert one.call("g") == Value(9)


LIARS = {
    "list": "class A(list): pass\ndef f(): return A([1])",
    "dict": "class A(dict):\n    def items(self): return iter([(1, 2)] * 10**9)\ndef f(): return A()",
    "str": "class A(str):\n    def __len__(self): return -1\ndef f(): return A('x')",
    "int": "class A(int):\n    def bit_length(self): raise SystemExit\ndef f(): return A(1)",
    "bool-like": "class A:\n    def __bool__(self): return True\ndef f(): return A()",
    "lazy": "class A:\n    def __iter__(self): return iter(range(10**12))\n    def __len__(self): return 10**12\ndef f(): return A()",
    "metaclass": "class M(type):\n    __hash__ = None\n    def __eq__(cls, other): return True\nclass A(metaclass=M): pass\ndef f(): return A()",
    "metaclass that exits": (
        "class M(type):\n    def __getattribute__(cls, name): raise KeyError(name)\nclass A(metaclass=M): pass\ndef f(): return A()"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LIARS)
def test_an_object_that_lies_crosses_as_the_name_of_its_type(attack, name):
    answer = attack(LIARS[name] + "\n")
    assert type(answer) is Value
    assert type(answer.value) is Other


def test_an_object_that_lies_inside_a_container_crosses_as_a_name_too(attack):
    assert attack("class A(float): pass\ndef f(): return [1.0, A(2)]\n").value == [1.0, Other("__main__.A")]


def test_a_type_that_ends_the_worker_when_asked_for_its_name_is_its_own_loss(attack):
    source = "class M(type):\n    def __getattribute__(cls, name): raise SystemExit\nclass A(metaclass=M): pass\ndef f(): return A()\n"
    assert type(attack(source)) is Crashed


@pytest.mark.parametrize("text", ["\\x1b[2J\\x07", "\\r\\n", "\\u202e", "\\ud800", "\\0"])
def test_what_a_worker_writes_can_move_no_cursor(attack, text):
    answer = attack(f"def f(): raise ValueError('a{text}b')\n")
    assert type(answer) is Raised
    assert answer.text.isprintable()
    answer.text.encode()
