"""What a check may ask for, as suites use it: `student`, `reference` and `rng`."""

import sys
from pathlib import Path

import numpy as np
import pytest

from autograder.result import Outcome
from autograder.suite import Fault, Functions, Runner

RIGHT = {"double": lambda x: x + x, "floor": np.maximum}


@pytest.fixture
def run(tiny_course):
    """Run the tiny course's suite on functions of ours; the outcome of each check by exercise and name, or what was raised."""

    def outcomes(functions):
        found = {}

        def use(runner):
            for exercise in runner.run(runner.suites["ch09_tiny"], Functions(functions)):
                found.update({(exercise.name, check.name): check.outcome for check in exercise.checks})

        # A process collects one course; pytest would hand this one the modules of another test's.
        for name in [name for name, module in sys.modules.items() if _is_a_suite(module)]:
            del sys.modules[name]
        Runner.collect(tiny_course.read().assignments, use)
        return found

    return outcomes


def _is_a_suite(module):
    return Path(getattr(module, "__file__", None) or "").parent.name == "ch09_tiny"


def test_right_functions_pass_every_check(run):
    assert set(run(RIGHT).values()) == {Outcome.PASSED}


def test_a_wrong_function_fails_its_own_checks_only(run):
    found = run({**RIGHT, "double": lambda x: x * x})
    assert {exercise for (exercise, _), outcome in found.items() if outcome is Outcome.FAILED} == {"double"}


def test_a_check_that_changes_what_the_reference_returned_changes_nothing_else(run, tiny_course):
    tiny_course.edit(
        tiny_course.suite,
        '    """doubles three numbers"""\n',
        '    """doubles three numbers"""\n    spoilt = reference.double(np.ones(3))\n    spoilt[:] = 0\n'
        "    assert_close(reference.double(np.ones(3)), [2.0, 2.0, 2.0])\n",
    )
    tiny_course.edit(tiny_course.suite, "def test_example(student)", "def test_example(student, reference)")
    assert set(run(RIGHT).values()) == {Outcome.PASSED}


def test_a_reference_that_raises_is_a_fault_of_ours(run, tiny_course):
    tiny_course.edit(tiny_course.chapter, "result = x + x", "result = x + undefined")
    with pytest.raises(Fault, match="the reference of double gave"):
        run(RIGHT)


def test_a_fixture_that_does_not_exist_is_a_fault_of_ours(run, tiny_course):
    tiny_course.edit(tiny_course.suite, "def test_example(student)", "def test_example(student, teacher)")
    with pytest.raises(Fault, match=r"setup of .*test_example"):
        run(RIGHT)
