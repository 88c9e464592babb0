"""A mistake costs its points once: right functions take the place of those that lost points."""

from contextlib import contextmanager

import pytest

from autograder.course.folder import find_course
from autograder.limits import Limits
from autograder.result import Outcome
from autograder.sandbox import Cell
from autograder.sandbox.server import Server
from autograder.sandbox.worker import Worker
from autograder.suite import Runner

# Four exercises, the first of which uses the last, and through it the two between.
CHAPTER = '''\
# %% [markdown]
# # Chapter 9: A chain

# %% exercise="top" points=4 uses="middle"
def top(x):
    """10 more than middle."""
    ### BEGIN SOLUTION
    return middle(x) + 10
    ### END SOLUTION

# %% exercise="low" points=4
def low(x):
    """Twice x."""
    ### BEGIN SOLUTION
    return 2 * x
    ### END SOLUTION

# %% exercise="side" points=4
def side(x):
    """x."""
    ### BEGIN SOLUTION
    return x
    ### END SOLUTION

# %% exercise="middle" points=4 uses="low side"
def middle(x):
    """low plus side."""
    ### BEGIN SOLUTION
    return low(x) + side(x)
    ### END SOLUTION
'''
SUITE = '''\
import pytest

from autograder.testing import assert_close


def test_one(student, reference):
    """is right for one"""
    assert_close(student.{name}(1.0), reference.{name}(1.0))


### BEGIN HIDDEN TESTS
def test_minus_one(student, reference):
    """is right for minus one"""
    assert_close(student.{name}(-1.0), reference.{name}(-1.0))


@pytest.mark.weight(2)
def test_two_calls(student, reference):
    """is right for two and minus two"""
    assert_close(student.{name}(2.0), reference.{name}(2.0))
    assert_close(student.{name}(-2.0), reference.{name}(-2.0))
### END HIDDEN TESTS
'''
NAMES = ("top", "low", "side", "middle")
RIGHT = {
    "top": "return middle(x) + 10",
    "low": "return 2 * x",
    "side": "return x",
    "middle": "return low(x) + side(x)",
}
# How a submission can tell whether it runs with its own function or with a substitute.
IS_FIRST = "low.__code__.co_filename == 'submission.py'"


@pytest.fixture(scope="module")
def chain(tmp_path_factory):
    """The course of the chain."""
    root = tmp_path_factory.mktemp("chain")
    files = {"course.toml": 'title = "A chain"\n', "solutions/ch09_chain.py": CHAPTER}
    files |= {f"tests/exercises/ch09_chain/test_{name}.py": SUITE.format(name=name) for name in NAMES}
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return find_course(root)


@pytest.fixture(scope="module")
def server():
    with Server(None, Limits(), unconfined=True) as running:
        yield running


@pytest.fixture
def grade(chain, server):
    """Results by exercise of a submission with some answers of its own; `opened` lists the substitutes that there were."""

    def run(opened=None, *, head="", again=True, server=server, **wrong):
        bodies = {**RIGHT, **wrong}
        source = head + "".join(f"def {name}(x):\n    {bodies[name]}\n" for name in NAMES if bodies[name])
        results = []

        def use(runner):
            with Worker(server, (Cell("submission.py", source.encode()),)) as worker:

                @contextmanager
                def noted(substitutes):
                    if opened is not None:
                        opened.append((substitutes.exercise, *substitutes.names))
                    with worker.with_substitutes(substitutes) as second:
                        yield second

                results.extend(runner.run(runner.suites["ch09_chain"], worker, noted if again else None))

        Runner.collect(chain.assignments, use)
        assert [result.name for result in results] == list(NAMES)
        return {result.name: result for result in results}

    return run


def scores(results):
    return {name: result.score for name, result in results.items()}


def carried_forward(result):
    return [check.carried_forward for check in result.checks]


def test_a_mistake_costs_the_points_of_its_own_exercise_only(grade):
    results = grade(low="return 3 * x")
    assert scores(results) == {"top": 4.0, "low": 0.0, "side": 4.0, "middle": 4.0}
    assert carried_forward(results["middle"]) == [("low",)] * 3
    assert carried_forward(results["low"]) == carried_forward(results["side"]) == [()] * 3
    said = {(check.message, check.hint) for check in results["middle"].checks}
    assert said == {("`middle` fails only because `low` does: get `low` right. That costs points there, not here.", "")}


def test_what_is_used_through_others_is_replaced_where_the_mistake_is(grade):
    opened = []
    results = grade(opened, low="return 3 * x", side="return -x")
    assert opened == [("middle", "low", "side"), ("top", "low", "side")]
    assert carried_forward(results["top"]) == [("low", "side")] * 3
    assert scores(results) == {"top": 4.0, "low": 0.0, "side": 0.0, "middle": 4.0}


def test_only_what_lost_points_is_replaced(grade):
    opened = []
    assert scores(grade(opened, middle="return low(x)")) == {"top": 4.0, "low": 4.0, "side": 4.0, "middle": 0.0}
    assert opened == [("top", "middle")]


def test_without_it_a_mistake_costs_points_wherever_its_function_is_used(grade):
    results = grade(again=False, low="return 3 * x")
    assert scores(results) == {"top": 0.0, "low": 0.0, "side": 4.0, "middle": 0.0}


def test_a_submission_without_mistakes_or_with_one_that_nothing_uses_runs_once(grade):
    opened = []
    grade(opened)
    assert scores(grade(opened, top="return middle(x)"))["top"] == 0.0
    assert opened == []


