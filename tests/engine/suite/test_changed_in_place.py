"""An argument changed in place is told where it happens, costs points there, and costs none in what calls that function."""

from pathlib import Path

import numpy as np
import pytest

from autograder.course.folder import find_course
from autograder.limits import Limits
from autograder.result import Outcome
from autograder.sandbox import Cell, LoadReport, Value
from autograder.sandbox.server import Server
from autograder.sandbox.worker import Worker
from autograder.suite import Runner
from autograder.suite.proxy import Functions, Student
from autograder.testing import Mistake, assert_unchanged

COURSE = find_course(Path(__file__).parents[3])
CHAPTER = "ch03_neural_network"
IN_PLACE = {
    "masks": ("step_function", "    x[x > 0] = 1\n    x[x <= 0] = 0\n    return x.astype(int)"),
    "where": ("step_function", "    x[...] = np.where(x > 0, 1, 0)\n    return x.astype(int)"),
    "a loop over flat": (
        "step_function",
        "    for i in range(x.size):\n        x.flat[i] = 1 if x.flat[i] > 0 else 0\n    return x.astype(int)",
    ),
    "times minus one": ("sigmoid", "    x *= -1\n    return 1 / (1 + np.exp(x))"),
    "out": (
        "sigmoid",
        "    x = np.asarray(x, float) if x.dtype.kind in 'iu' else x\n    np.exp(-x, out=x)\n    return 1 / (1 + x)",
    ),
    "negative": ("sigmoid", "    np.negative(x, out=x)\n    return 1 / (1 + np.exp(x))"),
}


@pytest.fixture(scope="module")
def grade():
    """Results by exercise of our own solutions with one function after them, under that of the same name."""
    solutions = (COURSE.root / "solutions" / f"{CHAPTER}.py").read_text(encoding="utf-8")
    (assignment,) = (assignment for assignment in COURSE.assignments if assignment.name == CHAPTER)

    def run(name, body, more=""):
        results = []

        def use(runner):
            cell = Cell("submission.py", f"{solutions}\n\ndef {name}(x):\n{body}\n{more}".encode())
            with Server(None, Limits(), unconfined=True) as server, Worker(server, (cell,)) as worker:
                results.extend(runner.run(runner.suites[CHAPTER], worker, worker.with_substitutes))

        Runner.collect((assignment,), use)
        return {result.name: result for result in results}

    return run


@pytest.mark.parametrize("how", IN_PLACE)
def test_it_costs_its_own_check_and_nothing_else(grade, how):
    name, body = IN_PLACE[how]
    results = grade(name, body)
    lost = {result.name: result.max_score - result.score for result in results.values()}
    assert {exercise: points for exercise, points in lost.items() if points} == {name: 1.0}
    failed = [check for check in results[name].checks if check.outcome is not Outcome.PASSED]
    assert [check.name for check in failed] == ["test_any_shape", "test_other_shapes"]
    assert all("`x` itself holds other numbers afterwards" in check.message for check in failed)
    plots = [check for result in results.values() if result.name.startswith("plot_") for check in result.checks]
    assert {check.carried_forward for check in plots if check.carried_forward} == {(name,)}


def test_what_works_on_a_copy_keeps_all_points(grade):
    results = grade("step_function", "    x = x.copy()\n    x[x > 0] = 1\n    x[x <= 0] = 0\n    return x.astype(int)")
    assert all(result.score == result.max_score for result in results.values())


CHANGES_AND_IS_RIGHT = """\
    x = x if x.dtype.kind == "f" else x.astype(float)
    np.exp(x, out=x)
    x /= np.sum(x)
    return x
"""
USES_IT_TWICE = """
def softmax(x):
    x = x - np.max(x, axis=-1, keepdims=True)
    if x.ndim == 2:
        return np.array([softmax(row) for row in x])
    simple_softmax(x)
    return {}simple_softmax(x)
"""


def test_a_function_without_loss_is_not_said_to_fail_where_it_spoils_what_calls_it(grade):
    results = grade("simple_softmax", CHANGES_AND_IS_RIGHT, USES_IT_TWICE.format(""))
    assert all(result.score == result.max_score for result in results.values())
    said = {check.message for check in results["softmax"].checks if check.carried_forward}
    assert said == {
        "`softmax` fails only with your `simple_softmax`, which changes an array that it is given. That costs no points; let it work on a copy."
    }


def test_who_fails_with_a_right_one_too_is_not_told_that_a_function_without_loss_is_wrong(grade):
    results = grade("simple_softmax", CHANGES_AND_IS_RIGHT, USES_IT_TWICE.format("-"))
    assert results["simple_softmax"].score == results["simple_softmax"].max_score
    assert results["softmax"].score == 0
    assert not [check.message for check in results["softmax"].checks if "with a right" in check.message]


class Changing:
    """Answers that changed their second argument."""

    report = LoadReport(names=("f",))

    def call(self, name, *args):
        return Value(1.0, changed=(1,))


def test_a_check_sees_what_the_last_call_changed():
    student = Student(Changing())
    assert student.changed == ()
    student.f(np.zeros(1), np.zeros(1))
    assert student.changed == (1,)
    with pytest.raises(Mistake, match="`w` itself"):
        assert_unchanged(student, "w")


def test_our_own_functions_tell_it_like_a_worker():
    def negate(x, y):
        y *= -1
        return x

    x, y = np.ones(2), np.ones(2)
    assert Functions({"negate": negate}).call("negate", x, y).changed == (1,)
    assert y.tolist() == [1, 1]
