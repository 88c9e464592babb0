"""One class under several interpreters."""

from dataclasses import replace

import pytest

from autograder.report import Run, collect
from autograder.report.page import as_html
from autograder.result import Environment

OLD = Environment("3.10.13", "1.26.4", "full", {})


@pytest.fixture
def other(reported, tmp_path):
    """The same class under an older interpreter."""
    return type(reported)(reported.course, tmp_path / "other")


def matrix(reported, other):
    data = collect(reported.course, reported.tally, reported.store, Environment("3.13.0", "2.5.5", "full", {}),
                   [Run(OLD, other.tally, other.store)])  # fmt: skip
    return data, data.interpreters


def test_a_check_that_ends_differently_has_its_counts_and_the_sentence_of_those_who_fail(reported, other):
    for student in ("ada", "bob", "cyd"):
        reported.add(student, "pf" if student != "cyd" else "pp", message="NumPy has no `int`: write int.")
        other.add(student, "pp")
    data, found = matrix(reported, other)
    assert found.names == ("Python 3.13.0, NumPy 2.5.5", "Python 3.10.13, NumPy 1.26.4")
    assert found.means == (("ch09_tiny", (2.33, 3.0)),)
    (difference,) = found.differences
    assert (difference.exercise, difference.title, difference.students) == ("double", "keeps the sign", ("ada", "bob"))
    assert difference.passed == (0, 2)
    assert difference.sentences == ("Python 3.13.0, NumPy 2.5.5: NumPy has no `int`: write int.",)
    assert "Under each Python" in as_html(data) and "0 of 2" in as_html(data)


def test_where_nothing_differs_the_page_says_so(reported, other):
    reported.add("ada")
    other.add("ada")
    data, found = matrix(reported, other)
    assert found.differences == ()
    assert "ends the same under all of them" in as_html(data)


def test_a_student_who_could_not_be_graded_under_one_of_them_is_no_difference(reported, other):
    reported.add("ada", "ff")
    other.add("bob")
    assert matrix(reported, other)[1].differences == ()


def test_under_one_interpreter_there_is_no_matrix(reported):
    reported.add("ada")
    assert reported.report().interpreters is None
    assert "Under each Python" not in as_html(replace(reported.report()))
