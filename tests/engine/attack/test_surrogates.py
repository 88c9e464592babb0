"""Half a letter in every text of a submission's that crosses: it is graded like any other, and no record or page has it."""

import dataclasses
import json
from pathlib import Path

import pytest

from autograder.attack.arena import ASSIGNMENT, Arena
from autograder.grade.intake import Submission
from autograder.grade.store import Store
from autograder.grade.tally import Tally
from autograder.grade.tasks import Graded, Task
from autograder.render.page import as_page

HALF = r"\ud800"
SOURCES = {
    "a value": 'def double(x): return "H"',
    "values in values": 'def double(x): return ["H", {"H": ("H",)}]',
    "an error's text": 'def double(x): raise ValueError("H")',
    "an error's class": 'E = type("H", (Exception,), {})\ndef double(x): raise E("H")',
    "an error's note": 'def double(x):\n    error = ValueError("a")\n    error.__notes__ = ["H"]\n    raise error',
    "a missing name": 'def double(x): raise NameError("name \'doublH\' is not defined", name="doublH")',
    "a missing attribute": 'def double(x): raise AttributeError("module \'numpy\' has no attribute \'H\'", name="H", obj=x)',
    "a missing key": 'def double(x): raise KeyError("H")',
    "a missing module": 'def double(x): raise ModuleNotFoundError("No module named \'H\'", name="H")',
    "a syntax error": 'def double(x): raise SyntaxError("H", ("H", 1, 1, "H"))',
    "an error while loading": 'raise ValueError("H")\ndef double(x): return 1',
    "a type's name": 'E = type("H", (), {"__module__": "H"})\ndef double(x): return E()',
    "a function's name": 'def double(x): return 1\ndouble.__name__ = double.__qualname__ = double.__doc__ = "H"',
    "a function beside it": 'globals()["doublH"] = lambda x: x',
    "a value beside it": 'globals()["doubleH"] = 5\ndouble = "H"',
    "a parameter": 'def double(x): return 1\ndouble.__code__ = double.__code__.replace(co_varnames=("H",))',
    "a method": 'K = type("KH", (), {"doubleH": lambda self: 1, "double": lambda self: 1})',
    "a named tuple": 'from collections import namedtuple\nN = namedtuple("N", "a")\nN.__name__ = "H"\ndef double(x): return N("H")',
    "a text of NumPy's": 'import numpy as np\ndef double(x): return np.str_("H")',
    "a field of an array": 'import numpy as np\ndef double(x): return np.zeros(2, dtype=[("H", float)])',
    "output": 'import os\ndef double(x):\n    os.write(1, b"\\xed\\xa0\\x80\\x1b[2J")\n    return 1',
    "output while loading": 'print("H")\ndef double(x): return 1',
    "a warning": 'import warnings\nwarnings.warn("H")\ndef double(x): return warnings.warn("H")',
    "a figure": 'import matplotlib.pyplot as plt\ndef double(x):\n    plt.plot([1], label="H")\n    plt.title("H")\n    plt.legend()',
}  # fmt: skip


@pytest.mark.parametrize("name", SOURCES)
def test_it_is_a_submission_like_any_other(arena: Arena, tmp_path, name):
    source = SOURCES[name].replace("H", HALF)
    submission = Submission("ada", ASSIGNMENT, Path("ada.py"), "ada.py")
    reply = arena.engine.submit(Task(submission, source.encode()))
    assert isinstance(reply, Graded), reply
    assert reply.result.score == 0
    said = json.dumps([dataclasses.asdict(reply.result), str(reply.report)], ensure_ascii=False, default=str)
    said.encode()  # raises where there is half a letter
    Store(tmp_path).write(reply.result)
    as_page(reply.result, arena.course.assignments[0]).encode()
    tally = Tally({ASSIGNMENT: 3.0})
    tally.add(reply.result)
    tally.csv().encode()
