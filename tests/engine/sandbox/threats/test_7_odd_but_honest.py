"""Family 7: odd but honest code gets fair points, or one clear sentence."""

import codecs
import os
from pathlib import Path

import numpy as np
import pytest

from autograder.grade import intake
from autograder.limits import Limits
from autograder.notebook import Unreadable
from autograder.sandbox import LoadError, Value

FLOOR = "def floor(x, low):\n    return np.maximum(x, low)\n"
START = "import numpy as np\n" + FLOOR

RIGHT = {
    "plain": "def double(x):\n    return 2 * x",
    "a decorator": "import functools\ndef twice(f):\n    @functools.wraps(f)\n    def g(*args): return f(*args)\n    return g\n@twice\ndef double(x): return x + x",
    "a cache that cannot": "import functools\ndef double(x, seen={}):\n    seen[len(seen)] = x\n    return x + x",
    "a partial": "import functools\ndouble = functools.partial(np.multiply, 2)",
    "a callable object": "class Double:\n    def __call__(self, x): return x + x\ndouble = Double()",
    "a class with __new__": "class double:\n    def __new__(cls, x): return x + x",
    "a static method": "class Tools:\n    @staticmethod\n    def double(x): return x + x\ndouble = Tools.double",
    "a bound method": "class Tools:\n    def double(self, x): return x + x\ndouble = Tools().double",
    "a lambda": "double = lambda x: x * 2",
    "a ufunc": "double = np.frompyfunc(lambda n: n * 2, 1, 1)\nold = double\ndef double(x): return old(x).astype(float)",
    "np.vectorize": "double = np.vectorize(lambda n: n * 2.0)",
    "keyword-only extras": "def double(x, *, factor=2): return x * factor",
    "other argument names": "def double(vector): return vector * 2",
    "star arguments": "def double(*args, **kwargs): return args[0] * 2",
    "a global counter": "count = 0\ndef double(x):\n    global count\n    count += 1\n    return x * 2",
    "a view of the input": "def double(x):\n    return (x * 2)[:]",
    "the input changed in place": "def double(x):\n    x *= 2\n    return x",
    "a view of a larger array": "def double(x): return np.concatenate([x, x]).reshape(2, -1)[0] * 2",
    "a strided result": "def double(x): return np.repeat(x * 2, 2)[::2]",
    "a read-only result": "def double(x):\n    y = x * 2\n    y.flags.writeable = False\n    return y",
    "prints": "print('hello')\ndef double(x):\n    print('x =', x, 'é', '\\ud800')\n    return x * 2",
    "prints to stderr": "import sys\ndef double(x):\n    print(x, file=sys.stderr)\n    return x * 2",
    "warnings": "import warnings\ndef double(x):\n    warnings.warn('careful')\n    np.exp(np.array([1e9])), np.log(np.array([-1.0]))\n    return x * 2",
    "logging": "import logging\nlogging.basicConfig(level=10)\ndef double(x):\n    logging.error('x')\n    return x * 2",
    "input() at load": "name = input('your name? ')\ndef double(x): return x * 2",
    "input() that is caught": "def double(x):\n    try: input()\n    except EOFError: pass\n    return x * 2",
    "sys.exit at the end": "import sys\ndef double(x): return x * 2\nif __name__ == '__main__':\n    print(double(np.array([1])))\n    sys.exit(0)",
    "quit at the start": "quit()\ndef double(x): return x * 2",
    "np.int at load": "y = np.array([1.5]).astype(np.int)\ndef double(x): return x * 2",
    "plots at load": "import matplotlib.pyplot as plt\nplt.plot([1, 2], [3, 4])\nplt.show()\nplt.savefig('a.png')\ndef double(x): return x * 2",
    "a plot in a call": "import matplotlib.pyplot as plt\ndef double(x):\n    plt.plot(x)\n    plt.show()\n    return x * 2",
    "a backend": "import matplotlib\nmatplotlib.use('TkAgg')\ndef double(x): return x * 2",
    "a missing module": "import pandas_that_is_not_there\ndef double(x): return x * 2",
    "a missing data file": "data = np.loadtxt('data.csv')\ndef double(x): return x * 2",
    "a file written": "open('out.txt', 'w').write('x')\ndef double(x): return x * 2",
    "tests of their own that fail": "def double(x): return x * 2\nassert double(2) == 5",
    "a name defined twice": "def double(x): return None\ndef double(x): return x * 2",
    "recursion": "def double(x): return x * 2 if len(x) < 2 else np.concatenate([double(x[:1]), double(x[1:])])",
    "randomness without effect": "import random\nrandom.seed()\ndef double(x): return x * 2 + 0 * random.random()",
    "names of builtins": "type = list = len = print = sum = max = None\ndef double(x): return x * 2",
    "a name of ours": "import sys\nsys.path.append('.')\nwire = worker = server = np\ndef double(x): return x * 2",
    "generators inside": "def double(x): return np.fromiter((n * 2 for n in x), float)",
    "a time taken": "import time\nstart = time.time()\ntime.sleep(0.01)\ndef double(x): return x * 2",
    "an exception caught": "def double(x):\n    try: x.no_such_thing\n    except AttributeError: return x * 2",
    "exec": "exec('def double(x): return x * 2')",
    "a later import": "def double(x):\n    from scipy_that_is_not_there import y\n    return y\ndef double(x):\n    import numpy.polynomial\n    return x * 2",
    "garbage collection": "import gc\ngc.collect()\ngc.disable()\ndef double(x): return x * 2",
    "seterr": "np.seterr(all='raise')\ndef double(x): return x * 2",
    "float32": "def double(x): return (x * 2).astype(np.float32)",
    "a match": "def double(x):\n    match x.ndim:\n        case 1: return x * 2",
    "Python 2 beside": "def double(x): return x * 2\nprint 'done'",
    "a magic line": "%matplotlib inline\ndef double(x): return x * 2",
    "a merge mark": "<<<<<<< HEAD\ndef double(x): return x * 2\n=======\n>>>>>>> x",
    "a missing bracket below": "def double(x): return x * 2\ny = (1,\nz = [2",
    "tabs": "def double(x):\n\ty = x\n\treturn y * 2",
    "nested parentheses": "def double(x): return x * 2\ny = " + "(" * 3000 + ")" * 3000,
    "a long line": "def double(x): return x * 2\ny = '" + "x" * 200_000 + "'",
    "form feeds": "\f\ndef double(x): return x * 2\n\f",
    "no newline at the end": "def double(x): return x * 2",
    "a docstring of quotes": "'''\"\"\"'''\ndef double(x): return x * 2",
}  # fmt: skip


