"""Suite files, read as text."""

import pytest

from autograder.course import suitefile
from autograder.errors import AutograderError


def test_a_suite_file_tells_visible_checks_from_hidden_ones(tiny_course):
    file = suitefile.read(tiny_course.root / tiny_course.suite)
    assert file.exercise == "double"
    assert [(check.name, check.title, check.hidden) for check in file.checks] == [
        ("test_example", "doubles three numbers", False),
        ("test_random", "doubles random numbers", False),
        ("test_negative", "keeps the sign of negative numbers", True),
    ]


def test_the_visible_half_holds_no_trace_of_the_hidden_one(tiny_course):
    text = suitefile.read(tiny_course.root / tiny_course.suite).visible_text
    assert text.endswith("assert_close(student.double(x), reference.double(x))\n")
    assert "hidden" not in text.lower()


def test_a_suite_may_have_no_hidden_checks(tiny_course):
    text = suitefile.read(tiny_course.root / tiny_course.suite).visible_text
    file = suitefile.read(tiny_course.write(tiny_course.suite, text))
    assert file.visible_text == text
    assert file.hidden.lines == ()
    assert not any(check.hidden for check in file.checks)


def test_a_hidden_region_that_is_never_closed_is_refused(tiny_course):
    tiny_course.edit(tiny_course.suite, "### END HIDDEN TESTS\n", "")
    line = tiny_course.line(tiny_course.suite, "BEGIN HIDDEN")
    with pytest.raises(AutograderError, match=rf"test_double\.py:{line}: .* is never closed"):
        suitefile.read(tiny_course.root / tiny_course.suite)


def test_a_second_hidden_region_is_refused(tiny_course):
    tiny_course.edit(
        tiny_course.suite, "def test_random", "### BEGIN HIDDEN TESTS\n### END HIDDEN TESTS\ndef test_random"
    )
    line = tiny_course.line(tiny_course.suite, "BEGIN HIDDEN", 2)
    with pytest.raises(AutograderError, match=rf"test_double\.py:{line}: a second hidden region"):
        suitefile.read(tiny_course.root / tiny_course.suite)


def test_a_line_below_the_hidden_region_is_refused(tiny_course):
    tiny_course.edit(tiny_course.suite, "### END HIDDEN TESTS\n", "### END HIDDEN TESTS\n\nLATE = 1\n")
    line = tiny_course.line(tiny_course.suite, "LATE")
    with pytest.raises(AutograderError, match=rf"test_double\.py:{line}: stands below the hidden checks"):
        suitefile.read(tiny_course.root / tiny_course.suite)


def test_a_suite_that_is_not_python_is_refused(tiny_course):
    tiny_course.edit(tiny_course.suite, "def test_example(student):", "def test_example(student:")
    with pytest.raises(AutograderError, match=r"test_double\.py:\d+: not valid Python"):
        suitefile.read(tiny_course.root / tiny_course.suite)
