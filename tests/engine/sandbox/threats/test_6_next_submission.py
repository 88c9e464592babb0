"""Family 6: submission n + 1 gets the same bytes of result as if n had never been."""

import json
from dataclasses import asdict, replace

import pytest

from autograder.sandbox import Value

# Part right and part wrong, with everything that could differ: values, an exception's text, random numbers, orders, addresses.
NEXT = """
import random, sys
import numpy as np
print("loading", sorted(vars(sys.modules["__main__"]))[:3])
noise = np.random.rand() + random.random()
order = list({"a", "b", "c", "d"})
def double(x):
    return x * 2 + (noise if x[0] < 0 else 0)
def floor(x, low):
    raise ValueError(f"{noise} {order} {len(sys.modules)} {object()}")
1 / 0
"""

HOSTILE = {
    "files": "for path in ('/tmp/x', '/dev/shm/x', '/var/tmp/x', 'x'):\n    try: open(path, 'w').write('x')\n    except OSError: pass",
    "an environment": "import os\nos.environ['PYTHONHASHSEED'] = '7'\nos.environ['NUMPY_EXPERIMENTAL_ARRAY_FUNCTION'] = '0'",
    "NumPy": "import numpy as np\nnp.random.seed(7)\nnp.seterr(all='raise')\nnp.set_printoptions(precision=1)\nnp.exp = np.array = None",
    "Matplotlib": "import matplotlib.pyplot as plt\nplt.plot = None\nplt.figure()\nplt.rcParams['lines.linestyle'] = ':'\nplt.style.use('ggplot')",
    "a module": "import sys, json\nsys.modules['numpy'] = sys.modules['random'] = json",
    "builtins": "import builtins\nbuiltins.len = builtins.print = builtins.sorted = lambda *args, **more: 0",
    "objects of ours": "import gc\nfor one in gc.get_objects():\n    if type(one) is dict and str(one.get('__name__')).startswith('inside.'): one.clear()",
    "the interpreter": "import ctypes\nctypes.memset(id(int), 0, 64)",
    "the exit": "import os\nos._exit(7)",
    "a crash": "def double(x): __import__('ctypes').string_at(0)\nfloor = double",
    "a time-out": "def double(x):\n    while True: pass",
    "all memory": "kept = []\ndef double(x):\n    while True: kept.append(bytearray(2 ** 20))",
    "all descriptors": "import os\ntry:\n    while True: os.dup(1)\nexcept OSError: pass",
    "shared memory": "try:\n    from multiprocessing import shared_memory\n    shared_memory.SharedMemory('x', True, 99)\nexcept OSError: pass",
    "a keyring": "import ctypes\nlibc = ctypes.CDLL(None)\nfor number in (248, 249, 250): libc.syscall(number, b'user', b'x', b'y', 1, -4)",
    "a semaphore": "import multiprocessing\ntry: multiprocessing.Semaphore()\nexcept OSError: pass",
    "signals and hooks": "import signal, sys, atexit\nsignal.signal(15, signal.SIG_IGN)\nsys.settrace(print)\natexit.register(print)",
    "output": "print('x' * 10 ** 7)",
    "the channel": "import os\nos.write(3, b'x' * 10 ** 5)",
    "bytecode": (
        "import os, json\ntry: os.makedirs(os.path.join(os.path.dirname(json.__file__), '__pycache__'), exist_ok=True)\nexcept OSError: pass\n"
        "try: open(json.__cached__, 'wb').write(b'')\nexcept OSError: pass"
    ),
}  # fmt: skip


def record(graded):
    """A result's bytes, but for the time it took."""
    return json.dumps(asdict(replace(graded.result, seconds=0.0)), default=str).encode()


@pytest.fixture(scope="module")
def untouched(grade_tiny):
    return record(grade_tiny(NEXT))


@pytest.mark.parametrize("name", HOSTILE)
def test_a_neighbour_leaves_nothing_behind_that_touches(grade_tiny, untouched, name):
    grade_tiny(HOSTILE[name] + "\n")
    assert record(grade_tiny(NEXT)) == untouched


def test_the_record_compared_holds_what_could_differ(untouched):
    assert b"(line 10)" in untouched
    assert b"object object at 0x\\u2026" in untouched
    assert b"ZeroDivisionError" in untouched


MARKS = {
    "an attribute of a library": ("import numpy as np; np.mark = 1", "import numpy as np; return hasattr(np, 'mark')"),
    "an environment variable": ("import os; os.environ['MARK'] = '1'", "import os; return 'MARK' in os.environ"),
    "a module": ("import sys; sys.modules['mark'] = sys", "import sys; return 'mark' in sys.modules"),
    "a cache": ("import functools, re; [re.compile('m4rk%d' % n) for n in range(9)]", "import re; return any('m4rk' in str(key) for key in re._cache)"),
    "the limits": ("import resource; resource.setrlimit(7, (32, 32))", "import resource; return resource.getrlimit(7)[0] == 32"),
    "the file mask": ("import os\n    try: os.umask(0o777)\n    except OSError: pass", "import os\n    try: return os.umask(0) == 0o777\n    except OSError: return False"),
    "a figure": ("import matplotlib.pyplot as plt; plt.figure(7)", "import matplotlib.pyplot as plt; return plt.fignum_exists(7)"),
    "a random state": ("import random; random.seed(7); random.random()", "import random; value = random.random(); random.seed(0); return value != random.random()"),
    "a file's time": ("import os\n    try: os.utime(os.__file__, (7, 7))\n    except OSError: pass", "import os; return os.stat(os.__file__).st_mtime == 7"),
    "shared memory, a keyring or a queue": (
        "import ctypes; libc = ctypes.CDLL(None); libc.shmget(7, 4096, 0o1666); libc.msgget(7, 0o1666); libc.semget(7, 1, 0o1666)",
        "import ctypes; libc = ctypes.CDLL(None); return max(libc.shmget(7, 0, 0), libc.msgget(7, 0), libc.semget(7, 0, 0)) >= 0",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", MARKS)
def test_no_mark_is_found_by_the_next(attack, name):
    leave, find = MARKS[name]
    assert isinstance(attack(f"def f():\n    {leave}\n"), Value)
    assert attack(f"def f():\n    {find}\n") == Value(False)


def test_a_call_that_dies_leaves_no_mark_in_the_next_process_of_the_same_submission(worker):
    one = worker(
        "import os\nseen = []\ndef f(x):\n    seen.append(x)\n    if x == 'secret': os._exit(0)\n    return seen\n"
    )
    one.call("f", "secret")
    assert one.call("f", "b") == Value(["b"])
