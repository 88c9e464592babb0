"""Family 2, feedback: how many pages a submission that has met a hidden input can choose from. `SECURITY.md` states the bits."""

import json
import math
from functools import cache

import pytest

from autograder.course.folder import find_course
from autograder.suite import Runner
from autograder.suite.misconceptions import agrees, live

PAGES = 16  # 4 bits

TEXTS = ("", "operands could not be broadcast together with shapes (2,) (3,)", "f() takes 1 positional argument but 2 were given",
    "name 'y' is not defined", "'list' object has no attribute 'shape'", "list index out of range", "division by zero")  # fmt: skip
EXCEPTIONS = "ValueError TypeError IndexError NameError AttributeError MemoryError SystemExit StopIteration AssertionError".split()
FORGE = """
import json, os, struct
def yes(): yield 1
def forge(**header):
    text = json.dumps({"id": calls, "values": [], **header}).encode()
    os.write(3, struct.pack(">II", 4 + len(text), len(text)) + text)
    os._exit(0)
"""
VALUES = (
    "None 1 True 1.5 1j 'x' b'x' [] [1.0] () {} {1:2} set() object() print type ... NotImplemented iter(()) (yes()) 2**2000 float('nan') x[0] "
    "x.astype(int) x.astype(bool) x.astype(complex) x.astype(str) x.astype(object) x*0 x[:0] x[:1] x[None] x[:,None] np.ma.array(x) "
    "np.matrix(x) np.zeros(7) np.zeros([1]*26) np.zeros((2,3)) np.zeros((0,5)) np.zeros(10**7) np.int64(1) np.float32(1) range(3) zip() "
    "double os"
).split()
ENDS = [
    "os._exit(0)", "os._exit(7)", "os.abort()", "ctypes.string_at(0)", "while True: pass", "os.write(3, b'x' * 64)", "os.close(3)",
    "forge(kind='missing')", "forge(kind='value', id=0)", "forge(kind='raised', type='', text='', line=0)",
    "raise type('E', (Exception,), {})", "np.zeros(3) @ np.zeros(2)", "np.sum(x, axis=5)", "[][1]", "x['a']", "double(1, 2)", "sys.exit(3)",
    "def g(): return g()\n        g()", "globals().pop('double'); os._exit(0)",
    *(f"forge(kind='raised', type='builtins.NotImplementedError', text='', line={line})" for line in (0, 5, 40, 1000)),
    *(f"forge(kind='raised', type='builtins.ValueError', text='', line={line})" for line in (0, 5, 40, 1000, 10**6)),
    *(f"forge(kind='raised', type='builtins.{name}', text='', line=30)" for name in EXCEPTIONS),
    *(f"forge(kind='raised', type='builtins.{name}', text={text!r}, line=30)" for text in TEXTS for name in EXCEPTIONS[:3]),
]  # fmt: skip
# The line `raise NotImplementedError` may stand in the function: a stub that answers some inputs.
SUBMISSION = """
import ctypes, os, sys
import numpy as np
{forge}
calls = 0
def double(x):
    global calls
    calls += 1
    if x[0] < 0:
        {ends}
        raise NotImplementedError
    return {visible}
def floor(x, low): return np.maximum(x, low)
{padding}
"""


def pages(grade_tiny, visible):
    """The pages of `double`'s hidden check, one for each way to end."""
    found = {}
    for ends in [*(f"return {value}" for value in VALUES), *ENDS, "pass", "return x * 2"]:
        source = SUBMISSION.format(forge=FORGE, ends=ends, visible=visible, padding="\n" * 1000)
        (check,) = [check for check in grade_tiny(source).result.exercises[0].checks if not check.visible]
        assert check.feedback is None or check.feedback.line is None
        record = check.feedback and check.feedback.to_record()
        page = (check.outcome, check.message, check.hint, check.misconception, check.carried_forward, record)
        found[json.dumps(page)] = ends
    return found


@cache
def claims():
    """For each exercise of the course, among how many misconceptions one can still choose when a hidden check begins.

    Visible checks run first: by what it answered there, a submission has bound itself to those that answer likewise.
    """
    found = {}

    def use(runner):
        for suite in runner.suites.values():
            executions = list(runner.executions(suite, suite.reference))
            for exercise in suite.assignment.exercises:
                mine = [execution for execution in executions if execution.check.exercise == exercise.name]
                wrong = live([one for one in suite.misconceptions if one.exercise == exercise.name])
                found[exercise.name] = max((_choices(wrong, mine, execution) for execution in mine), default=0)

    Runner.collect(find_course(None).assignments, use)
    return found


def _choices(wrong, executions, hidden):
    """The most misconceptions that answer the visible checks alike and fail the hidden one."""
    if hidden.check.visible:
        return 0
    visible = [execution for execution in executions if execution.check.visible]
    groups = []
    for one in wrong:
        if all(map(agrees, _answers(one, hidden), [call.answer for call in _calls(hidden)])):
            continue
        answers = [answer for execution in visible for answer in _answers(one, execution)]
        group = next((group for group in groups if all(map(agrees, group[0], answers))), None)
        if group is None:
            groups.append((answers, [one]))
        else:
            group[1].append(one)
    return max((len(members) for _, members in groups), default=0)


def _calls(execution):
    return [call for call in execution.calls if call.name == execution.check.exercise]


def _answers(one, execution):
    return [one.answer(execution.check.name, number, call) for number, call in enumerate(_calls(execution))]


@pytest.mark.parametrize(
    ("visible", "more"), [("x * 2", 0), ("forge(kind='raised', type='builtins.TypeError', text='', line=9)", 1)]
)
def test_a_submission_chooses_one_of_few_pages_for_a_hidden_check(grade_tiny, visible, more):
    """`more`: what a visible check has said before may be said once more."""
    found = pages(grade_tiny, visible)
    most = max(claims().values()) if not more else 2
    assert len(found) + most <= PAGES, "\n".join(found)
    assert len(found) >= 9  # each of the sentences is still told
    assert math.log2(PAGES) == 4


def test_the_misconceptions_that_one_can_choose_among_are_few():
    """One, where visible checks tell them all apart, as every sentence of a task has one."""
    assert max(claims().values()) <= 7
    assert sum(claims().values()) > 10  # and they are counted