def test_a_mistake_of_the_exercises_own_still_costs_its_points_and_is_told_as_its_own(grade):
    results = grade(low="return 3 * x", middle="return low(x) - side(x)")
    assert scores(results) == {"top": 4.0, "low": 0.0, "side": 4.0, "middle": 0.0}
    first, hidden, _ = results["middle"].checks
    assert first.message == "`middle(1.0)` returned 2.0; expected 3.0. It fails with a right `low`, too."
    assert hidden.message == "`middle` returned a wrong value."  # which substitutes it called would tell more
    assert carried_forward(results["middle"]) == [()] * 3


def test_a_visible_check_speaks_as_it_does_to_the_student_also_where_it_ran_twice(grade):
    """The second worker may know the hidden inputs by then, and both have a clock: nothing that it says is quoted."""
    says = f"if not {IS_FIRST}: raise ValueError(f'now {{low(x)}}')\n    return 0"
    results = grade(low="return 3 * x", middle=says)
    assert not [check.message for check in results["middle"].checks if "now" in check.message]
    assert results["middle"].checks[0].message.startswith("`middle(1.0)` returned 0; expected 3.0.")


def test_an_exercise_that_is_not_started_gets_nothing_from_what_it_would_use(grade):
    opened = []
    results = grade(opened, low="return 3 * x", middle="raise NotImplementedError", top="")
    assert {results[name].score for name in ("low", "middle", "top")} == {0.0}
    assert {check.outcome for name in ("middle", "top") for check in results[name].checks} == {Outcome.MISSING}
    assert opened == []


def test_a_function_that_is_missing_or_not_started_is_replaced_too(grade):
    for low in ("", "raise NotImplementedError", "pass", "import os; os._exit(0)"):
        assert scores(grade(low=low)) == {"top": 4.0, "low": 0.0, "side": 4.0, "middle": 4.0}


def test_a_check_that_passed_stays_passed(grade):
    results = grade(low="return 2 * x if x > 0 else 0")
    assert {check.outcome for check in results["middle"].checks} == {Outcome.PASSED}
    assert carried_forward(results["middle"]) == [(), ("low",), ("low",)]


def test_no_check_has_two_tries_where_nothing_was_replaced(grade):
    results = grade(low="return 5 * x", middle=f"return 0 if {IS_FIRST} else 3 * x")
    assert scores(results)["middle"] == 0.0
    assert carried_forward(results["middle"]) == [()] * 3


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            "3 * x if x > 0 else 0",
            "low(x) * 0 + (0 if x == 1 else 3 * x)",
        ),  # passes the first check in the first run only
        ("3 * x if x == 1 else 0", "low(x) * 0 + (0 if x == 1 else 3 * x)"),
        ("3 * x if x == -1 else 0", "low(x) * 0 + (0 if x == -1 else 3 * x)"),
        ("3 * x if x == 1 else 0", "low(x) * 0 + 3 * x if x != 1 else __import__('os')._exit(0)"),
    ],
)
def test_no_function_gets_the_better_of_two_runs_for_each_check(grade, first, second):
    results = grade(low="return 5 * x", middle=f"return ({first}) if {IS_FIRST} else ({second})")
    passed = [check.outcome is Outcome.PASSED for check in results["middle"].checks]
    assert sum(passed) == 1
    assert carried_forward(results["middle"]) == [()] * 3


def test_a_hidden_check_names_the_substitutes_that_visible_ones_called(grade):
    """Which of them it calls for a hidden input, its author would read there."""
    calls = "return (low(x) if x != -1 else low(x) + 0 * side(x)) + (side(x) if x != 2 else x)"
    results = grade(low="return 3 * x", side="return -x", middle=calls.replace("side(x) if x != 2", "side(x) if x < 2"))
    assert carried_forward(results["middle"]) == [("low", "side")] * 3
    results = grade(low="return 3 * x", side="return -x", middle="return low(x) + (x if x > 0 else side(x))")
    assert carried_forward(results["middle"]) == [("low",)] * 3


def test_a_second_run_that_ends_worse_does_not_count(grade):
    ends = "return low(x) and 3 * x if x > -2 else __import__('os')._exit(0)"
    results = grade(low="return 5 * x", middle=f"if not {IS_FIRST}:\n        {ends}\n    return 0")
    outcomes = [check.outcome for check in results["middle"].checks]
    assert outcomes == [Outcome.PASSED, Outcome.PASSED, Outcome.FAILED]
    assert carried_forward(results["middle"]) == [("low",), ("low",), ()]


def test_a_function_that_hangs_leaves_time_for_a_right_one_for_those_that_call_it(grade):
    # low runs out of time twice, top and middle once each: twice each would leave none.
    with Server(None, Limits(call_cpu_seconds=0.3, submission_cpu_seconds=1.6), unconfined=True) as server:
        results = grade(server=server, low="while True: pass")
    assert scores(results) == {"top": 4.0, "low": 0.0, "side": 4.0, "middle": 4.0}
    assert carried_forward(results["middle"]) == [("low",)] * 3


def test_a_check_that_had_no_time_left_counts_as_it_runs_then(grade):
    with Server(None, Limits(call_cpu_seconds=0.3), unconfined=True) as server:
        results = grade(server=server, low="while True: pass", middle="while x == -2: low(x)\n    return low(x) + x")
    outcomes = [check.outcome for check in results["middle"].checks]
    assert outcomes == [Outcome.PASSED, Outcome.PASSED, Outcome.TIMED_OUT]


def test_printing_a_value_while_the_file_loads_loses_nothing(grade):
    results = grade(head="def low(x):\n    return 0\nprint(low(0))\n", low="return 3 * x")
    assert scores(results) == {"top": 4.0, "low": 0.0, "side": 4.0, "middle": 4.0}
