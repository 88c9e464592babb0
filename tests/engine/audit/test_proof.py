"""What `audit` proves of the suites."""

from pathlib import Path

import pytest

from autograder.audit.proof import prove
from autograder.build import build


@pytest.fixture
def problems(tiny_course):
    """The problems found with an exercise, once the answer of `floor` calls `double`."""
    tiny_course.edit(tiny_course.chapter, "np.maximum(x, low)", "np.maximum(double(x) / 2, low)")

    def find(exercise):
        course = tiny_course.read()
        stubs = {"ch09_tiny": build(course)[Path("ch09_tiny.py")]}
        findings = prove(course, stubs, unconfined=True).findings
        return [one.problem for one in findings if one.place == f"ch09_tiny/{exercise}"]

    return find


def test_a_mistake_that_costs_points_of_another_exercise_is_found_with_what_to_write(problems):
    assert problems("double") == []
    assert problems("floor")[0] == (
        "fails test_example, test_below_zero for misconception squares of double; let its cell say that it uses double"
    )


def test_an_exercise_that_says_what_it_uses_loses_no_points_for_it(problems, tiny_course):
    tiny_course.edit(tiny_course.chapter, "points=1", 'points=1 uses="double"')
    assert problems("double") == problems("floor") == []