@pytest.mark.parametrize("name", RIGHT)
def test_full_points_with(grade_tiny, name):
    graded = grade_tiny(START + RIGHT[name])
    assert graded.result.score == 3.0, [check.message for one in graded.result.exercises for check in one.checks]


def test_full_points_with_annotations_that_the_future_leaves_unread(grade_tiny):
    source = (
        "from __future__ import annotations\n"
        + START
        + "def double(x: no_such_name) -> no_such_name[0]: return x * 2\n"
    )
    assert grade_tiny(source).result.score == 3.0


BYTES = {
    "UTF-8 with BOM": codecs.BOM_UTF8 + (START + "def double(größe): return größe * 2").encode(),
    "CRLF": (START + "def double(x):\n    return x * 2\n").replace("\n", "\r\n").encode(),
    "CR": (START + "def double(x):\n    return x * 2\n").replace("\n", "\r").encode(),
    "UTF-16": (START + "def double(größe): return größe * 2").encode("utf-16"),
    "a coding line": ("# coding: gbk\n" + START + "def double(x): return x * 2  # 中文").encode("gbk"),
    "Latin-1 without a coding line": (START + "# pequeño\ndef double(x): return x * 2").encode("latin-1"),
    "a coding line that lies": ("# coding: utf-8\n" + START + "# é\ndef double(x): return x * 2").encode("latin-1"),
    "a coding that is none": ("# coding: klingon\n" + START + "def double(x): return x * 2").encode(),
    "the undefined coding": ("# coding: undefined\n" + START + "def double(x): return x * 2").encode(),
}  # fmt: skip


@pytest.mark.parametrize("name", BYTES)
def test_full_points_in(grade_tiny, name):
    assert grade_tiny(BYTES[name]).result.score == 3.0


def test_letters_that_were_lost_give_one_sentence(grade_tiny):
    (warning,) = grade_tiny(BYTES["Latin-1 without a coding line"]).result.warnings
    assert warning.startswith("line 4 is not valid UTF-8")


NO_POINTS = {
    "a list": ("def double(x): return [n * 2 for n in x]", "returned a list"),
    "nothing": ("def double(x): x * 2", "A function that ends without `return` gives None"),
    "np.int": ("def double(x): return (x * 2).astype(np.int)", "AttributeError"),
    "another name": ("def duoble(x): return x * 2", "did you mean `duoble`?"),
    "input() in a call": ("def double(x): return x * int(input())", "EOFError"),
    "the wrong number of arguments": ("def double(x, y): return x * y", "TypeError"),
    "no call": ("double = 2", "`double` is the name of a value here"),
    "a bare file": ("", "`double` is not defined"),
    "a stub": ("def double(x):\n    raise NotImplementedError", "is not started"),
}  # fmt: skip


