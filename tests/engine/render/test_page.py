"""A student's feedback page."""

from pathlib import Path

import numpy as np
import pytest

from autograder.course import Assignment
from autograder.feedback import Cause, Feedback, SourceLine, Statement
from autograder.final import Decision, FinalGrade, Lateness, Origin
from autograder.render.page import Audience, as_page
from autograder.result import CheckResult, Code, Environment, ExerciseResult, Outcome, Result
from autograder.suite.values import encode

SECRET = {"call": "f(np.array([123.456]))", "expected": "654.321", "got": "111.222"}


def check(outcome=Outcome.PASSED, message="", **more):
    return CheckResult("test_x", "is right", False, outcome, 0.0, 1.0, message, **{"detail": SECRET, **more})


def page(*exercises, student="ada", warnings=(), final=None, file="ada.py", audience=Audience.STUDENT, **submission):
    """The page of a result with these exercises."""
    result = Result(
        "ch09_tiny",
        student,
        1.5,
        3.0,
        {"file": file, "sha256": "0", **submission},
        "0",
        "0.1.0",
        Environment("3.12.1", "2.5.5", "full", {"python": "3.12.1", "numpy": "2.5.5"}),
        tuple(warnings),
        exercises,
        0.1,
        final,
    )
    return as_page(result, Assignment("ch09_tiny", "Chapter 9: A tiny one", Path(), Path(), ()), audience)


def test_a_page_has_the_title_the_student_and_the_points():
    text = page(ExerciseResult("double", 1.5, 3.0, (check(),)))
    for words in ("Chapter 9: A tiny one", "ada", "<b>1.5</b> of 3 points", "1.5 of 3"):
        assert words in text


def test_a_lost_check_has_its_message_and_hint_and_a_passed_one_neither():
    lost = check(Outcome.FAILED, "`double` returned wrong values.", hint="Add `x` to itself.")
    text = page(ExerciseResult("double", 0.0, 3.0, (lost,)))
    assert "<code>double</code> returned wrong values." in text
    assert "Hint: Add <code>x</code> to itself." in text
    assert "Hint" not in page(ExerciseResult("double", 3.0, 3.0, (check(hint="Add x to itself."),)))


def test_one_message_of_several_checks_is_said_once():
    lost = check(Outcome.MISSING, "`double` is not defined.")
    listed = page(ExerciseResult("double", 0.0, 3.0, (lost, lost, lost))).partition("<section")[2]
    assert listed.count("is not defined") == 1


def test_a_check_that_passed_with_a_right_function_says_so():
    passed = check(message="`double` fails only because `one` does.", carried_forward=("one",))
    assert "fails only because <code>one</code> does." in page(ExerciseResult("double", 3.0, 3.0, (passed,)))


def test_warnings_about_the_file_stand_at_the_top():
    text = page(ExerciseResult("double", 3.0, 3.0, (check(),)), warnings=["line 3 failed while the file was loading"])
    assert text.index("line 3 failed") < text.index("double")


@pytest.mark.parametrize("outcome", Outcome)
def test_nothing_of_the_instructors_detail_is_on_the_page(outcome):
    text = page(ExerciseResult("double", 0.0, 3.0, (check(outcome, "a message"),)))
    for secret in ("123.456", "654.321", "111.222"):
        assert secret not in text


def test_what_comes_from_outside_is_text_and_no_markup():
    evil = "<script>alert(1)</script>"
    exercise = ExerciseResult("double", 0.0, 3.0, (check(Outcome.FAILED, evil, hint=evil),))
    text = page(exercise, student=evil, warnings=[evil])
    assert "<script" not in text


def test_a_drawing_that_lost_points_stands_beside_the_expected_one():
    line = {"x": np.arange(3.0), "y": np.arange(3.0), "style": "-", "label": "mine"}
    axes = {
        "lines": [line],
        "title": "",
        "xlabel": "",
        "ylabel": "",
        "xlim": (0.0, 2.0),
        "ylim": (0.0, 2.0),
        "legend": ["mine"],
    }
    figures = {"yours": None, "expected": encode({"axes": [axes]})}
    text = page(ExerciseResult("plot", 0.0, 3.0, (check(Outcome.FAILED),), figures))
    assert text.count("<svg") == 1
    assert "nothing was drawn" in text
    assert "mine" in text


# --- what counts, what comes first, and whose page it is ---------------------------------------------------------------


