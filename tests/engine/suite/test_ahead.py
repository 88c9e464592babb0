"""What checks are going to ask is asked of a submission at once: visible checks first, hidden ones when those have ended."""

import numpy as np

from autograder.result import Outcome
from autograder.sandbox import LoadReport, TimedOut
from autograder.suite import Functions, Runner
from autograder.suite.memo import Memo

RIGHT = {"double": lambda x: x + x, "floor": np.maximum}


class Recorder:
    """Answers from our own functions, one by one or all at once, and notes what it was asked and how."""

    report = LoadReport()

    def __init__(self, functions=RIGHT, late=()):
        self._functions, self._late = Functions(functions), late
        self.together, self.alone = [], []

    def call(self, name, *args):
        self.alone.append(name)
        return TimedOut("late") if name in self._late else self._functions.call(name, *args)

    draw = earlier = None

    def ask_all(self, series):
        self.together.append([own.exercise for own in series])
        found = [[] for _ in series]
        for own, answers in zip(series, found, strict=True):
            for request in own.requests:
                answer = (
                    TimedOut("late")
                    if request.name in self._late
                    else self._functions.call(request.name, *request.args)
                )
                answers.append(answer)
        return found


def grade(tiny_course, recorders, memo=None):
    """The results of several submissions in turn."""
    found = []

    def use(runner):
        (suite,) = runner.suites.values()
        found.extend(runner.run(suite, recorder, memo=memo) for recorder in recorders)

    Runner.collect(tiny_course.read().assignments, use)
    return found


def test_visible_checks_are_asked_for_first_and_hidden_ones_when_those_have_ended(tiny_course):
    one = Recorder()
    (results,) = grade(tiny_course, [one])
    visible = [exercise.name for exercise in results for check in exercise.checks if check.visible]
    hidden = [exercise.name for exercise in results for check in exercise.checks if not check.visible]
    assert one.together == [visible, hidden]
    assert one.alone == []


def test_hidden_checks_of_an_exercise_that_ran_out_of_time_are_not_asked_for(tiny_course):
    one = Recorder(late=["double"])
    (results,) = grade(tiny_course, [one])
    assert "double" in one.together[0]
    assert "double" not in one.together[1]
    assert {check.outcome for check in results[0].checks} == {Outcome.TIMED_OUT}


def test_a_call_that_was_not_foreseen_goes_alone(tiny_course):
    tiny_course.edit(
        "tests/exercises/ch09_tiny/test_double.py",
        "### BEGIN HIDDEN",
        "def test_twice(student):\n"
        '    """doubles its own answer"""\n'
        "    first = student.double(np.array([1.0]))\n"
        "    student.double(first)\n\n\n### BEGIN HIDDEN",
    )
    right, wrong = Recorder(), Recorder({**RIGHT, "double": lambda x: x * 3})
    memo = Memo()
    grade(tiny_course, [right, wrong], memo)
    assert (right.alone, wrong.alone) == ([], ["double"])


def test_what_one_submission_was_asked_ahead_is_no_answer_of_the_next(tiny_course):
    slow, right = Recorder(late=["double"]), Recorder()
    _, results = grade(tiny_course, [slow, right])
    assert {check.outcome for exercise in results for check in exercise.checks} == {Outcome.PASSED}


def test_answers_that_come_as_fast_one_by_one_are_asked_for_one_by_one(tiny_course):
    (results,) = grade(tiny_course, [Functions(RIGHT)])
    assert {check.outcome for exercise in results for check in exercise.checks} == {Outcome.PASSED}
