"""The report in a real browser: sort, search, open, print; nothing on the console, and no request to anywhere."""

from dataclasses import replace

import pytest

from autograder.feedback import Cause, Feedback, SourceLine, Statement
from autograder.final import FinalGrade, Lateness
from autograder.render.page import as_page
from autograder.report import write_report

FIRST_CELLS = (
    "Array.from(document.querySelectorAll('#students tbody tr:not([hidden])'), row => row.cells[0].textContent)"
)


@pytest.fixture
def page(reported, browser):
    """The report of four students, opened."""
    reported.add("ada", "pf", warnings=("line 3 failed while the file was loading",))
    reported.add("O'Brien, Pat", "pp")
    reported.add("李雷", "ff", "f", code="def double(x):\n    return x * x", answers="same")
    reported.add("bob", "ff", "f", code="def double(x):\n    return x ** 2", answers="same")
    reported.tally.add_student("eve", "handed in nothing")
    write_report(reported.report(), reported.store)
    feedback = reported.store.page("ch09_tiny", "O'Brien, Pat")
    feedback.parent.mkdir(parents=True)
    feedback.write_text("Pat's page", encoding="utf-8")
    opened = browser.new_page()
    opened.said, opened.asked = [], []
    opened.on("console", lambda message: opened.said.append(message.text))
    opened.on("pageerror", lambda error: opened.said.append(str(error)))
    opened.on("request", lambda request: opened.asked.append(request.url))
    opened.goto((reported.store.folder / "report.html").as_uri())
    yield opened
    assert opened.said == []
    assert all(url.startswith("file:") for url in opened.asked)


def test_columns_sort_as_numbers_with_blanks_last_either_way(page):
    head = page.locator("#students th button", has_text="total")
    head.click()
    assert page.evaluate(FIRST_CELLS) == ["bob", "李雷", "ada", "O'Brien, Pat", "eve"]
    head.click()
    assert page.evaluate(FIRST_CELLS)[0] == "O'Brien, Pat"
    assert page.evaluate(FIRST_CELLS)[-1] == "eve"
    assert page.locator("#students th[aria-sort=descending]").count() == 1


@pytest.mark.parametrize(
    ("typed", "found"), [("BRIEN", ["O'Brien, Pat"]), ("李", ["李雷"]), ("nothing handed", ["eve"]), ("nobody", [])]
)
def test_searching_shows_the_rows_that_hold_every_word(page, typed, found):
    page.fill("input[type=search]", typed)
    assert page.evaluate(FIRST_CELLS) == found
    assert page.inner_text("#found") == f"{len(found)} of 5"
    page.fill("input[type=search]", "")
    assert page.inner_text("#found") == "5"


def test_a_score_leads_to_the_students_page(page):
    page.locator("#students tr", has_text="O'Brien").locator("a").click()
    assert page.inner_text("body") == "Pat's page"


def test_an_exercise_opens(page):
    assert not page.get_by_text("Answered alike").first.is_visible()
    page.locator("summary", has_text="double").click()
    assert page.get_by_text("Answered alike").first.is_visible()


def test_print_unfolds_everything_and_folds_it_again(page):
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.get_by_text("Answered alike").first.is_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert not page.get_by_text("Answered alike").first.is_visible()
    assert page.pdf().startswith(b"%PDF")


@pytest.mark.parametrize("width", [1280, 400])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_wider_than_the_window_light_or_dark(page, width, scheme):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert paper == ("rgb(255, 255, 255)" if scheme == "light" else "rgb(22, 23, 24)")


def test_the_pages_policy_lets_no_other_script_run(page):
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"document.title = 1\">')")
    page.wait_for_timeout(100)
    assert page.title() == "A tiny course: report"
    page.said.clear()  # the browser says that it refused


@pytest.mark.parametrize("width", [1280, 400])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_feedback_page_fits_prints_and_asks_for_nothing(reported, browser, tmp_path, width, scheme):
    line = SourceLine(2, "line 2", "return x * x")
    feedback = Feedback(Cause.RAISED, Statement("stopped", {"call": "double(1)", "type": "ValueError"}), line=line)
    code = "def double(x):\n    return x * x  # " + "a long remark " * 20
    reported.add("ada", "ff", message="`double(3)` returned 9; expected 6.", code=code, feedback=feedback)
    result = replace(
        reported.store.read("ch09_tiny", "ada"), final=FinalGrade(0.5, late=Lateness(0.5, "1 day late", 60))
    )
    path = tmp_path / "ada.html"
    path.write_text(as_page(result, reported.course.assignments[0]), encoding="utf-8")
    opened = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    said, asked = [], []
    opened.on("console", lambda message: said.append(message.text))
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto(path.as_uri())
    assert opened.evaluate("document.documentElement.scrollWidth") <= width
    assert opened.locator("mark").inner_text().startswith("    return x * x")
    opened.locator("a", has_text="double").click()
    assert opened.url.endswith("#double")
    assert opened.pdf().startswith(b"%PDF")
    assert (said, {url.partition("#")[0] for url in asked}) == ([], {path.as_uri()})