@pytest.mark.parametrize("name", NO_POINTS)
def test_no_points_but_a_sentence_for(grade_tiny, name):
    source, words = NO_POINTS[name]
    double, floor = grade_tiny(START + source + "\n").result.exercises
    assert (double.score, floor.score) == (0.0, 1.0)
    assert words in double.checks[0].message


def test_one_that_differs_from_call_to_call_is_judged_by_each_answer(grade_tiny):
    source = (
        START + "count = 0\ndef double(x):\n    global count\n    count += 1\n    return x * (2 if count != 2 else 3)\n"
    )
    double, _ = grade_tiny(source).result.exercises
    assert [check.outcome.value for check in double.checks] == ["passed", "failed", "passed"]
    assert double.score == 1.5


def test_unseeded_random_numbers_are_the_same_in_every_run(attack):
    source = "import random, numpy as np\ndef f(): return [random.random(), np.random.rand(), len({'a', 'b'}), str({'a', 'b', 'c'})]\n"
    assert attack(source) == attack(source)


def test_a_change_in_place_is_noted_and_touches_no_later_call(worker):
    one = worker("def f(a, b, c):\n    b[0] = 9\n    return a\n")
    arrays = np.zeros(2), np.zeros(2), [1]
    assert one.call("f", *arrays).changed == (1,)
    assert arrays[1].tolist() == [0.0, 0.0]


def test_every_call_gets_arrays_of_its_own(worker):
    one = worker("kept = []\ndef f(x):\n    kept.append(x)\n    x += 1\n    return [k.tolist() for k in kept]\n")
    x = np.zeros(1)
    assert [one.call("f", x).value for _ in range(2)] == [[[1.0]], [[1.0], [1.0]]]


# --- files that are none ------------------------------------------------------------------------------------------------

LIMITS = Limits()


def reason(path):
    """Why a file cannot be graded."""
    with pytest.raises(Unreadable) as caught:
        intake.read(path, LIMITS)
    return str(caught.value)


def test_what_is_no_file_is_refused_with_a_sentence(tmp_path):
    (tmp_path / "real.py").write_text("x = 1")
    (tmp_path / "link.py").symlink_to(tmp_path / "real.py")
    (tmp_path / "folder.py").mkdir()
    os.mkfifo(tmp_path / "pipe.py")
    (tmp_path / "big.py").write_bytes(b"#" * 20_000_000)
    (tmp_path / "null.py").write_bytes(b"x = 1\0\n")
    assert intake.read(tmp_path / "real.py", LIMITS) == b"x = 1"
    (tmp_path / "real.py").unlink()
    assert {path.name: reason(path) for path in tmp_path.iterdir()} == {
        "link.py": "is a symbolic link, not a file",
        "folder.py": "is a folder, not a file",
        "pipe.py": "is a named pipe, not a file",
        "big.py": "is larger than 1 MB",
        "null.py": "holds null bytes: it is not a text file",
    }
    assert reason(tmp_path / "gone.py") == "cannot be read: No such file or directory"
    assert reason(Path("/dev/null")) == "is a device, not a file"


@pytest.mark.parametrize(
    "name", ["a name with spaces.py", "new\nline.py", "né, 山.py", "=1+1.py", "a\\b.py", "\x1b[2J.py"]
)
def test_a_name_is_only_a_name(tmp_path, name):
    (tmp_path / "ch09_tiny").mkdir()
    (tmp_path / "ch09_tiny" / name).write_text("x = 1")
    (found,), refused = intake.find([tmp_path], ["ch09_tiny"])
    assert refused == []
    assert (found.student, found.assignment) == (name.removesuffix(".py"), "ch09_tiny")


def test_null_bytes_that_reach_a_worker_cost_their_line_only(worker):
    one = worker(b"def f(): return 1\nx = 1\0\ndef g(): return 2\n")
    assert (one.call("f"), one.call("g")) == (Value(1), Value(2))
    assert isinstance(one.report.errors[0], LoadError)


def test_a_megabyte_of_source_loads(worker):
    assert worker("x = 1\n" * 2_000 + "#" * 980_000 + "\ndef f(): return x\n").call("f") == Value(1)
