"""Marked regions."""

from pathlib import Path

import pytest

from autograder.course.regions import HIDDEN, SOLUTION, cut, regions
from autograder.errors import AutograderError

PATH = Path("ch09_tiny.py")
TEXT = "a\n### BEGIN SOLUTION\nb\n\nc\n### END SOLUTION\nd\n    ### BEGIN SOLUTION\n    ### END SOLUTION\n"


def test_regions_are_listed_with_their_lines_and_where_their_markers_stand():
    first, second = regions(TEXT, SOLUTION, PATH)
    assert (first.start, first.end, first.lines) == (2, 6, ("b", "", "c"))
    assert (second.start, second.end, second.lines) == (8, 9, ())


def test_cutting_leaves_neither_region_nor_marker():
    assert cut(TEXT, SOLUTION, PATH) == "a\nd\n"


def test_a_text_without_markers_stays_whole():
    assert cut("a\nb\n", HIDDEN, PATH) == "a\nb\n"
    assert regions("a\nb\n", HIDDEN, PATH) == ()


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("### BEGIN SOLUTION\na\n", 1, "never closed"),
        ("a\n### END SOLUTION\n", 2, "without a `### BEGIN SOLUTION`"),
        ("### BEGIN SOLUTION\n### BEGIN SOLUTION\n### END SOLUTION\n", 2, "of line 1"),
        ("a\n### BEGIN HIDDEN TESTS\n### END HIDDEN TESTS\n", 2, "is no marker of this file"),
    ],
    ids=["unclosed", "unopened", "nested", "another file's"],
)
def test_markers_that_do_not_pair_up_are_refused_with_file_and_line(text, line, says):
    with pytest.raises(AutograderError, match=rf"^ch09_tiny\.py:{line}: .*{says}"):
        regions(text, SOLUTION, PATH)


@pytest.mark.parametrize(
    "marker", ["## BEGIN SOLUTION", "### begin solution", "### BEGIN SOLUTIONS", "#BEGIN_SOLUTION"]
)
def test_a_misspelt_marker_is_refused_because_it_would_hide_nothing(marker):
    with pytest.raises(AutograderError, match="write exactly `### BEGIN SOLUTION` or `### END SOLUTION`"):
        regions(f"{marker}\n", SOLUTION, PATH)


def test_prose_about_an_end_or_a_solution_is_no_marker():
    assert regions("# In the end solutions matter; begin hidden away.\n", SOLUTION, PATH) == ()
