"""What `audit` proves of the suites."""

from pathlib import Path

import pytest

from autograder.author.audit.proof import prove
from autograder.author.build import build
from autograder.errors import AutograderError


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


def test_known_wrong_answers_that_do_not_run_are_not_passed_over(problems, tiny_course):
    file = tiny_course.read().assignments[0].suite / "misconceptions.py"
    with file.open("a", encoding="utf-8") as end:
        end.write("\nx = y\n")
    with pytest.raises(AutograderError, match=r"misconceptions\.py:\d+: NameError"):
        problems("double")


def test_a_new_wrong_answer_need_not_name_the_checks_it_fails(problems, tiny_course):
    file = tiny_course.read().assignments[0].suite / "misconceptions.py"
    with file.open("a", encoding="utf-8") as end:
        end.write('\n@misconception("double")\ndef nothing(x):\n    """This is x itself."""\n    return x\n')
    assert "it names none: 'autograder audit --update' corrects the list" in problems("double")[0]
