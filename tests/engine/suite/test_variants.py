"""Submissions made from the course: right answers, known wrong ones, half a chapter."""

import numpy as np

from autograder.suite.misconceptions import load_misconceptions
from autograder.suite.variants import with_answers, with_misconceptions

STUB = "import numpy as np\ndef double(x):\n    raise NotImplementedError\ndef floor(x, low):\n    raise NotImplementedError\n"


def run(source):
    """What a file defines."""
    namespace = {"__name__": "submission"}
    exec(compile(source, "submission.py", "exec"), namespace)
    return namespace


def test_a_wrong_answer_takes_the_place_of_the_right_one_under_its_name(tiny_course):
    (assignment,) = tiny_course.read().assignments
    squares = next(one for one in load_misconceptions(assignment.suite) if one.name == "squares")
    text = with_misconceptions(assignment, [squares])
    assert "autograder" not in text, "a student's file imports nothing of ours"
    defined = run(text)
    assert defined["double"](np.array([3.0])) == 9
    assert defined["floor"](np.array([1.0]), 2.0) == 2
    assert "squares" not in defined


def test_without_a_wrong_answer_everything_is_right(tiny_course):
    (assignment,) = tiny_course.read().assignments
    assert run(with_misconceptions(assignment, []))["double"](np.array([3.0])) == 6


def test_half_a_chapter_is_answered_and_the_rest_is_the_stub(tiny_course):
    (assignment,) = tiny_course.read().assignments
    defined = run(with_answers(assignment, STUB, ["floor"]))
    assert defined["floor"](np.array([1.0]), 2.0) == 2
    assert defined["double"].__code__.co_consts != defined["floor"].__code__.co_consts
    try:
        defined["double"](1)
    except NotImplementedError:
        return
    raise AssertionError("the other answer is still the stub")
