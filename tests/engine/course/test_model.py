"""What exercises of an assignment are to each other."""

from pathlib import Path

from autograder.course import Assignment, Exercise

XOR, AND, OR = (
    Exercise("XOR", 4, ("OR", "AND")),
    Exercise("AND", 4, ("perceptron",)),
    Exercise("OR", 4, ("perceptron",)),
)
PERCEPTRON, ALONE = Exercise("perceptron", 4), Exercise("alone", 1)
CHAPTER = Assignment("ch", "A chapter", Path("ch.py"), Path("ch"), (XOR, AND, ALONE, OR, PERCEPTRON))


def test_an_exercise_comes_after_those_that_it_uses():
    order = CHAPTER.in_dependency_order
    assert set(order) == set(CHAPTER.exercises)
    for exercise in order:
        assert {used.name for used in order[: order.index(exercise)]} >= set(exercise.uses)


def test_what_is_below_an_exercise_is_all_that_a_right_answer_may_run_in_the_chapters_order():
    assert CHAPTER.dependencies_of(XOR) == ("AND", "OR", "perceptron")
    assert CHAPTER.dependencies_of(AND) == ("perceptron",)
    assert CHAPTER.dependencies_of(PERCEPTRON) == CHAPTER.dependencies_of(ALONE) == ()