class Sealed(CheckResult):
    """A check whose detail must not be read."""

    def __getattribute__(self, name):
        if name == "detail":
            raise AssertionError("a student's page read the instructor's detail")
        return super().__getattribute__(name)


def sealed(outcome):
    return Sealed("test_x", "is right", False, outcome, 0.0, 1.0, "a message", detail=SECRET)


@pytest.mark.parametrize("outcome", Outcome)
def test_the_students_page_never_reads_a_detail_and_the_instructors_shows_it(outcome):
    page(ExerciseResult("double", 0.0, 3.0, (sealed(outcome),)))
    text = page(ExerciseResult("double", 0.0, 3.0, (check(outcome, "a message"),)), audience=Audience.INSTRUCTOR)
    assert all(secret in text for secret in ("123.456", "654.321", "111.222", "not for students"))


def test_the_first_failure_to_mend_stands_first_and_what_is_missing_comes_later():
    missing = ExerciseResult("start", 0.0, 1.0, (check(Outcome.MISSING, "not started"),))
    wrong = ExerciseResult("double", 0.0, 1.0, (check(), check(Outcome.FAILED, "`double` returned 9.", hint="Add.")))
    text = page(missing, wrong)
    first = text[text.index("Look at this first") : text.index("<section")]
    assert '<a href="#double">double</a>' in first and "returned 9." in first and "Hint: Add." in first
    assert '<a href="#start">' in page(missing)
    assert "Look at this first" not in page(ExerciseResult("double", 1.0, 1.0, (check(),)))


def failing_at(line):
    feedback = Feedback(
        Cause.RAISED, Statement("stopped", {"call": "f", "type": "ValueError"}), line=SourceLine(line, "")
    )
    return check(Outcome.FAILED, "stopped", feedback=feedback)


def test_the_students_own_code_stands_there_with_the_failing_line_marked():
    code = Code(41, "line 41", ("def double(x):", "    return <x>"))
    text = page(ExerciseResult("double", 0.0, 1.0, (failing_at(42),), code=code))
    assert (
        '<span data-number="41">def double(x):</span><mark><span data-number="42">    return &lt;x&gt;</span></mark>'
        in text
    )
    assert "Your code, from line 41 on" in text
    assert "<pre>" not in page(ExerciseResult("double", 1.0, 1.0, (check(),), code=code))


def test_a_long_function_is_shown_around_the_failing_line():
    code = Code(1, "line 1", tuple(f"    x = {number}" for number in range(200)))
    text = page(ExerciseResult("double", 0.0, 1.0, (failing_at(151),), code=code))
    assert "x = 150<" in text and "x = 10<" not in text and text.count("data-number=") == 60


def test_lines_of_a_notebook_have_no_numbers_which_its_cells_do_not_show():
    code = Code(9, "code cell 2, line 1", ("def double(x):",))
    text = page(ExerciseResult("double", 0.0, 1.0, (check(Outcome.FAILED),), code=code), file="ada.ipynb")
    assert "<pre><span>def double" in text and "from code cell 2, line 1 on" in text


@pytest.mark.parametrize(
    ("source", "words"),
    [("name", "UTC, attempt 2."), ("download", "UTC, the newest of 2 attempts."), ("", "UTC, attempt 2.")],
)
def test_the_attempt_is_said_as_far_as_it_is_known(source, words):
    exercise = ExerciseResult("double", 3.0, 3.0, (check(),))
    assert words in page(exercise, time="2026-10-01T20:00:00Z", attempt="2", attempt_source=source)
    assert "attempt" not in page(exercise, time="2026-10-01T20:00:00Z")


def test_what_counts_is_said_with_every_reason_and_the_score_of_the_checks():
    decisions = (Decision("double", 2.0, 0.5, "a <good> idea", Origin.OVERRIDE),)
    final = FinalGrade(1.5, decisions, (("double", "well done"),), Lateness(0.5, "2 hours late: 0.5 points off", 7200))
    text = page(ExerciseResult("double", 0.5, 3.0, (check(),)), final=final, time="2026-10-01T20:00:00Z")
    for words in ("<b>1.5</b> of 3 points", "The checks gave 1.5 of 3", "a &lt;good&gt; idea", "2 hours late: 0.5 points off",
                  "well done", "Handed in 2026-10-01 20:00:00 UTC.", "2 of 3"):  # fmt: skip
        assert words in text
    assert "<b>excused</b>" in page(final=FinalGrade(None, excused="ill"))
