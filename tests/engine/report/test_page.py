"""The report as a page."""

from dataclasses import replace

import pytest

from autograder.report.page import as_html

EVIL = "<script>alert(1)</script>"


def test_what_comes_from_outside_is_text_and_no_markup(reported):
    for student in (EVIL, f"{EVIL} 2"):
        reported.add(student, "ff", answers="same", message=EVIL, code=EVIL, warnings=(EVIL,))
    text = as_html(reported.report())
    assert text.count("<script") == 1, "the page's own"
    assert "&lt;script&gt;" in text


@pytest.mark.parametrize(("letters", "words"), [("pf", "nobody passes it"), ("pp", "everybody passes it")])
def test_a_check_that_nobody_or_everybody_passes_says_so(reported, letters, words):
    reported.add("ada", letters)
    assert words in as_html(reported.report())


def test_nearly_all_is_not_100_per_cent(reported):
    for number in range(300):
        reported.add(f"s{number}")
    reported.add("one", "pf")
    text = as_html(reported.report())
    assert '<td class="n">99 %</td>' in text


def test_a_class_without_any_result_has_a_page_too(reported):
    reported.tally.add_student("ada", "handed in nothing")
    text = as_html(reported.report())
    assert "Nobody has a score here yet." in text
    assert "handed in nothing" in text


def test_where_code_was_not_confined_the_page_says_so(reported):
    assert "not fully confined" in as_html(replace(reported.report(), confinement="none"))
