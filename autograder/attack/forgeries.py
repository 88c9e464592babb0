"""Attacks on the score (family 1): each a file whose functions are wrong, and which says otherwise."""

from .model import Attack, Family

# Bytes of a frame on the channel that the grader reads.
_FRAME = """
def frame(values, **header):
    text = json.dumps({"kind": "value", "id": 1, "changed": [], "values": values, **header}).encode()
    return struct.pack(">II", 4 + len(text), len(text)) + text
PASSED = json.dumps({"outcome": "passed", "score": 100.0, "max_score": 1.0, "passed": True})
"""

FORGERIES = {
    "ending while it loads": "os._exit(0)",
    "ending politely while it loads": "sys.exit(0)",
    "ending in a call": "def {function}(*args): os._exit(0)",
    "ending politely in a call": "def {function}(*args): sys.exit(0)",
    "becoming a program that succeeds": "def {function}(*args): os.execv('/bin/true', ['true'])",
    "a report on its output": "print(PASSED)\ndef {function}(*args): print(PASSED)",
    "a report on every descriptor": "def {function}(*args):\n    for fd in range(21):\n        try: os.write(fd, (PASSED + '\\n').encode())\n        except OSError: pass",
    "a report in a file": "def {function}(*args):\n    for path in ('results.json', '/tmp/results.json'):\n        try: open(path, 'w').write(PASSED)\n        except OSError: pass",
    "a report at the end": "import atexit\natexit.register(lambda: (print(PASSED), os._exit(0)))\ndef {function}(*args): raise SystemExit",
    "an answer that equals everything": "class Yes:\n    def __eq__(self, other): return True\n    def __ne__(self, other): return False\n    __hash__ = None\ndef {function}(*args): return Yes()",
    "an array that equals everything": (
        "import numpy\nclass Yes(numpy.ndarray):\n    def __eq__(self, other): return numpy.True_\n"
        "    def __array_function__(self, *args): return True\n    def __array_ufunc__(self, *args, **more): return numpy.True_\n"
        "    def __array__(self, *args, **more): return self\n"
        "def {function}(*args): return numpy.zeros(1).view(Yes)"
    ),
    "comparisons that always hold": (
        "import numpy, numpy.testing\nnumpy.allclose = numpy.isclose = numpy.array_equal = numpy.all = lambda *args, **more: True\n"
        "numpy.testing.assert_allclose = numpy.testing.assert_array_equal = lambda *args, **more: None\ndef {function}(*args): return 0"
    ),
    "a test's frame": (
        "def {function}(*args):\n    frame = sys._getframe()\n    while frame:\n        for name, value in frame.f_locals.items():\n"
        "            if name == 'expected': return value\n        frame = frame.f_back"
    ),
    "the tests, found by the garbage collector": (
        "def {function}(*args):\n    for one in gc.get_objects():\n        if type(one) is dict and type(one.get('expected')) is dict: return one['expected']['{function}']"
    ),
    "the solution, found among modules": (
        "def {function}(*args):\n    for module in list(sys.modules.values()):\n        for name in ('solution_{function}', 'reference'):\n"
        "            found = getattr(module, name, None)\n            if callable(found): return found(*args)"
    ),
    "an argument changed in place": "def {function}(*args):\n    for one in args:\n        try: one[...] = 0\n        except Exception: pass\n    return args[0] if args else None",
    "an error that tests take for a pass": "def {function}(*args):\n    import unittest\n    raise unittest.SkipTest('fine')",
    "pytest, told to end well": "def {function}(*args):\n    try:\n        import pytest\n        pytest.exit('passed', 0)\n    except ImportError: os._exit(0)",
    "a trace that skips": "def tracer(*args): sys.exit(0)\ndef {function}(*args):\n    sys.settrace(tracer)\n    return (lambda: 0)()",
    "an early answer": _FRAME + "for call in range(1, 9):\n    try: os.write(3, frame([1.0], id=call))\n    except OSError: pass\ndef {function}(*args): sys.exit(0)",
    "an answer with a verdict": _FRAME + "def {function}(*args):\n    os.write(3, frame([None], outcome='passed', score=2.0, passed=True))\n    os._exit(0)",
    "a result in place of an answer": _FRAME + "def {function}(*args):\n    os.write(3, PASSED.encode() + b'\\n')\n    os._exit(0)",
    "a frame without end": "def {function}(*args):\n    os.write(3, b'\\xff' * 64)\n    os._exit(0)",
    "a frame of no text": _FRAME + (
        "def {function}(*args):\n    os.write(3, b''.join(frame([1.0], id=call) for call in range(1, 12)) + struct.pack('>II', 60, 0)"
        " + b'{\"kind\": \"value\", \"id\": 12, ' + b' ' * 28)\n    os._exit(0)"
    ),
    "many frames": _FRAME + "def {function}(*args):\n    os.write(3, frame([1.0]) * 100)\n    os._exit(0)",
}  # fmt: skip

ATTACKS = tuple(
    # `PASSED` is defined beside the frame.
    Attack(name, Family.SCORES, body if "PASSED" not in body or _FRAME in body else _FRAME + body, ends=True)
    for name, body in FORGERIES.items()
)
