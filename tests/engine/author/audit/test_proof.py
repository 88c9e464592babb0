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
    visible = "    assert_close(student.floor(np.array([1.0, 5.0]), 2.0), [2.0, 5.0])\n"
    below_zero = "    assert_close(student.floor(np.array([-3.0, 0.0]), -1.0), [-1.0, 0.0])\n"
    tiny_course.edit(tiny_course.other_suite, visible, visible + below_zero)
    tiny_course.edit(
        tiny_course.misconceptions, 'fails=["test_below_zero"]', 'fails=["test_example", "test_below_zero"]'
    )

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


def test_a_wrong_answer_that_only_hidden_checks_notice_is_found(problems, tiny_course):
    below_zero = "    assert_close(student.floor(np.array([-3.0, 0.0]), -1.0), [-1.0, 0.0])\n"
    tiny_course.edit(tiny_course.other_suite, below_zero, "")
    assert "misconception sign_lost passes every visible check, and fails test_below_zero" in problems("floor")


def test_a_wrong_answer_that_costs_more_than_is_shown_is_found(problems, tiny_course):
    tiny_course.edit(tiny_course.suite, "np.array([1.0, 2.0, 3.0])), [2.0, 4.0, 6.0]", "np.array([2.0])), [4.0]")
    assert problems("double")[0] == (
        "misconception squares is shown 1 points and graded 0.5: give each hidden check a visible one of the same weight"
    )


def test_points_of_a_check_that_are_neither_whole_nor_halves_are_found(problems, tiny_course):
    tiny_course.edit(tiny_course.suite, "weight(2)", "weight(1)")
    assert problems("double")[0].startswith("points as graded are neither whole nor halves for test_example (0.666667)")


def test_an_exercise_whose_values_could_all_be_copied_is_found(problems, tiny_course):
    tiny_course.edit(tiny_course.suite, "### BEGIN HIDDEN TESTS\n", "")
    tiny_course.edit(tiny_course.suite, "### END HIDDEN TESTS\n", "")
    assert problems("double")[0].startswith("has no hidden check: whoever copies")


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
